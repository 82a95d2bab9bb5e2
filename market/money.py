"""Đồng are whole numbers; what is split adds up again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal


def dong(amount_vnd: int) -> str:
    """The amount as people in Vietnam write it: `1.250.000`."""
    return f"{amount_vnd:,}".replace(",", ".")


def share_of(amount_vnd: int, percent: Decimal | str) -> int:
    """`percent` of an amount in đồng, rounded half up to a whole đồng."""
    exact = Decimal(amount_vnd) * Decimal(percent) / 100
    return int(exact.to_integral_value(ROUND_HALF_UP))


def split(total_vnd: int, weights: Sequence[int]) -> list[int]:
    """Divide `total_vnd` by `weights` so that the parts add up exactly (largest remainder).

    Ties go to the earlier part, so the same input always gives the same parts.
    Raises ValueError when there is nothing to divide by.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be non-negative and not all zero")
    parts = [total_vnd * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total_vnd * weights[i] % whole), i))
    for index in by_remainder[: total_vnd - sum(parts)]:
        parts[index] += 1
    return parts


def amount_words(amount_vnd: int) -> dict[str, str]:
    """The amount as notices say it: `1.250.000`."""
    return {"amount": dong(amount_vnd)}
