"""In which order the serials of our range are given: shuffled under a key, so that no number tells of another. Pure.

A Feistel network over 32 bits, walked until it falls into the range: each serial has one place, and no two share one.
"""

import hmac

from market.delivery.s10 import SERIALS

_ROUNDS, _HALF = 10, 16


def key_of(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"tracking-serials", "sha256")


def shuffled(serial: int, key: bytes) -> int:
    """The serial that is given as the `serial`-th. Raises ValueError when the range is used up."""
    if not 0 <= serial < SERIALS:
        raise ValueError("no S10 number for this serial")
    place = _mixed(serial, key)
    while place >= SERIALS:
        place = _mixed(place, key)
    return place


def _mixed(place: int, key: bytes) -> int:
    left, right = place >> _HALF, place & (1 << _HALF) - 1
    for number in range(_ROUNDS):
        told = bytes([number]) + right.to_bytes(2)
        left, right = right, left ^ int.from_bytes(hmac.digest(key, told, "sha256")[:2])
    return left << _HALF | right
