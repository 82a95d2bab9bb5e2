"""What is kept about searching."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Model


class EmptySearch(Model):
    """How often `text` (folded) was sought on a `day` and nothing was found. It says nothing of who sought."""

    __tablename__ = "empty_searches"

    day: Mapped[date] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(60), primary_key=True)
    count: Mapped[int]
