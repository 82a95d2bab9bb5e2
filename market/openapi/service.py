"""Where the contract is served: `/openapi.json`, and `/docs`, which needs no internet."""

import base64
import hashlib
import re
from importlib.metadata import version
from typing import Any

import flask_smorest
from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_swagger_ui import get_swaggerui_blueprint
from marshmallow import INCLUDE

from market import __version__, fields
from market.http import Blueprint, Market, public
from market.http.responses import UNCHANGING
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
_PAGES = version("flask-swagger-ui")
_DOCS_POLICY = (
    "default-src 'none'; script-src 'self' {allowed}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


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
    """Register `blueprints` and describe them."""
    app.config.update(_API)
    api = Api(app)
    api.ma_plugin.converter.add_attribute_function(_alternatives)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    app.add_url_rule("/openapi.json", "openapi", public(lambda: _openapi(app, api)))
    told = {"app_name": "Chợ Phiên", "validatorUrl": None, "oauth2RedirectUrl": "/docs/oauth2-redirect.html"}
    pages = get_swaggerui_blueprint("/docs", "/openapi.json", config=told)
    pages.add_url_rule("", endpoint="show")  # without a redirect; what it loads is named from the root
    pages.after_request(_keep_files)
    pages.after_request(_allow_scripts)
    app.register_blueprint(pages)


def _alternatives(self: Any, field: Any, **_: Any) -> dict[str, Any]:
    """A field of several shapes names each."""
    if not isinstance(field, fields.AnyOf):
        return {}
    return {"anyOf": [self.resolve_nested_schema(schema) for schema in field.schemas]}


def _keep_files(response: Response) -> Response:
    """The page names its scripts by their release, and what is asked for by that never changes."""
    if response.mimetype == "text/html" and not response.is_streamed:
        response.set_data(
            re.sub(r'(/docs/[\w.-]+\.(?:js|css|png))"', rf'\1?v={_PAGES}"', response.get_data(as_text=True))
        )
    elif response.status_code == 200:
        if request.args.get("v") == _PAGES:
            response.headers["Cache-Control"] = UNCHANGING
        response.direct_passthrough = False
        response.set_data(response.get_data())
    return response


def _allow_scripts(response: Response) -> Response:
    """The page's own scripts run: files of ours, and what stands in it, by its hash."""
    if response.mimetype == "text/html" and not response.is_streamed:
        inline = re.findall(r"<script>(.*?)</script>", response.get_data(as_text=True), re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
        allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
        response.headers["Content-Security-Policy"] = _DOCS_POLICY.format(allowed=allowed)
    return response


def _openapi(app: Market, api: Api) -> ResponseReturnValue:
    if "openapi" not in app.extensions:
        app.extensions["openapi"] = app.json.dumps(specification(app, api))
    return Response(app.extensions["openapi"], mimetype="application/json")
