"""One cell put right: phones, identity numbers, names, days, numbers as Vietnamese officials write them. Pure.

Each function gives the value and the rules that were broken, as `rule` or `rule=what stood there`.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from market.accounts.rules import mobile_number
from market.imports import data
from market.text import fold

_TITLE = re.compile(r"^(hộ\s+)?(ông|bà|anh|chị|cô|chú|bác)\b[.:]?\s+", re.IGNORECASE)
_PHONE_BREAK = re.compile(r"[/;,\n]|\s+-\s+|\s(?:hoặc|và)\s")
_NAME = re.compile(r"[^\W\d_]+(?:['’.\- ]+[^\W\d_]+)*\.?")
_VILLAGE_KIND = re.compile(r"^(thôn|xóm)\s+(?=.*[^\W\d_]{2})", re.IGNORECASE)
_YES, _NO = (
    {"x", "co", "c", "1", "true", "yes", "y", "dung", "da co"},
    {"", "khong", "k", "0", "false", "no", "n", "chua"},
)
_SHEET_EPOCH = date(1899, 12, 30)
_DATE = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_SPOKEN_DATE = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_UNITS = {
    "": 1, "nguoi": 1, "khau": 1, "d": 1, "dong": 1, "vnd": 1, "k": 1000, "nghin": 1000, "ngan": 1000,
    "nghin dong": 1000, "ngan dong": 1000, "tr": 1_000_000, "trieu": 1_000_000, "trieu dong": 1_000_000,
}  # fmt: skip
_WEIGHT = re.compile(r"([\d.,]+)\s*(kg|kilogam|ki lo|can|g|gr|gam|gram|lang|ta|yen|l|lit|ml)?\b", re.IGNORECASE)
_GRAMS = {"kg": 1000, "kilogam": 1000, "ki lo": 1000, "can": 1000, "g": 1, "gr": 1, "gam": 1, "gram": 1, "lang": 100,
          "ta": 100_000, "yen": 10_000, "l": 1000, "lit": 1000, "ml": 1}  # fmt: skip
Findings = list[str]


class Phone(NamedTuple):
    number: str | None
    findings: Findings


@lru_cache(maxsize=4096)
def phone(text: str) -> Phone:
    """E.164 of the first usable mobile number in the cell."""
    if not text.strip(" -."):
        return Phone(None, ["phone-missing"])
    parts = [part.strip() for part in _PHONE_BREAK.split(text) if part.strip()]
    numbers = [found for part in parts if (found := _one_phone(part)).number]
    if not numbers:
        return Phone(None, [f"phone-shape={text}"])
    several = ["phone-several"] if len(parts) > 1 else []
    return Phone(numbers[0].number, numbers[0].findings + several)


def _one_phone(text: str) -> Phone:
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(r"[1-9]\d{8}", digits) and not text.startswith("+"):
        return Phone(mobile_number("0" + digits), ["phone-lost-zero"])
    if re.fullmatch(r"1\d{9}", digits):
        return Phone(mobile_number("0" + digits), ["phone-lost-zero", "phone-old-prefix"])
    old = ["phone-old-prefix"] if re.fullmatch(r"01\d{9}", digits) else []
    return Phone(mobile_number(text), old)


def identity(text: str) -> tuple[str | None, Findings]:
    """The digits of an identity number: 9 (CMND) or 12 (CCCD: province, century and sex, year, six more)."""
    digits = re.sub(r"[\s.\-']", "", text)
    if not digits:
        return None, []
    found = []
    if digits.isdecimal() and len(digits) in (8, 10, 11):
        digits = digits.zfill(9 if len(digits) == 8 else 12)
        found.append("identity-lost-zero")
    fits = digits.isdecimal() and len(digits) in data.sure()["identity_digits"]
    if not fits or (len(digits) == 12 and not _is_cccd(digits)):
        return None, [f"identity-shape={text}"]
    return digits, found + (["identity-old"] if len(digits) == 9 else [])


def _is_cccd(digits: str) -> bool:
    return 1 <= int(digits[:3]) <= 96 and digits[3] in "0123"


def name(text: str) -> tuple[str | None, Findings]:
    """A person's name, without title, with a capital for each syllable."""
    found: Findings = []
    bare = _TITLE.sub("", text)
    if bare != text:
        found.append("name-title")
    if not bare:
        return None, ["name-missing"]
    if not _NAME.fullmatch(bare) or not 2 <= len(bare) <= data.sure()["longest_name"]:
        return None, [f"name-shape={text[:60]}"]
    if bare.isupper() or bare.islower():
        bare = " ".join(word[:1].upper() + word[1:].lower() for word in bare.split())
        found.append("name-capitals")
    return bare, found


def village(text: str) -> tuple[str | None, Findings]:
    """A village's name: "Thôn Đồng Đĩnh" is "Đồng Đĩnh", but "Thôn 2" stays."""
    bare = _VILLAGE_KIND.sub("", text).strip(" .,-")
    if not fold(bare):
        return None, ["village-missing"]
    return bare[:80], []


def day(text: str) -> tuple[date | None, Findings]:
    """A day as day/month/year, as a spreadsheet's number, or in words."""
    if not text.strip(" -./"):
        return None, []
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return _made(int(text[:4]), int(text[5:7]), int(text[8:]), text)
    if re.fullmatch(r"[34]\d{4}", text):
        return _SHEET_EPOCH + timedelta(days=int(text)), []
    written = _DATE.fullmatch(text) or _SPOKEN_DATE.search(fold(text))
    if written is None:
        return None, [f"date-shape={text[:40]}"]
    first, second, year = map(int, written.groups())
    year += 0 if year > 99 else 2000
    if second > 12 >= first:
        made, found = _made(year, first, second, text)
        return made, found or ["date-american"]
    return _made(year, second, first, text)


def _made(year: int, month: int, day_of_month: int, text: str) -> tuple[date | None, Findings]:
    try:
        made = date(year, month, day_of_month)
    except ValueError:
        return None, [f"date-shape={text}"]
    return (made, []) if 1990 <= year <= 2100 else (None, [f"date-shape={text}"])


def whole(text: str, *, most: int) -> tuple[int | None, Findings]:
    """A whole number up to `most`: "1.500.000 đ", "65k", "65 nghìn", "1,2 triệu", "120,000"."""
    if not text.strip(" -"):
        return None, []
    value = number(text)
    if value is None or value != int(value) or not 0 <= value <= most:
        return None, [f"number-shape={text[:40]}"]
    return int(value), []


@lru_cache(maxsize=4096)
def number(text: str) -> float | None:
    """A number with its Vietnamese unit; dots divide thousands and a comma tenths, unless that cannot be."""
    parts = re.fullmatch(r"([\d.,\s]+?)\s*([^\d.,\s][^\d]*)?", text.strip())
    if parts is None:
        return None
    unit = _UNITS.get(fold((parts.group(2) or "").partition("/")[0].replace("₫", "đ")))
    value = _decimal(re.sub(r"\s", "", parts.group(1)))
    return None if unit is None or value is None else value * unit


def _decimal(digits: str) -> float | None:
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"\d+,\d+", digits):
        digits = digits.replace(",", ".")
    return float(digits) if re.fullmatch(r"\d{1,15}(\.\d+)?", digits) else None


def yes(text: str) -> tuple[bool | None, Findings]:
    """Whether somebody has put a cross, or the like."""
    word = fold(text)
    if text.strip() in ("✓", "✔", "X", "x") or word in _YES:
        return True, []
    return (False, []) if word in _NO else (None, [f"yes-no-shape={text[:40]}"])


def weight(text: str, *, in_kilograms: bool, in_grams: bool) -> tuple[int | None, Findings]:
    """Grams of one pack; a bare number is in the unit of its header, or else clear from its size."""
    if not text.strip(" -"):
        return None, []
    written = _WEIGHT.fullmatch(fold_unit(text))
    value = _decimal(written.group(1)) if written else None
    if written is None or value is None:
        return None, [f"weight-shape={text[:40]}"]
    unit = (written.group(2) or "").lower()
    factor = _GRAMS.get(unit) or (1000 if in_kilograms else 1 if in_grams else _likely_factor(value))
    grams = round(value * factor) if factor else 0
    return (grams, []) if 1 <= grams <= 30_000 else (None, [f"weight-shape={text[:40]}"])


def fold_unit(text: str) -> str:
    """ "1,2 Kg" with its unit folded and its digits as they stand."""
    digits = re.match(r"[\d.,\s]*", text.strip())
    amount = digits.group() if digits else ""
    return f"{''.join(amount.split())} {fold(text.strip()[len(amount) :])}".strip()


def _likely_factor(value: float) -> int:
    if value <= 30:
        return 1000
    return 1 if value >= 50 else 0


def season(text: str) -> tuple[tuple[int, int] | None, Findings]:
    """Months from and to: "7-9", "tháng 7 đến tháng 9", "T11 - T2"; "quanh năm" is none."""
    if not text.strip(" -") or fold(text) in ("quanh nam", "ca nam", "1 12"):
        return None, []
    months = [int(month) for month in re.findall(r"\d+", text)]
    if len(months) == 1:
        months *= 2
    if len(months) != 2 or not all(1 <= month <= 12 for month in months):
        return None, [f"season-shape={text[:40]}"]
    return (months[0], months[1]), []
