"""What must always be true of places, for `market audit`."""

from collections.abc import Iterator

from sqlalchemy import func, select

from market.db import Model, db
from market.places import data, models


def audit() -> Iterator[str]:
    """One plain line for each thing that is broken."""
    former = data.former_communes()
    shipped: dict[type[Model], int] = {
        models.Province: len(data.provinces()),
        models.Commune: len(data.communes()),
        models.FormerCommune: len(former),
        models.Became: sum(len(fact.now) for fact in former),
    }
    for model, count in shipped.items():
        held = db.session.scalar(select(func.count()).select_from(model))
        if held != count:
            yield f"{model.__tablename__} holds {held} rows, but {count} are shipped: run market migrate"
    nothing = select(models.FormerCommune.code).outerjoin(models.Became).where(models.Became.former_code.is_(None))
    silent = {fact.code for fact in former if not fact.now}
    for code in sorted(set(db.session.scalars(nothing)) - silent):
        yield f"former commune {code} became nothing"
