"""The fair's own files, and ids that are the same at every load."""

import csv
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from market.accounts.rules import mobile_number

Row = dict[str, str]

_FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> list[Row]:
    """The rows of `name`.csv; README.md explains the columns."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def several(text: str) -> list[str]:
    """The values of a field that holds several."""
    return text.split(";") if text else []


def phone_of(row: Row) -> str:
    """The row's phone in E.164."""
    number = mobile_number(row["phone"])
    if number is None:
        raise ValueError(f"{row['phone']} is no mobile number")
    return number


def made_id(key: str, at: datetime) -> UUID:
    """A UUIDv7 of the instant `at`, with bits from `key` where there should be chance: newest first still holds."""
    chance = int.from_bytes(sha256(key.encode()).digest()[:10], "big")
    head = int(at.timestamp() * 1000) << 16 | 0x7000 | chance >> 68
    return UUID(int=head << 64 | 0b10 << 62 | chance & (1 << 62) - 1)
