"""The contract as plain facts, one a line, and what breaks it. `make contract` writes the facts of a release."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from market import __version__
from market.app import create_app
from market.config import read_config
from tests.support.sources import ROOT

RELEASED = ROOT / "docs" / "contract.txt"
ACCEPTED = ROOT / "docs" / "contract-breaks.txt"
_SCHEMAS = "#/components/schemas/"
Spec = dict[str, Any]


def facts(spec: Spec) -> list[str]:
    """What clients may build on: operations, what each takes, answers and refuses, and every field."""
    found = {fact for called, operation in operations(spec) for fact in _of_operation(called, operation, spec)}
    sent = _reached(spec, [operation.get("requestBody") for _, operation in operations(spec)])
    for name, schema in spec["components"]["schemas"].items():
        found |= set(_of_schema(f"{'send' if name in sent else 'read'} {name}", schema))
    return sorted(found)


def breaks(old: list[str], new: list[str]) -> list[str]:
    """Each old fact that holds no more, and each new one that asks for more than before."""
    gone = [
        f"- {fact}" for fact in sorted(set(old) - set(new)) if fact.replace("!", "", 1) not in new or _is_read(fact)
    ]
    return gone + [f"+ {fact}" for fact in sorted(set(new) - set(old)) if not _is_read(fact) and _asks_more(fact, old)]


def _is_read(fact: str) -> bool:
    return fact.startswith("read ")


def _asks_more(fact: str, old: list[str]) -> bool:
    """A thing that had not to be sent, or a word of a list where any was taken; of what was there before."""
    place, _, word = fact.partition(" = ")
    if word:
        return any(o.startswith(f"{place}: ") for o in old) and not any(o.startswith(f"{place} = ") for o in old)
    return "!: " in fact and any(o.split()[:2] == fact.split()[:2] for o in old)


def accepted() -> set[str]:
    """The breaks that were made knowingly since the last release, without their day and reason."""
    return {line[11:].partition("  #")[0] for line in read(ACCEPTED)}


def operations(spec: Spec) -> Iterator[tuple[str, Spec]]:
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                shared = methods.get("parameters", [])
                yield f"{method.upper()} {path}", operation | {"parameters": shared + operation.get("parameters", [])}


def _of_operation(called: str, operation: Spec, spec: Spec) -> Iterator[str]:
    name = operation["operationId"]
    yield f"call {name} {called}"
    for parameter in operation["parameters"]:
        if "$ref" in parameter:
            parameter = spec["components"]["parameters"][parameter["$ref"].rsplit("/", 1)[1]]
        if parameter["name"] == "Accept-Language":
            continue
        needed = "!" if parameter.get("required") else ""
        place = f"call {name} {parameter['in']} {parameter['name']}{needed}"
        yield from _of_value(place, parameter["schema"])
    for kind, body in operation.get("requestBody", {}).get("content", {}).items():
        yield from _of_value(f"call {name} body {kind}", body["schema"])
    for status, said in operation["responses"].items():
        for kind, body in said.get("content", {}).items() if status < "4" else ():
            yield from _of_value(f"call {name} {status} {kind}", body["schema"])


def _of_schema(place: str, schema: Spec) -> Iterator[str]:
    for name, value in schema.get("properties", {}).items():
        needed = "!" if name in schema.get("required", ()) else ""
        yield from _of_value(f"{place} .{name}{needed}", value)


def _of_value(place: str, value: Spec) -> Iterator[str]:
    yield f"{place}: {_kind(value)}"
    for word in _words(value):
        yield f"{place} = {word}"


def _kind(value: Spec) -> str:
    if "$ref" in value:
        return str(value["$ref"]).removeprefix(_SCHEMAS)
    if inner := value.get("allOf") or value.get("anyOf") or value.get("oneOf"):
        return "|".join(sorted(_kind(part) for part in inner))
    kind = value.get("type", "anything")
    told = "|".join(sorted(kind)) if isinstance(kind, list) else str(kind)
    told += f" {value['format']}" if "format" in value else ""
    return f"{told} of {_kind(value['items'])}" if "items" in value else told


def _words(value: Spec) -> list[str]:
    inner = [*value.get("anyOf", ()), value.get("items", {})]
    return [str(word) for part in (value, *inner) for word in part.get("enum", ())]


def _reached(spec: Spec, start: list[Any]) -> set[str]:
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).removeprefix(_SCHEMAS)
            if name in spec["components"]["schemas"] and name not in reached:
                reached.add(name)
                waiting.append(spec["components"]["schemas"][name])
        if isinstance(node, dict | list):
            waiting += node.values() if isinstance(node, dict) else node
    return reached


def read(path: Any) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        app = create_app(read_config(os.environ | {"MARKET_HOME": home, "SECRET_KEY": secrets.token_hex(32)}))
        spec = app.test_client().get("/openapi.json").json
    sys.stdout.write(f"# The contract of {__version__}. docs/api.md says what it promises.\n")
    sys.stdout.writelines(f"{fact}\n" for fact in facts(spec))


if __name__ == "__main__":
    main()
