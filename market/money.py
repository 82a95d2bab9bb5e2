"""Đồng are whole numbers; what is split adds up again."""

import re
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


def read_dong(cell: str, *, by_bank: bool = False) -> int | None:
    """`1.234.567`, `1,234,567`, `-250000 VND` as whole đồng; a blank cell is nothing; None for what is no amount.

    Banks also write `+250000`, `1,234,567.00`, and a lone dash for nothing.
    """
    bare = re.sub(r"(?i)vnd|đ|\s", "", cell)
    if not bare or (by_bank and bare == "-"):
        return 0
    sign, zeros = ("[+-]?", "(?:[.,]0{1,2})?") if by_bank else ("-?", "")
    whole = re.fullmatch(f"({sign})([0-9]{{1,13}}|[0-9]{{1,3}}(?:[.,][0-9]{{3}}){{1,4}}){zeros}", bare)
    return int(whole[1] + re.sub(r"[.,]", "", whole[2])) if whole else None
