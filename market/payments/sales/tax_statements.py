"""A month for the tax office as CSV: what was sold and withheld, household by household."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select

from market import clock, errors
from market.accounts import queries as people
from market.catalog.models import Shop
from market.db import db
from market.payments.identities.queries import identity_number
from market.payments.ledger.accounts import Kind
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.sales.models import Sale
from market.tables import cell

_TAX = ["household", "id_number", "shops", "commune_codes", "sales_vnd", "refunds_vnd", "vat_vnd", "income_tax_vnd"]
# What adds up to a sale's value, and where in a household's row its taxes stand.
_SHARES = (Kind.SHOP, Kind.COMMISSION, Kind.TAX)
_TAX_AT = {"vat": 2, "income": 3}


@dataclass(frozen=True)
class Month:
    """A calendar month in Vietnam: from `begin` up to, not with, `end`."""

    begin: datetime
    end: datetime

    @classmethod
    def written(cls, text: str) -> "Month":
        """`2026-11`. Raises NotFound for what is no month."""
        found = errors.found(re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", text))
        return cls(*clock.month_of(date(int(found[1]), int(found[2]), 1)))

    @property
    def before(self) -> str:
        """The month before, as it is written."""
        return f"{self.begin - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.end:%Y-%m}"


def tax_statement(month: Month, *, secret: str) -> str:
    """What was sold, refunded and withheld in the month, household by household. Amounts in đồng."""
    return as_csv(_TAX, (_household(row, secret) for row in _withheld(month)))


def _withheld(month: Month) -> Iterator[tuple[UUID, list[int]]]:
    """Per household: sales, refunds, VAT and income tax of the month.

    Taken from the ledger, where nothing is ever changed: what is undone later stands in the month in which it was.
    """
    taken = LedgerEntry.key.like("taken-back:%") | LedgerEntry.key.like("undo:sale:%")
    is_back = case((taken, 1), else_=0).label("is_back")  # named, so that PostgreSQL knows it again in GROUP BY
    within = (LedgerEntry.at >= month.begin) & (LedgerEntry.at < month.end) & Posting.kind.in_(_SHARES)
    shared = select(Sale.seller_id, is_back, Posting.kind, Posting.owner, func.sum(-Posting.amount_vnd))
    joined = shared.join(LedgerEntry, LedgerEntry.reference == Sale.reference).join(Posting)
    rows = joined.where(within, LedgerEntry.key.like("sale:%") | taken)
    sums: dict[UUID, list[int]] = {}
    for seller_id, back, kind, owner, amount in db.session.execute(
        rows.group_by(Sale.seller_id, is_back, Posting.kind, Posting.owner)
    ):
        row = sums.setdefault(seller_id, [0, 0, 0, 0])
        row[back] += -int(amount) if back else int(amount)
        if kind == Kind.TAX:
            row[_TAX_AT[owner]] += int(amount)
    yield from sorted(sums.items())


def _household(row: tuple[UUID, list[int]], secret: str) -> list[Any]:
    seller_id, amounts = row
    person = people.person(seller_id)
    shops = db.session.scalars(select(Shop).where(Shop.owner_id == seller_id).order_by(Shop.id)).all()
    communes = sorted({shop.commune_code for shop in shops})
    names = [cell(person.name if person else ""), identity_number(seller_id, secret=secret) or ""]
    return [*names, cell("; ".join(shop.name for shop in shops)), " ".join(communes), *amounts]


def as_csv(header: list[str], rows: Iterable[list[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()  # the mark by which a spreadsheet knows UTF-8
