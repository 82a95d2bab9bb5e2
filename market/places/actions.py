"""Changes to places: the reference data that every installation loads, and villages."""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select, update

from market.db import Model, db, insert_if_absent
from market.places import data, models, queries, rules
from market.text import tidy

_FORMER_COLUMNS = ("code", "name", "district", "province")


def load_places() -> None:
    """Make provinces, communes, former communes and what each became as the shipped facts say.

    Writes only what differs, so it costs next to nothing when repeated. A place is never deleted: others point at it.
    """
    former = data.former_communes()
    postal = {code: post.postal_code for code, post in data.lang_son().items()}
    _write(models.Province, (fact._asdict() for fact in data.provinces()))
    _write(models.Commune, (fact._asdict() | {"postal_code": postal.get(fact.code)} for fact in data.communes()))
    _write(models.FormerCommune, ({column: getattr(fact, column) for column in _FORMER_COLUMNS} for fact in former))
    links = [{"former_code": fact.code, "commune_code": code} for fact in former for code in fact.now]
    _unlink({(link["former_code"], link["commune_code"]) for link in links})
    _write(models.Became, links)


def name_village(*, commune_code: str, name: str, field: str = "village") -> str:
    """The slug of a village, whose row is made when somebody first names it; its first spelling stays.

    Two people may name it at once. Raises NoSuchPlace, NoVillageName.
    """
    slug = rules.village_slug(name, field=field)
    commune = queries.require_commune(commune_code)
    insert_if_absent(models.Village, commune_code=commune.code, slug=slug, name=tidy(name))
    return slug


def _write(model: type[Model], facts: Iterable[dict[str, Any]]) -> None:
    """Insert the rows that are missing and correct those that differ, by primary key."""
    rows = list(facts)
    table = cast(Table, model.__table__)
    columns = [table.c[name] for name in rows[0]]
    keys = len(table.primary_key)  # our rows begin with their key
    known = {tuple(row[:keys]): tuple(row) for row in db.session.execute(select(*columns))}
    new = [row for row in rows if tuple(row.values())[:keys] not in known]
    differing = [row for row in rows if known.get((values := tuple(row.values()))[:keys], values) != values]
    if new:
        db.session.execute(insert(table), new)
    if differing:
        db.session.execute(update(model), differing)


def _unlink(wanted: set[tuple[str, str]]) -> None:
    """Take away what a corrected fact no longer says."""
    known = {tuple(row) for row in db.session.execute(select(models.Became.former_code, models.Became.commune_code))}
    for former, now in known - wanted:
        db.session.execute(
            delete(models.Became).where(models.Became.former_code == former, models.Became.commune_code == now)
        )
