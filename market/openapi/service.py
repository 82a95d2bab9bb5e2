"""Where the contract is served: `/openapi.json`; `web/guide` draws `/docs` from the same."""

from functools import cache
from threading import Lock
from typing import Any

import flask_smorest
from flask import Response
from flask.typing import ResponseReturnValue
from marshmallow import INCLUDE

from market import __version__, fields
from market.http import Blueprint, Market, public
from market.openapi.document import specification

_API = {
    "API_TITLE": "Cho Phien",
    "API_VERSION": __version__,
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {
            "summary": "Chợ Phiên: a marketplace for household shops",
            "description": "A marketplace for household shops. Money is whole đồng, time RFC 3339 UTC, weight grams. "
            "Answers speak Vietnamese, or English with `Accept-Language: en`. An address may be 4,094 bytes long.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
    },
}


class ProblemOut(fields.Schema):
    """RFC 9457, as every refusal is told."""

    type = fields.String(
        longest=60, required=True, metadata={"description": "A stable word for programs; see docs/errors.md"}
    )
    title = fields.String(longest=200, required=True)
    status = fields.Integer(least=400, most=599, required=True)
    detail = fields.String(
        longest=1000, required=True, metadata={"description": "A plain sentence in the reader's language"}
    )
    errors = fields.Dictionary(metadata={"description": "Field → messages, nested as the body is; for 422"})

    class Meta(fields.Schema.Meta):
        left_out = ("errors",)
        unknown = INCLUDE  # what else a program needs stands beside
        example = {"type": "not-found", "title": "Không tìm thấy", "status": 404, "detail": "Không tìm thấy mục này."}


class Api(flask_smorest.Api):
    ERROR_SCHEMA = ProblemOut

    def _register_error_handlers(self) -> None:
        """`market.http` answers errors, in one shape."""


def init_app(app: Market, blueprints: list[Blueprint]) -> None:
    """Register `blueprints`, and have them described once somebody asks.

    To describe them is more than half of what putting the application together takes, and few processes are asked.
    """
    app.config.update(_API)
    api = Api(app)
    api.ma_plugin.converter.add_attribute_function(_alternatives)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    alone, described = Lock(), cache(lambda: _described(app, api, blueprints))

    def contract() -> dict[str, Any]:
        with alone:  # what is described twice is refused
            return described()

    app.extensions["contract"] = contract
    app.add_url_rule("/openapi.json", "openapi", public(lambda: _openapi(app)))


def _described(app: Market, api: Api, blueprints: list[Blueprint]) -> dict[str, Any]:
    for blueprint in blueprints:
        blueprint.register_views_in_doc(api, app, api.spec, name=blueprint.name, parameters=None)
        api.spec.tag({"name": blueprint.name, "description": blueprint.description})
    return specification(app, api)


def _alternatives(self: Any, field: Any, **_: Any) -> dict[str, Any]:
    """A field of several shapes names each."""
    if not isinstance(field, fields.AnyOf):
        return {}
    return {"anyOf": [self.resolve_nested_schema(schema) for schema in field.schemas]}


def _openapi(app: Market) -> ResponseReturnValue:
    if "openapi" not in app.extensions:
        app.extensions["openapi"] = app.json.dumps(app.extensions["contract"]())
    return Response(app.extensions["openapi"], mimetype="application/json")
