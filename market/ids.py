"""Identifiers: UUIDv7 for machines, short checked numbers for people."""

import base64
import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

# No 0/O, no 1/I: read aloud over a bad line, a number must survive.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_FREE = 7
_OURS = frozenset(ALPHABET.lower())
_IN_ADDRESS = 26
_DIGITS = str.maketrans(ALPHABET.lower(), "0123456789abcdefghijklmnopqrstuv")  # ours, and of numbers to the base 32
_LETTERS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET.lower().encode())  # of base 32, and ours


def new_id() -> UUID:
    """A UUIDv7: unique without asking anybody, and ordered by the time it was made."""
    return uuid7()


def in_address(id: UUID) -> str:
    """`id` as it ends an address that people read: 26 small letters and digits, none of them alike."""
    return base64.b32encode(id.int.to_bytes(20, "big"))[-_IN_ADDRESS:].translate(_LETTERS).decode()


def from_address(text: str) -> UUID | None:
    """The id that `in_address` has written so; None for what it never wrote."""
    if len(text) != _IN_ADDRESS or not set(text) <= _OURS:
        return None
    number = int(text.translate(_DIGITS), 32)
    return UUID(int=number) if number < 1 << 128 else None


def first_id_of(instant: datetime) -> UUID:
    """The lowest UUIDv7 that could be made at `instant`: what was made before it is lower."""
    return UUID(int=int(instant.timestamp() * 1000) << 80 | 7 << 76 | 2 << 62)


def check_letter(free: str) -> str:
    """The Luhn mod 32 check of `free`: it notices any one wrong letter and most swapped neighbours."""
    total = 0
    for place, letter in enumerate(reversed(free)):
        value = ALPHABET.index(letter) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def new_order_number(choose: Callable[[str], str] = secrets.choice, prefix: str = "CP") -> str:
    """A number a person can read aloud: `CP-7Q4M-2KXW`, seven free letters and a check; `choose` picks each letter."""
    free = "".join(choose(ALPHABET) for _ in range(_FREE))
    whole = free + check_letter(free)
    return f"{prefix}-{whole[:4]}-{whole[4:]}"


def new_complaint_number() -> str:
    """The same for a complaint (khiếu nại): `KN-7Q4M-2KXW`."""
    return new_order_number(prefix="KN")


def is_order_number(text: str, prefix: str = "CP") -> bool:
    """Whether `text` is a well-formed order number whose check letter agrees."""
    whole = text.removeprefix(f"{prefix}-").replace("-", "")
    shaped = len(whole) == _FREE + 1 and set(whole) <= set(ALPHABET)
    return shaped and check_letter(whole[:_FREE]) == whole[_FREE]
