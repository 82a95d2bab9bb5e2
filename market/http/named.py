"""Things whose address people read: words first, and at the end the key by which it is found."""

from typing import NamedTuple
from uuid import UUID

from werkzeug.routing import BaseConverter, ValidationError

from market import ids


class Named(NamedTuple):
    """What an address says: the words may be old, the key lasts."""

    words: str
    id: UUID


class NamedConverter(BaseConverter):
    """`na-chi-lang-<26 letters>`; anything else is simply not found."""

    regex = r"(?:[a-z0-9-]{1,130}-)?[2-9a-hj-np-z]{26}"

    def to_python(self, value: str) -> Named:
        words, _, key = value.rpartition("-")
        found = ids.from_address(key)
        if found is None:
            raise ValidationError
        return Named(words, found)

    def to_url(self, value: Named) -> str:
        return f"{value.words}-{ids.in_address(value.id)}".lstrip("-")
