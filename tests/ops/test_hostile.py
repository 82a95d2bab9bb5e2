"""Nothing a client sends causes a 500: every route there is, with everything in it that could be wrong."""

from __future__ import annotations

import base64
import gzip
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from market import ids
from market.http.named import Named
from tests.support.village import Caller, an_operator, calling

METHODS = ("GET", "HEAD", "OPTIONS", "TRACE", "POST", "PUT", "PATCH", "DELETE")
UUID = "01a20000-0000-7000-8000-000000000000"
# What stands in the gap of an address, by the kind of the gap.
GAPS: dict[str, Any] = {"UUIDConverter": UUID, "NamedConverter": Named("na", uuid.UUID(UUID))}
NAMED = ids.in_address(uuid.UUID(UUID))
# Leaving is no accident, and signs the caller out.
LEAVING = {("DELETE", "/api/v1/tokens/current"), ("DELETE", "/api/v1/me"), ("DELETE", "/api/v1/me/sessions")}

VALUES = [
    None, True, -1, 10**30, 1.5, 1e308, "", "\x00", "\u202e\u0301", "x" * 10_000, "9999-12-31T23:59:59.999999+14:00",
    "0000-00-00", "9999-12-31", "0001-01-01T00:00:00-12:00", "%s{0}';--", UUID, [], [None], {}, {"x": {"x": []}},
]  # fmt: skip
PART = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n'
CONTENTS = {
    "nothing": (b"", "application/json"),
    "nesting": (b"[" * 100_000, "application/json"),
    "nesting of objects": (b'{"a":' * 100_000, "application/json"),
    "too much": (b'"' + b"x" * 1_100_000 + b'"', "application/json"),
    "another shape": (b"[[1]]", "application/json"),
    "null": (b"null", "application/json"),
    "a lone surrogate": (rb'{"name": "\ud800", "note": "\udfff"}', "application/json"),
    "another encoding": ('{"name": "Bưởi"}'.encode("utf-16"), "application/json; charset=utf-16"),
    "a name twice": (b'{"id": 1, "id": {}, "items": [], "items": 2}', "application/json"),
    "packed": (gzip.compress(b"{}"), "application/json"),
    "a form": (b"a=1&a=%00&%ff=%ff", "application/x-www-form-urlencoded"),
    "parts without a file": (PART % b"kind" + b"\x00\r\n--x--", "multipart/form-data; boundary=x"),
    "parts that do not end": (PART % b'file"; filename="\x00', "multipart/form-data; boundary=x"),
    "parts without a boundary": (b"--x--", "multipart/form-data"),
    "no kind at all": (b"\xff\xfe\x00", ""),
}  # fmt: skip
HEADERS = [
    {"If-Match": "\xff, W/, \"\", ,*"}, {"If-Match": '"' + "9" * 5000 + '"'}, {"If-None-Match": '"\x80", W/"'},
    {"Idempotency-Key": "k" * 10_000}, {"Idempotency-Key": "\xa0\xff"}, {"Idempotency-Key": ""},
    {"Range": "bytes=-99999999999999999999,5-2"}, {"Accept-Language": "vi;q=9,\xff;q=x,*;q=-1"}, {"Accept": "\xff/*;q"},
    {"Authorization": "Bearer \xff\xff"}, {"Authorization": "Basic Og=="}, {"Authorization": "Bearer " + "x" * 9000},
    {"Content-Encoding": "gzip"}, {"Content-Length": "-1"}, {"Transfer-Encoding": "chunked"}, {"Host": "\xff"},
    {"X-Forwarded-For": "\xff"}, {"Cookie": "figures=\xff; =; a"}, {"X-Request-Id": "\xff\x7f"},
    {"If-Modified-Since": "Mon, 99 Foo 0000"},
]  # fmt: skip
FORGED = [
    b"null", b"1e999", b"{}", b"[]", b"[null]", b"[1, 2, 3, 4]", b'"\\u0000"', b'"\\ud800"', b"9" * 99, b'"x"', b"\xff",
    b'["0", "0"]', *(text.replace("ID", UUID).encode() for text in (
        '"ID"', '["ID", "ID"]', '["9999-12-31T23:59:59Z", "ID"]', '["0001-01-01T00:00:00+14:00", "ID"]',
    )),
]  # fmt: skip
CURSORS = ["x", "=", "a" * 400, *(base64.urlsafe_b64encode(content).decode().rstrip("=") for content in FORGED)]


@pytest.fixture
def operator(app) -> Caller:
    return calling(an_operator())


def routes(app, *methods: str) -> Iterator[tuple[str, str]]:
    """Method and path of every route, with something in each gap."""
    for rule in app.url_map.iter_rules():
        gaps = {name: GAPS.get(type(kind).__name__, "1") for name, kind in rule._converters.items()}
        _, path = rule.build(gaps)
        yield from ((m, path) for m in methods if m in rule.methods and (m, path) not in LEAVING)


def failures(client: FlaskClient, calls: Iterator[tuple[str, str, dict[str, Any]]], token: str | None) -> list[Any]:
    """The calls that are answered as if we were to blame. A 503 says when to come again."""
    failed = []
    for method, path, given in calls:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(len(path)), **given.pop("headers", {})}
        answer = client.open(path, method=method, headers=headers, **given)
        if answer.status_code >= 500 and not (answer.status_code == 503 and "Retry-After" in answer.headers):
            failed.append((method, path, answer.status_code, str(headers)[:100], str(given)[:200]))
    return failed


@pytest.mark.once
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files of parts that were never read
@pytest.mark.parametrize("name", CONTENTS)
def test_no_body_breaks_a_route(app, client: FlaskClient, operator: Caller, name: str) -> None:
    content, kind = CONTENTS[name]
    given = {"data": content, "content_type": kind}
    calls = ((method, path, dict(given)) for method, path in routes(app, "POST", "PUT", "PATCH"))
    assert failures(client, calls, operator.token) == []


@pytest.mark.once
@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: str(headers)[:30])
def test_no_header_breaks_a_route(app, client: FlaskClient, operator: Caller, headers: dict[str, str]) -> None:
    calls = ((method, path, {"headers": headers}) for method, path in routes(app, "GET", "POST", "PUT", "PATCH"))
    assert failures(client, calls, operator.token) == []


@pytest.mark.once
def test_no_method_breaks_a_path(app, client: FlaskClient, operator: Caller) -> None:
    paths = {path for _, path in routes(app, "GET", "POST", "PUT", "PATCH", "DELETE")}
    calls: Iterator[Any] = ((m, path, {}) for path in sorted(paths) for m in METHODS if (m, path) not in LEAVING)
    assert failures(client, calls, operator.token) == []


@pytest.mark.parametrize("piece", ["%00", "%ff%fe", "%ED%A0%80", "..%2f..", "%F0%9F%A5%AD", "9" * 4000, "%25s"])
def test_no_piece_of_a_path_breaks_a_route(app, client: FlaskClient, operator: Caller, piece: str) -> None:
    def calls() -> Iterator[tuple[str, str, dict[str, Any]]]:
        for method, path in routes(app, "GET", "POST", "PUT", "PATCH"):
            yield method, path.replace(UUID, piece).replace(NAMED, piece).replace("/1", f"/{piece}"), {}

    assert failures(client, calls(), operator.token) == []


def test_no_value_in_a_query_breaks_a_route(app, client: FlaskClient, operator: Caller) -> None:
    texts = [value for value in VALUES if isinstance(value, str)] + ["-1", "9" * 40, "1e9", "nan", "a,b,,", "true"]
    raw = ["%00", "%ff", "%ED%A0%80"]
    spec = client.get("/openapi.json").json

    def calls() -> Iterator[tuple[str, str, dict[str, Any]]]:
        for path, operations in spec["paths"].items():
            names = [p["name"] for p in operations.get("get", {}).get("parameters", []) if p.get("in") == "query"]
            address = filled(path)
            for name in names:
                for value in CURSORS if name == "cursor" else texts:
                    yield "GET", address, {"query_string": {name: value[:3000]}}
                yield from (("GET", f"{address}?{name}={value}", {}) for value in raw)

    assert failures(client, calls(), operator.token) == []


def filled(path: str) -> str:
    """A described path with something in each gap."""
    return "/".join((UUID if "id" in piece else "1") if piece.startswith("{") else piece for piece in path.split("/"))


def test_every_body_that_is_json_has_an_example_to_be_spoilt(client: FlaskClient) -> None:
    spec, without = client.get("/openapi.json").json, []
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}) if method != "parameters" else {}
            if "application/json" in content and not list(examples(spec, operation)):
                without.append((method, path))
    assert without == []


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
def test_no_value_in_a_field_breaks_a_route(app, client: FlaskClient, operator: Caller, value: Any) -> None:
    spec = client.get("/openapi.json").json

    def calls() -> Iterator[tuple[str, str, dict[str, Any]]]:
        for path, operations in spec["paths"].items():
            for method, operation in operations.items():
                for example in examples(spec, operation):
                    for spoilt in spoilings(example, value):
                        content = json.dumps(spoilt).encode()
                        given = {"data": content, "content_type": "application/json", "headers": {"If-Match": "*"}}
                        yield method.upper(), filled(path), given

    assert failures(client, calls(), operator.token) == []


def examples(spec: dict[str, Any], operation: Any) -> Iterator[Any]:
    """The described example of the body that an operation takes."""
    body = operation.get("requestBody", {}) if isinstance(operation, dict) else {}
    schema = body.get("content", {}).get("application/json", {}).get("schema", {})
    described = spec["components"]["schemas"].get(schema.get("$ref", "").rsplit("/", 1)[-1], schema)
    yield from described.get("examples", ())


def spoilings(example: Any, value: Any) -> Iterator[Any]:
    """The example with each of its fields, at any depth, replaced by `value`."""
    pairs = example.items() if isinstance(example, dict) else enumerate(example) if isinstance(example, list) else ()
    for name, inner in list(pairs):
        for other in [value, *spoilings(inner, value)]:
            copy = dict(example) if isinstance(example, dict) else list(example)
            copy[name] = other
            yield copy
