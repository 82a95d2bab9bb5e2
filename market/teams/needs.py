"""What the households of a team need today: one statement for the page, those that need most first."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from market.accounts.models import Delegation, Person
from market.accounts.rules import RoleName, mobile_number
from market.catalog.queries.products import listed_by_owner
from market.complaints import queries as complaints
from market.db import db
from market.http.pages import broken_cursor, pack_cursor, unpack_cursor, uuid_in
from market.orders.lists import waiting_by_seller
from market.teams import models, queries, rules
from market.text import fold


def page(
    team: models.Team, by: Person, *, limit: int, cursor: str | None = None, q: str = "", village: str | None = None
) -> dict[str, Any]:
    """The households of a team with what each needs of `by`, by the words of their names or by their phone.

    Orders, complaints and goods are told of those alone that let the team help.
    """
    households = queries.households_of(team, village=village).where(models.Household.name_folded != "", *_named(q))
    wanted = _weighed(households, by).subquery()
    ordered = select(models.Household, wanted).join(wanted, wanted.c.household_id == models.Household.id)
    if cursor is not None:
        ordered = ordered.where(_after(wanted.c, cursor))
    ordered = ordered.order_by(wanted.c.weight.desc(), wanted.c.household_id.desc())
    rows = db.session.execute(ordered.limit(limit + 1)).all()
    shown = queries.households_shown([row.Household for row in rows[:limit]])
    items = [told | _needs(row) for told, row in zip(shown, rows, strict=False)]
    last = rows[limit - 1] if len(rows) > limit else None
    return {"items": items, "next": pack_cursor([last.weight, str(last.household_id)]) if last else None}


def namesakes_of(household: models.Household) -> list[models.Household]:
    """Others of the same name in the same village: perhaps the same people, written down twice."""
    there = {"name_folded": household.name_folded, "commune_code": household.commune_code}
    wanted = select(models.Household).filter_by(**there, village_slug=household.village_slug)
    return list(db.session.scalars(wanted.where(models.Household.id != household.id).limit(5)))


def standing_of(household: models.Household) -> str:
    """How the household stands to its team: one of `rules.Standing`."""
    wanted = select(_standing()).where(models.Household.id == household.id)
    return str(db.session.scalar(wanted))


def _weighed(households: Select[Any], by: Person) -> Select[Any]:
    """Each household with its counts, its standing and how much it needs."""
    owners = households.with_only_columns(models.Household.person_id)
    orders, goods = waiting_by_seller(by).subquery(), listed_by_owner(owners).subquery()
    heard = complaints.waiting_by_seller().subquery()
    standing, agreed = _standing(), _standing() == rules.Standing.AGREED
    counts: dict[str, Any] = {
        name: func.coalesce(orders.c[name], 0) for name in ("late", "to_accept", "to_pack", "held")
    }
    counts["complained"] = case((agreed, func.coalesce(heard.c.complained, 0)), else_=0)
    counts["no_goods"] = case((agreed & goods.c.listed.is_(None), 1), else_=0)
    counts["no_photo"] = case((agreed, func.coalesce(goods.c.without_photo, 0)), else_=0)
    counts["no_consent"] = case((standing == rules.Standing.NEVER, 1), else_=0)
    weight: Any = sum(rules.NEEDS[name] * count for name, count in counts.items())
    named = [count.label(name) for name, count in counts.items()]
    person_id, household_id = models.Household.person_id, models.Household.id
    told = (household_id.label("household_id"), standing.label("standing"), weight.label("weight"))
    wanted = households.with_only_columns(*told, *named)
    wanted = wanted.outerjoin(orders, orders.c.seller_id == person_id)
    wanted = wanted.outerjoin(heard, heard.c.seller_id == person_id)
    return wanted.outerjoin(goods, goods.c.owner_id == person_id)


def _standing() -> ColumnElement[str]:
    of_it, household_id = models.Household.person_id, models.Household.id
    agreed = exists().where(Delegation.person_id == of_it, Delegation.role == RoleName.TEAM_MEMBER)
    paper = models.PaperConsent.state == rules.PaperState.WAITING
    waiting = exists().where(models.PaperConsent.household_id == household_id, paper)
    withdrew = exists().where(models.Consent.household_id == household_id, models.Consent.withdrawn_at.is_not(None))
    return case(
        (agreed, rules.Standing.AGREED),
        (models.Household.signed_in_at.is_not(None), rules.Standing.OWN),
        (withdrew, rules.Standing.WITHDREW),
        (waiting, rules.Standing.WAITING),
        else_=rules.Standing.NEVER,
    )


def _named(q: str) -> list[ColumnElement[bool]]:
    phone, words = mobile_number(q), fold(q).split()
    if phone is not None:
        return [models.Household.phone == phone]
    return [models.Household.name_folded.contains(word, autoescape=True) for word in words]


def _after(columns: Any, cursor: str) -> ColumnElement[bool]:
    """Raises InvalidInput for a cursor that no page of ours gave."""
    match unpack_cursor(cursor):
        case [int(weight), str(last)]:
            household_id: UUID = uuid_in(pack_cursor(last))
            same = and_(columns.weight == weight, columns.household_id < household_id)
            return or_(columns.weight < weight, same)
    raise broken_cursor()


def _needs(row: Any) -> dict[str, Any]:
    """What it needs and how much of it, the most pressing first."""
    counted = {name: getattr(row, name) for name in rules.NEEDS}
    return {"standing": row.standing, "needs": {name: count for name, count in counted.items() if count}}
