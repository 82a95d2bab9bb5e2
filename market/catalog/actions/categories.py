"""The categories every installation has."""

from sqlalchemy import select

from market.catalog.models import Category
from market.catalog.rules.categories import CATEGORIES
from market.db import db


def load_categories() -> None:
    """Make the table as `data/categories.csv` has it, parents first; a category is never taken away."""
    known = {category.slug: category for category in db.session.scalars(select(Category))}
    for row in CATEGORIES.values():
        category = known.get(row["slug"]) or Category(slug=row["slug"])
        category.parent_slug = row["parent_slug"] or None
        category.position = int(row["position"])
        category.name_vi, category.name_en = row["name_vi"], row["name_en"]
        category.is_alcohol = row["is_alcohol"] == "yes"
        db.session.add(category)
    db.session.flush()
