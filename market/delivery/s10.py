"""S10 item identifiers, such as `CA000000014VN`: two letters, a serial, a check, a country.

The check digit is C = 11 − (Σ weight · digit mod 11), where 10 becomes 0 and 11 becomes 5 (UPU standard S10).
"""

import re
from string import ascii_uppercase

from market.errors import NotFound
from market.language import Sentence

_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
# C is an ordinary parcel; the second letter lets our range grow 26 times.
_SERVICE, _COUNTRY = "C", "VN"
_PER_LETTER = 10**8
SERIALS = _PER_LETTER * len(ascii_uppercase)
_TYPED = re.compile(r"[A-Za-z]{2}\s*(?:[0-9]\s*){9}[A-Za-z]{2}(?![A-Za-z0-9])")
_BETWEEN = re.compile(r"[\n\r\t,;]+")
_FORM = re.compile(r"[A-Z]{2}([0-9]{8})([0-9])[A-Z]{2}")


class MistypedNumber(NotFound):
    type = "mistyped-number"
    title = Sentence("Mã vận đơn gõ sai", en="Mistyped tracking number")
    detail = Sentence(
        "Mã vận đơn này có vẻ gõ nhầm (số kiểm tra không khớp). Xin xem lại trên phiếu gửi.",
        en="This tracking number looks mistyped (its check digit does not agree). Please look at the label again.",
    )


def check_digit(serial: str) -> int:
    """The S10 check digit of eight digits."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, serial, strict=True))
    return {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)


def s10(serial: int) -> str:
    """The tracking number of the `serial`-th parcel of our range. Raises ValueError when the range is used up."""
    if not 0 <= serial < SERIALS:
        raise ValueError("no S10 number for this serial")
    digits = f"{serial % _PER_LETTER:08d}"
    return f"{_SERVICE}{ascii_uppercase[serial // _PER_LETTER]}{digits}{check_digit(digits)}{_COUNTRY}"


def is_s10(text: str) -> bool:
    """Whether `text` is a well-formed S10 number of any post whose check digit agrees."""
    form = _FORM.fullmatch(text)
    return form is not None and check_digit(form[1]) == int(form[2])


def written(typed: str) -> str:
    """A tracking number as a person types it ("ca 00000001 4 vn"), without blanks and in capitals."""
    return "".join(typed.split()).upper()


def read_s10(typed: str) -> str:
    """The tracking number a person typed, in its one written form. Raises MistypedNumber."""
    number = written(typed)
    if not is_s10(number):
        raise MistypedNumber
    return number


def numbers_in(text: str) -> list[str]:
    """Each number of a list that was typed, pasted or scanned, once, in its order; what is none stays as it stands.

    One number may have blanks in it, several may stand on a line, and each may be the address of a label's QR code.
    """
    found: dict[str, None] = {}
    for piece in _BETWEEN.split(re.sub(r"\S*/t/", " ", text)):
        whole = [written(number) for number in _TYPED.findall(piece)]
        found |= dict.fromkeys(filter(None, [*whole, written(_TYPED.sub("", piece))]))
    return list(found)
