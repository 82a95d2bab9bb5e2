"""What a carrier's raw codes mean here: a data file a carrier, so that a code is added without touching code."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from market.delivery.rules.parcels import ScanEvent

_DATA = Path(__file__).parent.parent / "data" / "carriers"
CASH = frozenset({"collected", "remitted"})


@dataclass(frozen=True)
class Meaning:
    """A raw code's step of the parcel, if it is one, and what it says of the cash: two axes, never one."""

    event: ScanEvent | None = None
    cash: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Mapping:
    """`office` stands where a post office would in the parcel's history; `name` is what people read."""

    office: str
    name: str
    codes: dict[str, Meaning]


@cache
def mapping_of(carrier: str) -> Mapping | None:
    """The carrier's mapping file; None for a carrier that has none. Raises ValueError for a file that is wrong."""
    file = _DATA / f"{carrier}.toml"
    if not file.exists():
        return None
    given = tomllib.loads(file.read_text(encoding="utf-8"))
    codes = {code: _meaning(**meaning) for code, meaning in given["codes"].items()}
    return Mapping(given["office"], given["name"], codes)


def carriers_names() -> dict[str, str]:
    """Office code \u2192 name, of every carrier with a mapping."""
    found = (mapping_of(file.stem) for file in sorted(_DATA.glob("*.toml")))
    return {mapping.office: mapping.name for mapping in found if mapping}


def _meaning(event: str | None = None, cash: str | None = None, reason: str | None = None) -> Meaning:
    if cash is not None and cash not in CASH:
        raise ValueError(f"{cash} is no state of cash")
    return Meaning(ScanEvent(event) if event else None, cash, reason)
