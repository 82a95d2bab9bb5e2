"""What is typed into the forms of goods, as the API takes it, where names, season and certificate are parts."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import request

from market import fields
from market.catalog.rules.products import MOST_STOCK
from market.errors import InvalidInput
from market.language import Sentence
from market.web.shell import forms

# Why there are more or fewer, and which of it takes packs away.
MORE, FEWER, COUNTED = ("harvest", "returned"), ("sold_elsewhere", "spoiled"), "correction"
_NUMBERS = {"price_vnd", "stock", "weight_g", "shelf_life_days", "from_month", "to_month", "length", "width", "height"}
_WHETHER = {"fragile", "ships_by_post"}
_MAY_BE_NONE = {"shelf_life_days"}
_PLAIN = ("name", "category", "unit", "pack", "price_vnd", "stock", "weight_g", "description", "shelf_life_days",
          "fragile", "ships_by_post", "household_code")  # fmt: skip
# A part of the API's → what its fields are called in a form.
_PARTS = {
    "names": {"en": "name_en", "tay": "name_tay", "nung": "name_nung"},
    "season": {"from_month": "from_month", "to_month": "to_month"},
    "dimensions_cm": {"length": "length", "width": "width", "height": "height"},
    "ocop": {"stars": "stars", "certificate_no": "certificate_no", "issued_on": "issued_on"},
}
EMPTY = Sentence("Chưa gõ mục này.", en="Nothing was typed here.")
NO_NUMBER = Sentence("Gõ bằng số, ví dụ 45.000.", en="Type a number, such as 45.000.")
_CALLED = {"change": "packs"}
_AS_SPOKEN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class Packs(fields.Schema):
    """So many packs came, went, or were counted."""

    packs = fields.Integer(least=0, most=MOST_STOCK, required=True)
    reason = fields.Choice([*MORE, *FEWER, COUNTED], required=True)


def read(schema: fields.Schema, **usual: Any) -> dict[str, Any]:
    """The form as `schema` reads it; what the form does not hold is as `usual`. Raises InvalidInput."""
    with as_typed():
        return forms.load(schema, usual | _sent())


@contextmanager
def as_typed() -> Iterator[None]:
    """What is refused within is told beside the field of the form that it was typed into."""
    try:
        yield
    except InvalidInput as refused:
        refused.errors = {name: _plainly(name, told) for name, told in _beside(refused.errors)}
        raise


def _plainly(name: str, told: Any) -> Any:
    """What is empty, or no number where one is meant, is told as one tells a neighbour."""
    typed = request.form.get(name, "").strip()
    if name in request.form and not typed:
        return [EMPTY]
    return [NO_NUMBER] if name in _NUMBERS and not re.fullmatch(r"-?[0-9]+", forms.digits(typed)) else told


def _beside(errors: Any) -> Iterator[tuple[str, Any]]:
    for name, told in (errors or {}).items():
        if isinstance(told, dict):
            yield from ((_PARTS.get(name, {}).get(part, name), said) for part, said in told.items())
        else:
            yield _CALLED.get(name, name), told


def _sent() -> dict[str, Any]:
    """The fields of this form, by the names of the API."""
    typed = {name: value.strip() for name, value in request.form.items()}
    found = {name: _value(name, typed[name]) for name in _PLAIN if name in typed}
    if not found.get("household_code", "-"):
        del found["household_code"]
    for part, names in _PARTS.items():
        if not typed.keys().isdisjoint(names.values()):
            found[part] = _part(part, {name: typed.get(said, "") for name, said in names.items()})
    if "also_known_as" in typed:
        found["also_known_as"] = [
            other.strip() for other in re.split(r"[,;\n]", typed["also_known_as"]) if other.strip()
        ]
    return found


def _part(part: str, given: Mapping[str, str]) -> dict[str, Any] | None:
    """A part is there as soon as one of its fields is; names may each be empty."""
    if part == "names":
        return dict(given)
    return {name: _value(name, value) for name, value in given.items() if value} or None


def _value(name: str, typed: str) -> Any:
    if name in _WHETHER:
        return {"true": True, "false": False}.get(typed, typed)
    if name == "issued_on" and (day := _AS_SPOKEN.fullmatch(typed)):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if name in _MAY_BE_NONE and not typed:
        return None
    whole = forms.digits(typed) if name in _NUMBERS or name == "stars" else ""
    return int(whole) if re.fullmatch(r"-?[0-9]{1,18}", whole) else typed
