"""What a kilogram comes to, where the pack says its net weight: prices of packs of different sizes can be compared."""

import re

_KG = {"kg": 1000.0, "kilogam": 1000.0, "ky": 1000.0, "kilo": 1000.0, "g": 1.0, "gr": 1.0, "gram": 1.0, "gam": 1.0}
_WEIGHT = re.compile(rf"(?<![\w.,])(\d+(?:[.,]\d+)?)\s*({'|'.join(sorted(_KG, key=len, reverse=True))})(?!\w)")
_DASHED = re.compile(r"\d\s*[-–—]\s*\d")


def price_per_kg(price_vnd: int, unit: str, pack: str) -> int | None:
    """In whole đồng; None of what is not sold by weight, or weighs "4–5 kg". The gross weight would say too little."""
    grams = _net_grams(unit, pack)
    return round(price_vnd * 1000 / grams) if grams else None


def _net_grams(unit: str, pack: str) -> float:
    said = pack.lower()
    if _DASHED.search(said):
        return 0.0
    if found := _WEIGHT.search(said):
        return float(found[1].replace(",", ".")) * _KG[found[2]]
    return _KG.get(unit.strip().lower(), 0.0) if not said.strip() else 0.0
