"""Whether an answer is what the OpenAPI description says of it; every answer that a test is given is asked."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

# Four digits or more in a row before a đ, in a sentence: an id may hold such letters too.
_PLAIN_SUM = re.compile(r"(?<![\w.,-])[0-9]{4,} ?(?:đ|d|VND)\b(?![\w-])")
# What is made there is read in a list, in another thing, or never again.
WITHOUT_ADDRESS = {
    "/bank-statements",
    "/me/payouts",
    "/orders/{}/refunds",
    "/phone-changes",
    "/post-offices/{}/cash-outs/redemptions",
    "/post-offices/{}/till/movements",
    "/products/{}/stock-movements",
    "/rates",
    "/shops/{}/payouts",
    "/subscriptions/{}/secrets",
    "/tokens",
}
FOR_PROGRAMS = ("ETag", "Idempotent-Replayed", "Link", "Location", "Retry-After", "X-Request-Id")
# What any call may be answered: it stands in `default`.
ANYWHERE = {"bad-request", "failure", "method-not-allowed", "too-slow"}


def differences(app: Flask, answer: TestResponse) -> list[str]:
    """One line for each place in which `answer` is not as described; answers outside of the API are not."""
    asked = answer.request
    try:
        rule, _ = app.url_map.bind("localhost").match(asked.path, asked.method, return_rule=True)
    except HTTPException:
        return []
    if not rule.rule.startswith("/api/") or asked.method in ("HEAD", "OPTIONS") or answer.status_code == 304:
        return []
    path = re.sub(r"<(?:[^:>]*:)?([^>]*)>", r"{\1}", rule.rule)
    called, status = (path, asked.method.lower()), str(answer.status_code)
    said = _said(app, *called, status)
    found = [*_of_the_kind(said, answer), *_of_the_request(_operation(app, *called), answer)]
    found += _where_it_is(app, rule.rule, answer)
    found += [f"the header {name} is not described" for name in _unsaid(said, answer)]
    if answer.is_json and answer.data:
        found += [f"{e.json_path}: {e.message}" for e in _validator(app, *called, status).iter_errors(_told(answer))]
    return [f"{asked.method} {path}: {status}: {difference}" for difference in found]


def _told(answer: TestResponse) -> Any:
    return json.loads(gzip.decompress(answer.data) if "Content-Encoding" in answer.headers else answer.data)


def _of_the_kind(said: dict[str, Any], answer: TestResponse) -> list[str]:
    """A refusal is of a declared type, anything else of a declared content type."""
    if answer.mimetype != "application/problem+json":
        kinds = set(said.get("content", {}))
        return [f"{answer.mimetype} is not described"] if answer.data and answer.mimetype not in kinds else []
    types = set(said.get("content", {}).get(answer.mimetype, {}).get("examples", ()))
    body = _told(answer)
    told, errors = body["type"], body.get("errors", {})
    if plain := [found for sentence in _sentences(body) for found in _PLAIN_SUM.findall(sentence)]:
        return [f"{plain} is not how people write money: market/money.py"]
    if any(re.fullmatch(r"[a-z_]{3,}(\.[a-z_]{3,})+", field) for field in errors):
        return [f"{errors} does not nest its fields as the body does"]
    where = "its line of market/openapi/data/refusals.txt"
    return [f"{told} is not described: {where}"] if told not in types | ANYWHERE else []


def _sentences(told: Any) -> Iterator[str]:
    """What an answer says in words, wherever it stands; the names of fields are whoever asked's own."""
    if isinstance(told, str):
        yield told
    for part in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from _sentences(part)


def _of_the_request(operation: dict[str, Any], answer: TestResponse) -> list[str]:
    """What was taken as a body is described as one; nothing was needed that is not."""
    asked, kinds = answer.request, operation.get("requestBody", {}).get("content", {})
    if not answer.status_code < 300 or not asked.content_length or asked.is_json:
        return []
    return [] if {asked.mimetype, "application/octet-stream"} & set(kinds) else ["the body is not described"]


def _unsaid(said: dict[str, Any], answer: TestResponse) -> set[str]:
    """Headers for programs that the answer has and its description lacks."""
    return {name for name in FOR_PROGRAMS if name in answer.headers} - set(said.get("headers", ()))


def _where_it_is(app: Flask, rule: str, answer: TestResponse) -> list[str]:
    """What was made says where it is to be read, if it is to be read anywhere."""
    if answer.status_code != 201 or answer.request.method != "POST":
        return []
    address = answer.headers.get("Location")
    if address is None:
        told = re.sub(r"<[^>]*>", "{}", rule).removeprefix("/api/v1") in WITHOUT_ADDRESS
    else:
        told = app.url_map.bind("localhost").test(address, "GET")
    return [] if told else [f"Location is {address}"]


@cache
def description(app: Flask) -> dict[str, Any]:
    """The description, but for tests: what is not described must not be answered."""
    described: Any = app.test_client().get("/openapi.json").json
    for name, schema in described["components"]["schemas"].items():
        if "properties" in schema and name != "ProblemOut":
            schema.setdefault("additionalProperties", False)
    return dict(described)


def _operation(app: Flask, path: str, method: str) -> dict[str, Any]:
    operation: dict[str, Any] = description(app)["paths"][path][method]
    return operation


def _said(app: Flask, path: str, method: str, status: str) -> dict[str, Any]:
    responses = _operation(app, path, method)["responses"]
    said: dict[str, Any] = responses.get(status, responses["default"])
    if "$ref" in said:
        said = description(app)["components"]["responses"][said["$ref"].rsplit("/", 1)[1]]
    return said


@cache
def _validator(app: Flask, path: str, method: str, status: str) -> Draft202012Validator:
    content = _said(app, path, method, status).get("content", {})
    schema: dict[str, Any] = next((said["schema"] for kind, said in content.items() if kind.endswith("json")), {})
    return Draft202012Validator({**schema, "components": description(app)["components"]})
