"""What waits for a team, an officer and buyers: households, papers, certificates, a file, targets, wishes."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import current_app

from market import clock
from market.catalog import flows as catalog
from market.catalog import photos
from market.catalog.actions import certificates
from market.catalog.favourites import actions as favourites
from market.catalog.favourites.rules import Kind as Kept
from market.catalog.models import Product
from market.catalog.reminders import actions as reminders
from market.db import db, transaction
from market.imports import flows as imports
from market.imports.rules import Kind
from market.insight.actions.targets import set_target
from market.insight.rules.spans import Span
from market.insight.targets import TargetMeasure
from market.places.queries import province_of
from market.seed.pictures.papers import paper
from market.seed.rows import made_id
from market.seed.stalls import Stalls
from market.teams import flows as teams
from market.teams.actions import paper_consents
from market.teams.actions.households import open_household

_COMMUNE = "06463"
_FILE = Path(__file__).parents[1] / "households_to_import.csv"
# Whom the team has written down: the village, how many days ago, and how far the paper is by which they agree.
_NO_PAPER, _SENT, _AGREED = range(3)
_WRITTEN_DOWN = (
    ("Lý Thị Pham", "Đồng Đĩnh", 25, _SENT),
    ("Nông Thị Ghển", "Lân Bông", 12, _SENT),
    ("Vi Văn Tẳng", "Quán Thanh", 40, _AGREED),
    ("Hoàng Thị Nhình", "Đồng Đĩnh", 2, _NO_PAPER),
)
# Whose certificate waits for an officer, how many stars and days.
_DECLARED = (("mang-ot-nha-nhung/ot-ngam-mac-mat", 3, 20), ("na-dong-dinh/mac-mat-qua", 3, 6))
_TARGETS = (
    (_COMMUNE, "officer-chi-lang", TargetMeasure.ACTIVE_SHOPS, 20),
    (_COMMUNE, "officer-chi-lang", TargetMeasure.ACCOUNTS, 12),
    (None, "officer-lang-son", TargetMeasure.ORDERS, 300),
    (None, "officer-lang-son", TargetMeasure.SHOPS, 90),
)
_WISHED = ("na-dong-dinh/na-chi-lang", "mang-ot-nha-nhung/mang-ot-chi-lang", "quyt-bac-son/quyt-vang-bac-son")
_AWAITED = ("dao-mau-son/dao-mau-son", "hong-bao-lam/hong-bao-lam")


def fill(stalls: Stalls, *, now: datetime) -> None:
    """Everything of it; the file is taken in last, for it is read as a worker reads one."""
    transaction(lambda: _write_down(stalls, now))
    transaction(lambda: _declare(stalls, now))
    transaction(lambda: _wish(stalls, now))
    _take_in(stalls, now)
    transaction(lambda: _aim(stalls, now))


def _write_down(stalls: Stalls, now: datetime) -> None:
    head, women = stalls.people["team-head-dong-dinh"], stalls.people["team-women-dong-dinh"]
    assert stalls.team is not None  # noqa: S101 - formed long before
    for name, village, days, how_far in _WRITTEN_DOWN:
        at = now - timedelta(days=days)
        told = {"name": name, "phone": None, "commune_code": _COMMUNE, "village": village, "shop_name": "", "about": ""}
        ids = {"id": made_id(f"household {name}", at), "shop_id": made_id(f"shop {name}", at)}
        household = open_household(team=stalls.team, fields=told | ids, by=head, now=at)
        if how_far == _NO_PAPER:
            continue
        kept = photos.store(teams.papers(_media()), household.id, paper(name))
        sent = paper_consents.send_paper(household=household, paper=kept, by=women, now=at + timedelta(hours=6))
        if how_far == _AGREED:
            decided = {"agreed": True, "reason": "", "by": stalls.people["officer-chi-lang"]}
            paper_consents.decide(paper=sent, household=household, **decided, now=at + timedelta(days=1))


def _declare(stalls: Stalls, now: datetime) -> None:
    for number, (key, stars, days) in enumerate(_DECLARED, start=1):
        product, at = db.session.get_one(Product, stalls.goods[key]), now - timedelta(days=days)
        told = {"stars": stars, "certificate_no": f"OCOP-DEMO-9{number:02}", "is_demo": True}
        issued_on = clock.local_day(at - timedelta(days=30))
        certificates.declare_certificate(product=product, ocop=told | {"issued_on": issued_on}, now=at)
        kept = photos.store(catalog.certificates_in(_media()), product.id, paper(product.name))
        certificates.record_photo(product=product, photo=kept, now=at)


def _wish(stalls: Stalls, now: datetime) -> None:
    """What buyers keep, and what they want to be told of."""
    for days, buyer in enumerate(("buyer-an", "buyer-hai"), start=2):
        person, at = stalls.people[buyer], now - timedelta(days=days)
        favourites.keep(person=person, kind=Kept.SHOP, subject_id=stalls.shops["na-dong-dinh"].id, now=at)
        for key in _WISHED:
            favourites.keep(person=person, kind=Kept.PRODUCT, subject_id=stalls.goods[key], now=at)
        for key in _AWAITED:
            reminders.ask(person=person, product=db.session.get_one(Product, stalls.goods[key]), now=at)


def _take_in(stalls: Stalls, now: datetime) -> None:
    """The team's own file: some rows are held, and wait to be put right."""
    head = stalls.people["team-head-dong-dinh"]
    fields = {"file_name": "danh-sach-ho-chi-lang.csv", "template": None, "source": "", "dry_run": False}
    told = {"kind": Kind.HOUSEHOLDS, "fields": fields, "by": head, "now": now}
    begun, _ = imports.start(content=io.BytesIO(_FILE.read_bytes()), **told)
    while not imports.advance(begun.id):
        pass


def _aim(stalls: Stalls, now: datetime) -> None:
    year = clock.local_day(now).year
    for code, by, measure, amount in _TARGETS:
        set_target(
            code=code or province_of(_COMMUNE),
            measure=measure,
            amount=amount,
            percent=None,
            span=Span(date(year, 1, 1), date(year, 12, 31)),
            by=stalls.people[by],
            now=now - timedelta(days=1),
        )


def _media() -> Path:
    media: Path = current_app.config["MARKET"].media_dir
    return media
