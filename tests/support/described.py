"""Whether an answer is what the OpenAPI description says of it; every answer that a test is given is asked."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

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
    "/tokens",
}


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
    checked = _validator(app, path, asked.method.lower(), answer.status_code)
    if checked is None:
        return [f"{asked.method} {path}: {answer.status_code} is not described"]
    if not answer.is_json or not answer.data:
        return []
    if answer.status_code == 201 and asked.method == "POST" and not _leads_to_it(app, rule.rule, answer):
        return [f"POST {path}: Location is {answer.headers.get('Location')}"]
    told = json.loads(gzip.decompress(answer.data) if "Content-Encoding" in answer.headers else answer.data)
    return [f"{asked.method} {path}: {error.json_path}: {error.message}" for error in checked.iter_errors(told)]


def _leads_to_it(app: Flask, rule: str, answer: TestResponse) -> bool:
    """Whether what was made says where it is to be read, if it is to be read anywhere."""
    address = answer.headers.get("Location")
    if address is None:
        return re.sub(r"<[^>]*>", "{}", rule).removeprefix("/api/v1") in WITHOUT_ADDRESS
    return bool(app.url_map.bind("localhost").test(address, "GET"))


@cache
def _description(app: Flask) -> dict[str, Any]:
    described: dict[str, Any] = app.test_client().get("/openapi.json").json
    return described


@cache
def _validator(app: Flask, path: str, method: str, status: int) -> Draft202012Validator | None:
    spec = _description(app)
    responses = spec["paths"][path][method]["responses"]
    said = responses.get(str(status), responses.get("default"))
    if said is None:
        return None
    if "$ref" in said:
        said = spec["components"]["responses"][said["$ref"].rsplit("/", 1)[1]]
    content: dict[str, Any] = next((c for kind, c in said.get("content", {}).items() if kind.endswith("json")), {})
    return Draft202012Validator({**content.get("schema", {}), "components": spec["components"]})
