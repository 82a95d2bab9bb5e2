"""The banks and their BINs, as shipped; read once per process."""

import csv
from functools import lru_cache
from pathlib import Path

from market import errors, text
from market.language import Sentence

_FILE = Path(__file__).parents[1] / "data" / "banks.csv"
_UNKNOWN = Sentence(
    "Không có ngân hàng nào mang mã này. Danh sách: GET /banks.", en="No bank has this BIN. They are listed at /banks."
)


@lru_cache
def banks() -> tuple[dict[str, str], ...]:
    """Bank after bank, by BIN (the six digits NAPAS routes transfers by): `{bin, short_name, name}`."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def find(q: str) -> list[dict[str, str]]:
    """The banks whose name or BIN holds `q`, with or without accents; all of them without one."""
    wanted = text.fold(q)
    return [bank for bank in banks() if wanted in text.fold(" ".join(bank.values()))]


def bank_name(bin: str) -> str:
    """What people call the bank; its BIN where it is one no more."""
    return next((f"{bank['short_name']} ({bank['name']})" for bank in banks() if bank["bin"] == bin), bin)


def require_bank(bin: str, *, field: str = "bank_bin") -> None:
    """Raises InvalidInput for a BIN that no bank has: money sent there would come back, or not at all."""
    if all(bank["bin"] != bin for bank in banks()):
        raise errors.InvalidInput(errors={field: [_UNKNOWN]})
