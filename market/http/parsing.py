"""What comes in: read strictly, by routes that each say who may call them."""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import flask_smorest
from flask import Request
from marshmallow import ValidationError
from webargs import core
from webargs.flaskparser import FlaskParser
from werkzeug.routing import BaseConverter

from market import errors
from market.errors import InvalidInput
from market.language import Sentence

_TEXT = {"type": "string"}
_BINARY = {"type": "string", "format": "binary"}
_FILES = {"application/json": {"type": "object"}, "image/svg+xml": _TEXT, "text/csv": _TEXT, "text/html": _TEXT}

View = TypeVar("View", bound=Callable[..., Any])
Json = dict[str, Any]
"""A JSON object: what a route has read, or answers."""


_ONCE = Sentence("Mục này chỉ nhận một giá trị.", en="This takes one value only.")


class RepeatedParameter(InvalidInput):
    """One value is meant and several came: neither the first nor the last is guessed."""

    type = "repeated-parameter"
    title = Sentence("Tham số lặp lại", en="Repeated parameter")
    detail = Sentence(
        "{names}: ghi nhiều lần trong địa chỉ, nhưng chỉ nhận một giá trị. Xin gửi một giá trị.",
        en="{names}: stands in the address more than once, but takes one value. Please send one.",
    )


class Parser(FlaskParser):
    """Reads input strictly: JSON or 415, well-formed or 400, no unknown names or 422."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = dict.fromkeys(FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION)

    def load_querystring(self, req: Request, schema: Any) -> Any:
        """The query, in which only a list may have more than one value. Raises RepeatedParameter."""
        given = super().load_querystring(req, schema)
        once = [name for name, values in req.args.lists() if len(values) > 1 and name not in given.multiple_keys]
        if once:
            raise RepeatedParameter(errors={name: [_ONCE] for name in once}, names=", ".join(once))
        return given

    def _raw_load_json(self, req: Request) -> Any:
        if req.method == "PUT" and not req.get_data():
            return core.missing  # a verb may need no words, though many clients name JSON even when they send nothing
        if not req.is_json:
            if req.get_data() or req.mimetype:
                raise errors.UnsupportedMediaType
            return core.missing
        return req.get_json()

    def handle_error(self, error: ValidationError, *args: Any, **kwargs: Any) -> NoReturn:
        raise InvalidInput(errors=error.messages)


class Blueprint(flask_smorest.Blueprint):
    ARGUMENTS_PARSER = Parser()

    def arguments(self, schema: Any, **kwargs: Any) -> Any:
        # Made once: of a class, a new one with all its fields would be made for every request.
        return super().arguments(schema() if isinstance(schema, type) else schema, **kwargs)

    def response(self, status_code: int, schema: Any = None, *, content_type: str | None = None, **kwargs: Any) -> Any:
        if content_type is not None:  # a file, which the view makes into a Response itself
            schema = _FILES.get(content_type, _BINARY)
        return super().response(status_code, schema, content_type=content_type, **kwargs)


def public(view: View) -> View:
    """State that anyone may call `view`."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def unkeyed(view: View) -> View:
    """State that a key repeats no answer of `view`: one that hands out a secret says it once."""
    view.keyed = False  # type: ignore[attr-defined]
    return view


def recorded(view: View) -> View:
    """State that a look through `view` is written down, so that it takes a transaction as a change does."""
    view.recorded = True  # type: ignore[attr-defined]
    return view


def writes_nothing(view: View) -> View:
    """State that a form which `view` takes changes nothing here, so that it need not wait for who writes."""
    view.writes = False  # type: ignore[attr-defined]
    return view


class CodeConverter(BaseConverter):
    """A code in a path (place, office, parcel, order): anything else is simply not found."""

    regex = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"


class SlugConverter(BaseConverter):
    """Words in a path, as `market.text.slug` writes them: anything else is simply not found."""

    regex = r"[a-z0-9][a-z0-9-]{0,59}"
