"""Which refusals each operation may answer, by their `type`: some follow from what it takes, the rest is a table.

`data/refusals.txt` has a line for each operation: its id and the types that its own rules give. Every answer that a
test is given is held against it (tests/support/described.py).
"""

import re
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import Any

from market import errors
from market.errors import Problem
from market.language import ENGLISH, VIETNAMESE
from market.openapi import headers

TABLE = resources.files("market.openapi") / "data" / "refusals.txt"
_PROBLEM = {"$ref": "#/components/schemas/ProblemOut"}


def own() -> dict[str, list[str]]:
    """Operation → the types of its own rules."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {operation: types for operation, *types in filter(None, lines)}


def implied(operation: dict[str, Any], *, method: str, path: str, access: str, keyed: bool) -> set[str]:
    """The types that follow from what an operation takes, and who may call it."""
    body = operation.get("requestBody", {}).get("content", {})
    types = {"busy", "not-signed-in"}  # a token that is not good is told even where none is needed
    types |= {"not-allowed"} if access.startswith("holding") else set()
    types |= {"scope-needed"} if access != "public" else set()
    types |= {"not-found"} if "{" in path else set()
    types |= {"invalid-input"} if operation.get("parameters") or body else set()
    types |= (
        {"repeated-parameter"} if any(one.get("in") == "query" for one in operation.get("parameters", ())) else set()
    )
    types |= {"too-large"} if method != "get" else set()
    types |= {"not-json", "unsupported-media-type"} if "application/json" in body else set()
    types |= {"precondition-required", "precondition-failed"} if method == "patch" else set()
    if method == "post" and keyed:
        types |= {"idempotency-key-in-use", "idempotency-key-reused", "invalid-input", "not-json"}
    return types


def responses(types: set[str]) -> dict[str, Any]:
    """Status → what is answered with it: the types, each with an example."""
    known, by_status = kinds(), defaultdict(list)
    for name in sorted(types):
        by_status[known[name].status].append(name)
    return {str(status): _response(names) for status, names in sorted(by_status.items())}


def alone() -> dict[str, Any]:
    """The answers that are of one type, to be named by it."""
    return {kind: _described([kind]) for kind in kinds()} | {"DEFAULT_ERROR": anything()}


def _response(names: list[str]) -> dict[str, Any]:
    return {"$ref": f"#/components/responses/{names[0]}"} if len(names) == 1 else _described(names)


def _described(names: list[str]) -> dict[str, Any]:
    examples = {name: {"$ref": f"#/components/examples/{name}"} for name in names}
    told = " or ".join(f"`{name}`" for name in names)
    return anything(f"Refused: {told}", str(kinds()[names[0]].status), examples=examples)


def anything(description: str = "Refused, as all is", status: str = "default", **more: Any) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": _PROBLEM, **more}}
    return {"description": description, "headers": headers.answered(status), "content": content}


def example(problem: type[Problem]) -> dict[str, Any]:
    """What a refusal looks like; where its sentence names something, “…” stands for it."""
    told = (problem.title.spoken(VIETNAMESE), re.sub(r"\{[^}]*\}", "…", problem.detail.spoken(VIETNAMESE)))
    body: dict[str, Any] = {"type": problem.type, "title": told[0], "status": problem.status, "detail": told[1]}
    if problem is errors.InvalidInput:
        body["errors"] = {"name": ["Thiếu mục này."]}
    return {"summary": problem.title.spoken(ENGLISH), "value": body}


@cache
def kinds() -> dict[str, type[Problem]]:
    """Type → the refusal, of all that are told; of several with one type the one that names it first."""
    found: dict[str, type[Problem]] = {}
    waiting: list[type[Problem]] = [Problem]
    for kind in waiting:
        found.setdefault(kind.type, kind)
        waiting += kind.__subclasses__()
    return found
