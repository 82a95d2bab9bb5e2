"""Text compared as people type it, without accents, by both databases alike."""

from typing import Any

from sqlalchemy import ColumnElement, String, and_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from market.text import fold

_MARKED = (
    "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ"
    "ÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÉÈẺẼẸÊẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰÝỲỶỸỴĐ"
)
_PLAIN = "".join(fold(letter) for letter in _MARKED)


class Folded(GenericFunction[str]):
    """A column in lower case without accents. SQLite is lent `text.fold` by `sqlite.py`."""

    type, name = String(), "folded"
    inherit_cache = True


@compiles(Folded, "postgresql")
def _translated(element: Any, compiler: Any, **kwargs: Any) -> str:
    return f"translate(lower({compiler.process(element.clauses, **kwargs)}), '{_MARKED}', '{_PLAIN}')"


def says(column: Any, typed: str) -> ColumnElement[bool]:
    """Whether every word of `typed` stands in the column."""
    words = [Folded(column).contains(word, autoescape=True) for word in fold(typed).split()]
    return and_(*words) if words else column == typed
