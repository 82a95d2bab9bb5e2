"""One cell put right: phones, identity numbers, names, crosses as Vietnamese officials write them. Pure.

Each function gives the value and the rules that were broken, as `rule` or `rule=what stood there`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from market.accounts.rules import mobile_number
from market.imports import data, spelling
from market.imports.spelling import as_typed, digits_of
from market.text import fold

_TITLE = re.compile(r"^(hộ\s+)?(ông|bà|anh|chị|cô|chú|bác)\b[.:]?\s+", re.IGNORECASE)
_PHONE_BREAK = re.compile(r"[/;,\n]|\s+-\s+|\s(?:hoặc|và)\s")
_PHONE_SHAPE = re.compile(r"\(?\+?[0-9][0-9 .\-()/]*")
_TRUNK_ZERO = re.compile(r"(\+|00)?84 ?\(?0\)?(?=([ .\-]?[0-9]){9}$)")
_NAME = re.compile(r"[^\W\d_]+(?:['’.\- ]+[^\W\d_]+)*\.?")
_VILLAGE_KIND = re.compile(r"^(thôn|xóm)\s+(?=.*[^\W\d_]{2})", re.IGNORECASE)
Findings = list[str]


class Phone(NamedTuple):
    number: str | None
    findings: Findings


@lru_cache(maxsize=4096)
def phone(text: str) -> Phone:
    """E.164 of the first usable mobile number in the cell."""
    if not text.strip(" -."):
        return Phone(None, ["phone-missing"])
    parts = [part.strip() for part in _PHONE_BREAK.split(digits_of(as_typed(text))) if part.strip()]
    numbers = [found for part in parts if (found := _one_phone(part)).number]
    if not numbers:
        return Phone(None, [f"phone-shape={text}"])
    several = ["phone-several"] if len(parts) > 1 else []
    return Phone(numbers[0].number, numbers[0].findings + several)


def _one_phone(part: str) -> Phone:
    """Digits around a letter are never one number."""
    text = digits_of(part)
    if not _PHONE_SHAPE.fullmatch(text):
        return Phone(None, [])
    text = _TRUNK_ZERO.sub("0", text)
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(r"[1-9]\d{8}", digits) and not text.startswith("+"):
        return Phone(mobile_number("0" + digits), ["phone-lost-zero"])
    if re.fullmatch(r"1\d{9}", digits):
        return Phone(mobile_number("0" + digits), ["phone-lost-zero", "phone-old-prefix"])
    old = ["phone-old-prefix"] if re.fullmatch(r"01\d{9}", digits) else []
    return Phone(mobile_number(text), old)


def identity(text: str) -> tuple[str | None, Findings]:
    """The digits of an identity number: 9 (CMND) or 12 (CCCD: province, century and sex, year, six more)."""
    digits = re.sub(r"[\s.\-']", "", digits_of(as_typed(text)))
    if not digits:
        return None, []
    found = []
    if digits.isdecimal() and digits[0] != "0" and len(digits) in (8, 10, 11):
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


@lru_cache(maxsize=4096)
def yes(text: str) -> tuple[bool | None, Findings]:
    """Whether somebody has put a cross, or the like."""
    word = text.strip(" -.")
    if not word or word in spelling.listed("answers", "no"):
        return False, []
    return (True, []) if word in spelling.listed("answers", "yes") else (None, [f"yes-no-shape={text[:40]}"])
