"""What is kept of what people seek."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class CountedSearch(Model):
    """How often `text` was sought on a `day`, and what came of it. It says nothing of who sought.

    `text` is in small letters with its marks, `folded` the same without. Of so many `asked`, `empty` found nothing,
    `filtered` nothing that passes the filters, `relaxed` less or other than was typed. `opened`: how often somebody
    went on from what was found to a good.
    """

    __tablename__ = "counted_searches"

    day: Mapped[date] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(60), primary_key=True)
    folded: Mapped[str] = mapped_column(String(60))
    asked: Mapped[int]
    empty: Mapped[int]
    filtered: Mapped[int]
    relaxed: Mapped[int]
    opened: Mapped[int]
