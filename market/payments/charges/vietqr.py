"""VietQR: what a banking app reads from a picture (EMVCo fields as NAPAS lays them out), and the picture.

There is no answer to a VietQR: whether somebody has paid, only the bank statement says.
"""

import binascii
import io

from market.text import without_marks

LONGEST_PURPOSE = 25
_GUID = "A000000727"
_TO_ACCOUNT = "QRIBFTTA"
_VND, _VIETNAM = "704", "VN"


def payload(*, bin: str, account: str, amount_vnd: int | None = None, purpose: str = "") -> str:
    """The text of the picture: to `account` at the bank `bin`; with an amount (đồng) it is for one payment.

    The purpose travels as ASCII of at most 25 characters, for banks drop or refuse the rest.
    """
    beneficiary = _field("00", bin) + _field("01", account)
    fields = [
        _field("00", "01"),
        _field("01", "11" if amount_vnd is None else "12"),
        _field("38", _field("00", _GUID) + _field("01", beneficiary) + _field("02", _TO_ACCOUNT)),
        _field("53", _VND),
        _field("54", str(amount_vnd)) if amount_vnd is not None else "",
        _field("58", _VIETNAM),
        _field("62", _field("08", _plain(purpose))) if purpose else "",
    ]
    whole = "".join(fields) + "6304"
    return whole + f"{checksum(whole):04X}"


def checksum(text: str) -> int:
    """CRC-16/CCITT-FALSE (polynomial 1021, start FFFF) of `text`."""
    return binascii.crc_hqx(text.encode("ascii"), 0xFFFF)


def picture(text: str, *, kind: str = "svg") -> bytes:
    """The payload as an SVG, or as a PNG, which a phone keeps among its photos."""
    import segno

    file = io.BytesIO()
    segno.make_qr(text, error="m").save(file, kind=kind, scale=6, border=4)
    return file.getvalue()


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def _plain(purpose: str) -> str:
    ascii_only = without_marks(purpose).encode("ascii", "ignore").decode()
    return " ".join(ascii_only.split())[:LONGEST_PURPOSE]
