"""One row put right as far as it is sure: the fields of a household, a shop or goods, and the rules it broke. Pure."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from market.imports import cells as read
from market.imports import data
from market.imports.communes import Communes, Written, parsed_address
from market.text import fold

# Among what stood there before: in brief what was written, by which is known whether it was changed since.
BECAME = "became"
_LARGEST_PRICE, _LARGEST_STOCK = 10_000_000_000, 1_000_000


@dataclass
class Cleaned:
    """What a row says, put right. `held` while a rule that needs a person is broken."""

    row_no: int
    cells: list[str]
    key: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    confirmed: bool = False
    said: frozenset[str] = frozenset()  # the fields of which the row says anything

    @property
    def held(self) -> bool:
        effects = {data.rules()[rule_of(found)].effect for found in self.findings}
        return data.HOLD in effects or (data.ASK in effects and not self.confirmed)

    @property
    def commune_code(self) -> str | None:
        return self.values.get("commune_code")

    @property
    def digest(self) -> str:
        """Of what is kept of the row: the same again means that nothing has to be written."""
        return digest_of(self.values)

    def took(self, result: tuple[Any, Iterable[str]]) -> Any:
        value, findings = result
        self.findings += findings
        return value


def digest_of(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def brief(value: Any) -> str:
    """So much of a hash of one value as tells it from another."""
    return digest_of({"": value})[:8]


def rule_of(finding: str) -> str:
    return finding.partition("=")[0]


class Cleaner:
    """Cleans the rows of one file. `columns` is column → field, `texts` the headers over them."""

    def __init__(
        self,
        *,
        kind: str,
        columns: Mapping[int, str],
        texts: list[str],
        communes: Communes,
        categories: Mapping[str, str],
    ) -> None:
        self.columns, self.communes, self.categories = columns, communes, categories
        self.width = len(texts)
        self._read: Callable[[Cleaned, dict[str, str]], None] = {
            "households": self._household,
            "shops": self._shop,
            "products": self._product,
        }[kind]
        heading = next(
            (texts[column] for column, name in columns.items() if name == "weight_g" and column < len(texts)), ""
        )
        self._in_kilograms, self._in_grams = "kg" in fold(heading).split(), "g" in fold(heading).split()

    def clean(self, row_no: int, cells: list[str], *, village: str = "", legacy: bool = False) -> Cleaned:
        """`village` is what a row above said for all below it; `legacy` that a column had an old font."""
        row = Cleaned(row_no, cells)
        said = {name: cells[column] if column < len(cells) else "" for column, name in self.columns.items()}
        if village and not said.get("village"):
            said["village"] = village
            row.cells = self._with_village(cells, village)
        row.key = " ".join(said.get("key", "").split())[:80]
        row.confirmed = fold(said.get("confirmed", "")) in ("dung", "co", "x", "yes", "ok")
        if legacy:
            row.findings.append("legacy-font")
        self._read(row, said)
        return row

    def _with_village(self, cells: list[str], village: str) -> list[str]:
        """The cells with what a row above says for all below it: in its column, or in one of its own at the end."""
        column = next((place for place, name in self.columns.items() if name == "village"), self.width)
        filled = [*cells, *[""] * (column + 1 - len(cells))]
        filled[column] = village
        return filled

    def _household(self, row: Cleaned, said: dict[str, str]) -> None:
        values = row.values
        values["name"] = row.took(read.name(said.get("name", "")))
        values["phone"] = row.took(read.phone(said.get("phone", "")))
        values["identity"] = row.took(read.identity(said.get("identity", "")))
        self._place(row, said)
        most = data.sure()["largest_household"]
        values["people_count"] = row.took(read.whole(said.get("people_count", ""), most=most))
        values["is_leading"] = bool(row.took(read.yes(said.get("is_leading", ""))))
        values["has_account"] = bool(row.took(_has_account(said.get("has_account", ""))))
        values["registered_on"] = row.took(read.day(said.get("registered_on", "")))

    def _shop(self, row: Cleaned, said: dict[str, str]) -> None:
        row.values["household"] = said.get("household", "")[:80]
        row.values["title"] = said.get("title", "")[:120]
        row.values["about"] = said.get("about", "")[:2000]
        if said.get("name") or not row.values["household"]:
            self._household(row, said)

    def _product(self, row: Cleaned, said: dict[str, str]) -> None:
        values = row.values
        values["shop"] = said.get("shop", "")[:80]
        values["title"] = row.took(_required(_with_letters(said.get("title", "")[:120]), "title-missing"))
        values["category"] = row.took(self._category(said.get("category", "")))
        values["unit"] = row.took(_required(said.get("unit", "")[:30], "unit-missing"))
        values["pack"] = said.get("pack", "")[:60]
        price = row.took(read.whole(said.get("price_vnd", ""), most=_LARGEST_PRICE))
        values["price_vnd"] = row.took(_required(price, "price-missing", unless=_broke(row, "number-shape")))
        values["stock"] = row.took(read.whole(said.get("stock", ""), most=_LARGEST_STOCK)) or 0
        values["weight_g"] = self._weight(row, said)
        values["description"] = said.get("description", "")[:4000]
        values["season"] = row.took(read.season(said.get("season", "")))
        values["shelf_life_days"] = (
            row.took(read.whole(said.get("shelf_life_days", "").split(" ")[0], most=3650)) or None
        )

    def _place(self, row: Cleaned, said: dict[str, str]) -> None:
        parts = parsed_address(said.get("address", "")) if said.get("address") else Written()
        written = Written(
            code="".join(filter(str.isdecimal, said.get("commune_code", "")))[:5],
            commune=said.get("commune", "") or parts.commune,
            district=said.get("district", "") or parts.district,
        )
        found = self.communes.find(written)
        row.findings += found.findings
        row.values["commune_code"] = found.code
        row.values["village"] = row.took(read.village(said.get("village") or parts.village))

    def _category(self, text: str) -> tuple[str | None, list[str]]:
        slug = self.categories.get(fold(text))
        return (slug, []) if slug else (None, [f"category-unknown={text[:60]}"])

    def _weight(self, row: Cleaned, said: dict[str, str]) -> int | None:
        text = said.get("weight_g", "")
        grams: int | None = row.took(read.weight(text, in_kilograms=self._in_kilograms, in_grams=self._in_grams))
        if grams is not None or _broke(row, "weight-shape"):
            return grams
        packed, _ = read.weight(said.get("pack", ""), in_kilograms=False, in_grams=False)
        row.findings.append("weight-from-pack" if packed else "weight-missing")
        return min(round(packed * 1.1), 30_000) if packed else None


def category_names(listed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What may stand in a row → the category it means: names, slugs, and what people say."""
    known = dict(listed)
    names = {fold(name): slug for slug, name in known.items()} | {fold(slug): slug for slug in known}
    return {word: slug for slug, said in data.category_words().items() if slug in known for word in said} | names


def _with_letters(text: str) -> str:
    return text if fold(text) else ""


def _broke(row: Cleaned, rule: str) -> bool:
    return any(rule_of(found) == rule for found in row.findings)


def _required(value: Any, rule: str, *, unless: bool = False) -> tuple[Any, list[str]]:
    return value or None, [] if value or unless else [rule]


def _has_account(text: str) -> tuple[bool | None, list[str]]:
    """A cross, or the account's number, which is not kept."""
    if sum(map(str.isdecimal, text)) >= 6:
        return True, []
    return read.yes(text)


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
