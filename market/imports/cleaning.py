"""One row put right as far as it is sure: the fields of a household, a shop or goods, and the rules it broke. Pure."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from market.imports import cells as read
from market.imports import data, days, headings, quantities, seasons, spelling
from market.imports.communes import Communes, Written, code_in, parsed_address
from market.text import fold

# Among what stood there before: in brief what was written, by which is known whether it was changed since.
BECAME = "became"
_KEPT_AS_TEXT = ("=", "'", "’")


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
        categories: spelling.Words[str],
        today: date,
    ) -> None:
        self.columns, self.communes, self.categories, self.today = columns, communes, categories, today
        self.width = len(texts)
        self._headings = {
            name: headings.read(name, texts[column], data.headers(kind).get(name, ()))
            for column, name in columns.items()
            if column < len(texts)
        }
        self._read: Callable[[Cleaned, dict[str, str]], None] = {
            "households": self._household,
            "shops": self._shop,
            "products": self._product,
        }[kind]

    def clean(self, row_no: int, cells: list[str], *, village: str = "", legacy: bool = False) -> Cleaned:
        """`village` is what a row above said for all below it; `legacy` that a column had an old font."""
        row = Cleaned(row_no, cells)
        typed = {name: cells[column] if column < len(cells) else "" for column, name in self.columns.items()}
        said = {
            name: spelling.as_typed(cell) if cell.startswith(_KEPT_AS_TEXT) else cell for name, cell in typed.items()
        }
        if village and not said.get("village"):
            said["village"] = village
            row.cells = self._with_village(cells, village)
        row.key = " ".join(said.get("key", "").split())[:80]
        row.confirmed = said.get("confirmed", "").strip(" .!") in spelling.listed("answers", "confirmed")
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
        values["people_count"] = self._count(row, said, "people_count", most=data.sure()["largest_household"])
        values["is_leading"] = bool(row.took(read.yes(said.get("is_leading", ""))))
        values["has_account"] = bool(row.took(_has_account(said.get("has_account", ""))))
        values["registered_on"] = row.took(days.day(said.get("registered_on", ""), today=self.today))

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
        values["price_vnd"] = self._price(row, said)
        values["stock"] = self._count(row, said, "stock", most=data.sure()["largest_stock"]) or 0
        values["weight_g"] = self._weight(row, said)
        values["description"] = said.get("description", "")[:4000]
        season, heading = said.get("season", ""), self._headings.get("season", headings.NO_HEADING)
        values["season"] = row.took(seasons.season(season, heading, today=self.today))
        values["shelf_life_days"] = self._amount(row, said, "shelf_life_days", quantities.shelf_life)

    def _amount(
        self, row: Cleaned, said: dict[str, str], field: str, read_as: Callable[..., quantities.Amount], **more: Any
    ) -> int | None:
        """An amount as its cell and its header say it; one that is not for a pack of this row is held."""
        text, heading = said.get(field, ""), self._headings.get(field, headings.NO_HEADING)
        found = read_as(text, heading, **more)
        row.findings += found.findings
        if found.value is not None and found.per and not _is_one_pack(found.per, said):
            row.findings.append(f"not-one-pack={heading.text}: {text[:60]} / {found.per[:30]}")
        return found.value

    def _count(self, row: Cleaned, said: dict[str, str], field: str, *, most: int) -> int | None:
        return self._amount(row, said, field, quantities.count, most=most, thing=said.get("unit", ""))

    def _price(self, row: Cleaned, said: dict[str, str]) -> int | None:
        price = self._amount(row, said, "price_vnd", quantities.money)
        if not said.get("price_vnd", "").strip(" -"):
            row.findings.append("price-missing")
        return price

    def _place(self, row: Cleaned, said: dict[str, str]) -> None:
        parts = parsed_address(said.get("address", "")) if said.get("address") else Written()
        written = Written(
            code=code_in(said.get("commune_code", "")),
            commune=said.get("commune", "") or parts.commune,
            district=said.get("district", "") or parts.district,
        )
        found = self.communes.find(written)
        row.findings += found.findings
        row.values["commune_code"] = found.code
        row.values["village"] = row.took(read.village(said.get("village") or parts.village))

    def _category(self, text: str) -> tuple[str | None, list[str]]:
        slug = self.categories.find(_only_words(text))
        return (slug, []) if slug else (None, [f"category-unknown={text[:60]}"])

    def _weight(self, row: Cleaned, said: dict[str, str]) -> int | None:
        grams = self._amount(row, said, "weight_g", quantities.weight)
        if said.get("weight_g", "").strip(" -"):
            return grams
        packed = quantities.packed(said.get("pack", ""))
        row.findings.append("weight-from-pack" if packed else "weight-missing")
        return min(round(packed * 1.1), data.sure()["heaviest_g"]) if packed else None


def category_names(listed: Iterable[tuple[str, str]]) -> spelling.Words[str]:
    """What may stand in a row → the category it means: names, slugs, and what people say."""
    known = dict(listed)
    names = {name: slug for slug, name in known.items()} | {slug: slug for slug in known}
    said = {word: slug for slug, words in data.category_words().items() if slug in known for word in words}
    return spelling.Words(said | {_only_words(name): slug for name, slug in names.items()})


def _only_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _is_one_pack(per: str, said: Mapping[str, str]) -> bool:
    """Whether a price "per kg" is that of one pack of this row: its unit, or as heavy as its pack."""
    unit, pack = said.get("unit", ""), said.get("pack", "")
    if per in spelling.listed("parts", "one_pack") or fold(per.removeprefix("1 ")) == fold(unit):
        return True
    heavy = quantities.packed(per) or quantities.packed(f"1 {per}")
    return heavy is not None and heavy in (quantities.packed(pack), quantities.packed(f"1 {unit}"))


def _with_letters(text: str) -> str:
    return text if fold(text) else ""


def _required(value: Any, rule: str) -> tuple[Any, list[str]]:
    return value or None, [] if value else [rule]


def _has_account(text: str) -> tuple[bool | None, list[str]]:
    """A cross, or the account's number, which is not kept."""
    if sum(map(str.isdecimal, text)) >= 6:
        return True, []
    return read.yes(text)


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
