"""The source files of the product, for the laws that read them."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def sources() -> list[Path]:
    return sorted((ROOT / "market").rglob("*.py"))
