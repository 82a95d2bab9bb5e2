"""The OpenAPI document: what flask-smorest gathers, made into a contract."""

import re
from typing import Any

import flask_smorest
from flask import Flask

from market.openapi import answers, bodies, headers, names, parameters, refusals

_BEARER = {"type": "http", "scheme": "bearer", "description": "A token of POST /api/v1/tokens, or of a service"}
_CALLERS = {
    "public": "anyone; what is not for everybody is shown to those concerned only.",
    "signed_in": "anyone signed in, for what is theirs: what they may not see is 404, what they may not do is 403.",
}
Described = dict[str, Any]


def specification(app: Flask, api: flask_smorest.Api) -> Described:
    """The description of `app`: each operation with its name, who may call it, and how it refuses."""
    spec, own = _gathered(api), refusals.own()
    for rule in app.url_map.iter_rules():
        path = _path(rule.rule)
        for method in {m.lower() for m in rule.methods or ()} & set(spec["paths"].get(path, {})):
            operation = spec["paths"][path][method]
            operation["operationId"] = names.operation_id(method, path, rule.endpoint)
            _complete(operation, method, path, app.view_functions[rule.endpoint], own)
            _tell_headers(operation, method, app.view_functions[rule.endpoint], spec["components"]["schemas"])
    parameters.describe(spec)
    answers.put_plainly(spec)
    answers.settle(spec, {name: getattr(meta, "left_out", ()) for name, meta in _metas(api).items()})
    return spec


def _gathered(api: flask_smorest.Api) -> Described:
    spec: Described = api.spec.to_dict()
    spec["components"] |= {
        "securitySchemes": {"bearer": _BEARER},
        "parameters": headers.COMPONENTS,
        "headers": headers.ANSWERED,
        "examples": {kind: refusals.example(problem) for kind, problem in refusals.kinds().items()},
        "responses": refusals.alone(),
    }
    for name, meta in _metas(api).items():
        if hasattr(meta, "example"):
            spec["components"]["schemas"][name]["examples"] = [meta.example]
    return spec


def _metas(api: flask_smorest.Api) -> dict[str, Any]:
    """What each schema says of itself as a whole, by the name it is described under."""
    return {name: schema.Meta for (schema, *_), name in api.ma_plugin.converter.refs.items()}


def _complete(operation: Described, method: str, path: str, view: Any, own: dict[str, list[str]]) -> None:
    access, keyed = getattr(view, "access", "unstated"), getattr(view, "keyed", True)
    name = operation["operationId"]
    operation["x-access"] = access
    operation["security"] = [] if access == "public" else [{"bearer": []}]
    scope = getattr(view, "scope", None)
    if scope is not None:
        operation["x-scope"] = scope
    callers = f"{_callers(access)} {_services(access, scope)}".strip()
    operation["description"] = f"{operation.get('description', '')}\n\nWho may call: {callers}".strip()
    if file := bodies.request_body(name):
        operation["requestBody"] = file
    types = refusals.implied(operation, method=method, path=path, access=access, keyed=keyed) | set(own.get(name, ()))
    operation.setdefault("parameters", []).extend(
        headers.parameters(method, path=path, public=access == "public", keyed=keyed, types=types)
    )
    taken = {status: said for status, said in operation["responses"].items() if status < "400"}
    operation["responses"] = taken | refusals.responses(types) | {"default": operation["responses"]["default"]}


def _tell_headers(operation: Described, method: str, view: Any, schemas: Described) -> None:
    """What stands in the head of what is taken; refusals say theirs themselves."""
    keyed = method == "post" and getattr(view, "keyed", True)
    for status, said in operation["responses"].items():
        if status < "400":
            shown = said.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
            paged = "next" in schemas.get(shown.rsplit("/", 1)[-1], {}).get("properties", ())
            said["headers"] = headers.answered(status, paged=paged, keyed=keyed)


def _callers(access: str) -> str:
    roles = access.removeprefix("holding ")
    return _CALLERS.get(access, f"whoever is {roles}, for what lies where they are so.")


def _services(access: str, scope: str | None) -> str:
    """What is said of the programs of partners."""
    if scope is None:
        return "" if access == "public" else "No service may."
    return f"A service with the scope `{scope}` may, at its place."


def _path(rule: str) -> str:
    return re.sub(r"<(?:[a-z_]+(?:\([^)]*\))?:)?([a-z_]+)>", r"{\1}", rule)
