"""The service describes itself: `/openapi.json` (OpenAPI 3.1) and `/docs`, which needs no internet."""

import base64
import hashlib
import re
from importlib.metadata import version
from typing import Any

import flask_smorest
from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from flask_swagger_ui import get_swaggerui_blueprint
from marshmallow import INCLUDE
from marshmallow import Schema as AnySchema

from market import __version__, fields
from market.http import Blueprint, Market, public

_API = {
    "API_TITLE": "Chợ Phiên",
    "API_VERSION": __version__,
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": "A marketplace for household shops. Money is whole đồng, time RFC 3339 UTC, weight grams. "
            "Answers speak Vietnamese, or English with `Accept-Language: en`. An address may be 4,094 bytes long.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
    },
}
_PAGES = version("flask-swagger-ui")
_BEARER = {"type": "http", "scheme": "bearer", "description": "A token of POST /api/v1/tokens"}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "Same key and body: the same answer again, and nothing done twice. A file over 1 MB is known by its "
    "content instead.",
}


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
    errors = fields.Dictionary(metadata={"description": "Field → messages, for 422"})

    class Meta(fields.Schema.Meta):
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
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    app.add_url_rule("/openapi.json", "openapi", public(lambda: _openapi(app, api)))
    told = {"app_name": "Chợ Phiên", "validatorUrl": None, "oauth2RedirectUrl": "/docs/oauth2-redirect.html"}
    pages = get_swaggerui_blueprint("/docs", "/openapi.json", config=told)
    pages.add_url_rule("", endpoint="show")  # without a redirect; what it loads is named from the root
    pages.after_request(_keep_files)
    pages.after_request(_allow_scripts)
    app.register_blueprint(pages)


def _keep_files(response: Response) -> Response:
    """The page names its scripts by their release, and what is asked for by that never changes."""
    if response.mimetype == "text/html" and not response.is_streamed:
        response.set_data(
            re.sub(r'(/docs/[\w.-]+\.(?:js|css|png))"', rf'\1?v={_PAGES}"', response.get_data(as_text=True))
        )
    elif response.status_code == 200:
        if request.args.get("v") == _PAGES:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
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


def specification(app: Flask, api: Api) -> dict[str, Any]:
    """The OpenAPI document: what flask-smorest gathers, with examples, who may call, and our error type."""
    spec: dict[str, Any] = api.spec.to_dict()
    spec["components"]["securitySchemes"] = {"bearer": _BEARER}
    for (schema, *_), name in api.ma_plugin.converter.refs.items():
        _add_example(schema, spec["components"]["schemas"][name])
    for response in spec["components"].get("responses", {}).values():
        _as_problem(response)
    for rule in app.url_map.iter_rules():
        operations = spec["paths"].get(_path(rule.rule), {})
        for method in {m.lower() for m in rule.methods or ()} & set(operations):
            _complete(operations[method], method, app.view_functions[rule.endpoint])
    return spec


def _add_example(schema: type[AnySchema], described: dict[str, Any]) -> None:
    example = getattr(schema.Meta, "example", None)
    if example is not None:
        described["examples"] = [example]


def _as_problem(response: dict[str, Any]) -> None:
    content = response.get("content", {})
    if "application/json" in content:
        content["application/problem+json"] = content.pop("application/json")


def _complete(operation: dict[str, Any], method: str, view: Any) -> None:
    access = getattr(view, "access", "unstated")
    operation["security"] = [] if access == "public" else [{"bearer": []}]
    operation["description"] = f"{operation.get('description', '')}\n\nWho may call: {access}.".strip()
    if method == "post" and getattr(view, "keyed", True):
        operation.setdefault("parameters", []).append(_KEY)


def _path(rule: str) -> str:
    return re.sub(r"<(?:[a-z_]+(?:\([^)]*\))?:)?([a-z_]+)>", r"{\1}", rule)
