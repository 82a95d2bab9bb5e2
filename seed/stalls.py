"""Who comes to the fair and what they put out: people, shops, goods and their certificates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from market import clock
from market.accounts import actions as accounts
from market.accounts.models import Person
from market.accounts.rules import RoleName
from market.catalog.actions import certificates, products
from market.catalog.actions.shops import open_shop
from market.catalog.models import Product, Shop
from market.catalog.queries.products import product_to_verify
from market.catalog.rules.certificates import CertificateState, certificate_state
from market.payments.tills.actions import move_till
from market.payments.tills.rules import TillMove
from market.seed.rows import Row, made_id, phone_of, rows, several
from market.teams.actions import consent, households, teams
from market.teams.models import Team
from market.teams.rules import Method

_NEXT_GOOD, _VERIFIED_AFTER = timedelta(minutes=10), timedelta(days=2)
_FIRST_CASH_VND = 5_000_000
_TEAM = "Tổ công nghệ số cộng đồng Đồng Đĩnh"
_LONG_AGO = timedelta(days=1200)  # more than the 36 months of a certificate
Done = Callable[[], Any]


class Opening(NamedTuple):
    """How long before now the first shop opens, before its first order, and how soon after it the next."""

    first: timedelta
    next: timedelta


LAST_WEEKS = Opening(timedelta(days=60), timedelta(hours=6))
LAST_YEAR = Opening(timedelta(days=400), timedelta(days=4))


@dataclass
class Stalls:
    """Everybody and everything, by the keys of the files; goods by "shop/goods"."""

    people: dict[str, Person] = field(default_factory=dict)
    shops: dict[str, Shop] = field(default_factory=dict)
    goods: dict[str, UUID] = field(default_factory=dict)
    opening: Opening = LAST_WEEKS
    team: Team | None = None


def meet(stalls: Stalls, *, now: datetime, done: Done) -> None:
    """Everybody who is no seller, with the roles they hold."""
    at = now - stalls.opening.first - timedelta(days=1)
    for row in rows("people"):
        person = accounts.register(phone=phone_of(row), name=row["name"], now=at)
        for place in several(row["place"]) or [""]:
            accounts.grant(person=person, role=RoleName(row["role"]), place=place, now=at)
        stalls.people[row["key"]] = person
        done()


def open_tills(stalls: Stalls, *, now: datetime) -> None:
    """Each clerk's post office gets its first cash, so that a household's first code can be paid there."""
    at = now - stalls.opening.first
    for row in rows("people"):
        for office in several(row["place"]) if row["role"] == RoleName.CLERK else ():
            move_till(
                id=made_id(f"till {office}", at),
                office=office,
                kind=TillMove.OPENING,
                amount_vnd=_FIRST_CASH_VND,
                note="Tiền quỹ ban đầu",
                by=stalls.people[row["key"]],
                now=at,
            )


def open_shops(stalls: Stalls, *, now: datetime, done: Done) -> None:
    for number, row in enumerate(rows("households")):
        at = _opened(number, stalls.opening, now)
        owner = accounts.register(phone=phone_of(row), name=row["owner"], now=at)
        stalls.people[row["key"]] = owner
        stalls.shops[row["key"]] = open_shop(fields=_shop(row, at), by=owner, now=at)
        done()


def opened_before(key: str, at: datetime, opening: Opening, now: datetime) -> bool:
    """Whether a household's shop had its goods out at `at`."""
    return _opened(_numbers()[key], opening, now) + _VERIFIED_AFTER < at


@cache
def _numbers() -> dict[str, int]:
    return {row["key"]: number for number, row in enumerate(rows("households"))}


def _opened(number: int, opening: Opening, now: datetime) -> datetime:
    return now - opening.first + number * opening.next


def form_team(stalls: Stalls) -> None:
    """The team of three villages of xã Chi Lăng; their households, who sign in themselves, let it help them."""
    members = [row for row in rows("people") if row["role"] == RoleName.TEAM_MEMBER]
    keys = set(several(members[0]["place"]))
    shops = [shop for shop in stalls.shops.values() if shop.village_key in keys]
    at = max(shop.created_at for shop in shops) + _NEXT_GOOD
    names = sorted({shop.village for shop in shops})
    fields = {"name": _TEAM, "commune_code": shops[0].commune_code, "villages": names, "id": made_id(_TEAM, at)}
    team = stalls.team = teams.make_team(fields=fields, by=stalls.people["operator"], now=at)
    for row in members:
        teams.add_member(team=team, person=stalls.people[row["key"]], now=at)
    for owner in {shop.owner_id: None for shop in shops}:
        person = next(person for person in stalls.people.values() if person.id == owner)
        household = households.own_household(person=person, now=at)
        consent.give_consent(household=household, method=Method.OWN, by=person, now=at)


def put_out_goods(stalls: Stalls, *, sold: Mapping[str, int], done: Done) -> None:
    """Every offer becomes a product, with what was `sold` of it since besides what its row has.

    The first who offers a good is the one whose certificate was looked at.
    """
    goods = {row["slug"]: {**row, "n": n} for n, row in enumerate(rows("goods"))}
    verified: set[str] = set()
    for number, offer in enumerate(rows("offers")):
        shop = stalls.shops[offer["shop"]]
        at = shop.created_at + (number % 6 + 1) * _NEXT_GOOD
        key = f"{offer['shop']}/{offer['goods']}"
        fields = _product(goods[offer["goods"]], offer, at)
        fields["stock"] += sold.get(key, 0)
        product = products.list_product(shop=shop, fields=fields, by=stalls.people[offer["shop"]], now=at)
        stalls.goods[key] = product.id
        if offer["goods"] not in verified:
            verified.add(offer["goods"])
            _verify(product, stalls, at + _VERIFIED_AFTER)
        done()


def _shop(row: Row, at: datetime) -> dict[str, Any]:
    place = {"lat": float(row["latitude"]), "lon": float(row["longitude"])} if row["latitude"] else None
    plain = {name: row[name] for name in ("name", "commune_code", "village", "about")}
    shows_contact = row["shows_contact"] == "yes"
    return {**plain, "id": made_id(row["key"], at), "location": place, "shows_contact": shows_contact}


def _product(good: dict[str, Any], offer: Row, at: datetime) -> dict[str, Any]:
    plain = {name: good[name] for name in ("name", "category", "unit", "pack", "description")}
    names = {language: good[f"name_{language}"] for language in ("en", "tay", "nung")}
    season = {name: int(good[name]) for name in ("from_month", "to_month") if good[name]}
    return {
        **plain,
        "id": made_id(f"{offer['shop']}/{offer['goods']}", at),
        "price_vnd": int(offer["price_vnd"]),
        "stock": int(offer["stock"]),
        "weight_g": int(good["weight_g"]),
        "names": {language: name for language, name in names.items() if name},
        "also_known_as": several(good["also_known_as"]),
        "season": season or None,
        "shelf_life_days": int(good["shelf_life_days"]) if good["shelf_life_days"] else None,
        "fragile": good["fragile"] == "yes",
        "ships_by_post": good["ships_by_post"] == "yes",
        "ocop": _certificate(good, clock.local_day(at)),
    }


def _certificate(good: dict[str, Any], today: date) -> dict[str, Any] | None:
    """The stars are real; number and day are made up, which is why it is marked. A known year is kept."""
    if not good["ocop_stars"]:
        return None
    issued_on = today - timedelta(days=90 + good["n"] * 4)
    if good["ocop_year"]:
        issued_on = min(date(int(good["ocop_year"]), 7, 1), today)
    elif good["ocop_may_have_lapsed"] == "yes":
        issued_on = today - _LONG_AGO
    number = f"OCOP-DEMO-{good['n'] + 1:03}"
    return {"stars": int(good["ocop_stars"]), "certificate_no": number, "issued_on": issued_on, "is_demo": True}


def _verify(product: Product, stalls: Stalls, at: datetime) -> None:
    """By the officer of the commune, where the fair has one, or else of the province; unless it was over by then."""
    certificate = product.certificate
    if certificate is None or certificate_state(certificate, clock.local_day(at)) == CertificateState.EXPIRED:
        return
    own = stalls.people["officer-chi-lang"].holds("officer", product.shop.commune_code)
    officer = stalls.people["officer-chi-lang" if own else "officer-lang-son"]
    found = product_to_verify(product.id, officer, now=at)
    certificates.verify_certificate(product=found, by=officer, now=at)
