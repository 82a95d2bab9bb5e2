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
from market.errors import InvalidInput

View = TypeVar("View")
KEY = "key"
_ONLY_OURS = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f]*")
_THOUSANDS = re.compile(r"(?<=[0-9])[.,\s](?=[0-9]{3}(?![0-9]))")


def read(schema: fields.Schema) -> dict[str, Any]:
    """What was typed, by the schema that the API reads it with; what was left empty is not there.

    Raises InvalidInput.
    """
    return _loaded(schema, [(name, value) for name, value in request.form.items(multi=True) if name != KEY])


def asked(schema: fields.Schema) -> dict[str, Any]:
    """What an address asks for, by the schema that the API reads it with; other names in it are nobody's.

    Raises InvalidInput.
    """
    return _loaded(schema, [(name, value) for name, value in request.args.items() if name in schema.fields])


def _loaded(schema: fields.Schema, typed: list[tuple[str, str]]) -> dict[str, Any]:
    given = MultiDict(
        (name, _digits(value) if isinstance(schema.fields.get(name), fields.Integer) else value)
        for name, value in typed
        if value.strip()
    )
    return load(schema, MultiDictProxy(given, schema))


def load(schema: fields.Schema, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a page has put together of what was typed or asked for, as the API reads it. Raises InvalidInput."""
    try:
        found: dict[str, Any] = schema.load(given)
    except ValidationError as error:
        raise InvalidInput(errors=error.messages) from None
    return found


def _digits(typed: str) -> str:
    """45.000 and 45 000 as people write them."""
    return _THOUSANDS.sub("", typed.strip())


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
