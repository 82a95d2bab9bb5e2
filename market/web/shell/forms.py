"""Forms of pages: read by the API's own schemas, sent once, and followed by a look (POST, 303, GET)."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, redirect, request
from marshmallow import ValidationError
from webargs.multidictproxy import MultiDictProxy
from werkzeug.datastructures import MultiDict

from market import fields
from market.errors import InvalidInput, PreconditionFailed
from market.language import Sentence

View = TypeVar("View")
KEY, VERSION = "key", "version"
HIDDEN = (KEY, VERSION)  # in a form, beside what is typed
_ONLY_OURS = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f]*")
_THOUSANDS = re.compile(r"(?<=[0-9])[.,\s](?=[0-9]{3}(?![0-9]))")


def read(schema: fields.Schema) -> dict[str, Any]:
    """What was typed, by the schema that the API reads it with; what was left empty is not there.

    Raises InvalidInput.
    """
    return _loaded(schema, [(name, value) for name, value in request.form.items(multi=True) if name not in HIDDEN])


def asked(schema: fields.Schema) -> dict[str, Any]:
    """What an address asks for, by the schema that the API reads it with; other names in it are nobody's.

    Raises InvalidInput.
    """
    return _loaded(schema, [(name, ",".join(said)) for name, said in request.args.lists() if name in schema.fields])


def _loaded(schema: fields.Schema, typed: list[tuple[str, str]]) -> dict[str, Any]:
    given = MultiDict((name, _as_meant(schema.fields.get(name), value)) for name, value in typed if value.strip())
    return load(schema, MultiDictProxy(given, schema))


def load(schema: fields.Schema, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a page has put together of what was typed or asked for, as the API reads it. Raises InvalidInput."""
    try:
        found: dict[str, Any] = schema.load(given)
    except ValidationError as error:
        raise InvalidInput(errors=error.messages) from None
    return found


def _as_meant(field: Any, typed: str) -> str:
    """Numbers as people write them, and codes in groups: 123 456."""
    if isinstance(field, fields.Integer):
        return digits(typed)
    bare = "".join(typed.split())
    in_groups = isinstance(field, fields.Matching) and not field.pattern.fullmatch(typed.strip())
    return bare if in_groups and field.pattern.fullmatch(bare) else typed


def digits(typed: str) -> str:
    """45.000 and 45 000 as people write them."""
    return _THOUSANDS.sub("", typed.strip())


def require_version(version: int) -> None:
    """Raises ChangedMeanwhile unless the form was drawn of this version: a stale tab overwrites nothing."""
    if request.form.get(VERSION) != str(version):
        raise ChangedMeanwhile


class ChangedMeanwhile(PreconditionFailed):
    title = Sentence("Đã có người sửa", en="Changed meanwhile")
    detail = Sentence(
        "Mục này vừa được sửa ở máy khác nên lần này chưa ghi gì. Xin xem lại bên dưới, rồi bấm lần nữa nếu vẫn muốn.",
        en="This was just changed elsewhere, so nothing was written. Please look below, and press again if you still "
        "want it.",
    )


def then(path: str, done: str | None = None) -> Response:
    """Go on to look at `path`, which says what is `done` by its code in the words of its folder."""
    where = f"{path}{'&' if '?' in path else '?'}{urlencode({'done': done})}" if done else path
    response: Response = redirect(where, 303)  # type: ignore[assignment]
    return response


def back_to(show: Any) -> Any:
    """State that whoever is refused sees the page of `show` again, with what was typed and what is wrong with it."""

    def stated(view: View) -> View:
        view.form_page = show  # type: ignore[attr-defined]
        return view

    return stated


def path_of_ours(given: str | None, otherwise: str = "/") -> str:
    """Where to go on, if it is one of our paths: nobody is led to another site."""
    return given if given and len(given) <= 1000 and _ONLY_OURS.fullmatch(given) else otherwise
