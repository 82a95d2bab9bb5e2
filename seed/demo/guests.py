"""Whom a visitor of the demo may be: nine of the fair's people, all invented."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from market.accounts.models import Person
from market.db import db
from market.language import Sentence
from market.seed.rows import Row, phone_of, rows


class Guest(NamedTuple):
    """One of the fair's people; `key` is theirs in its files."""

    key: str
    picture: str
    role: Sentence
    person: Person


_SHOWN = {
    "na-dong-dinh": ("market", Sentence("hộ bán na", en="household")),
    "team-head-dong-dinh": ("people", Sentence("tổ công nghệ số", en="community team")),
    "buyer-an": ("basket", Sentence("người mua, Hà Nội", en="buyer")),
    "buyer-hai": ("basket", Sentence("người mua, Đà Nẵng", en="buyer")),
    "clerk-chi-lang": ("post", Sentence("giao dịch viên, Chi Lăng", en="clerk")),
    "clerk-ha-noi": ("post", Sentence("giao dịch viên, Hà Nội", en="clerk")),
    "courier-ha-noi": ("truck", Sentence("bưu tá, Hà Nội", en="courier")),
    "officer-chi-lang": ("chart", Sentence("cán bộ xã Chi Lăng", en="officer")),
    "operator": ("tools", Sentence("người vận hành", en="operator")),
}


def guests() -> list[Guest]:
    """Those who are here; nobody where the fair was not loaded."""
    shown = {key: row for key, row in _fair().items() if key in _SHOWN}
    known = select(Person).where(Person.phone.in_([phone_of(row) for row in shown.values()]))
    by_phone = {person.phone: person for person in db.session.scalars(known)}
    met = ((key, by_phone.get(phone_of(shown[key]))) for key in _SHOWN)
    # Not somebody else who has that number by now.
    return [Guest(key, *_SHOWN[key], one) for key, one in met if one is not None and one.name == shown[key]["name"]]


def _fair() -> dict[str, Row]:
    households = [{**row, "name": row["owner"]} for row in rows("households")]
    return {row["key"]: row for row in [*households, *rows("people")]}
