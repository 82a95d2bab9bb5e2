"""Schemas as clients read them: what an answer always holds is required of it, and it may gain fields.

What is sent stays strict: a field that is not there is refused. A schema that stands on both sides has two names.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

_SCHEMAS = "#/components/schemas/"
Described = dict[str, Any]


def put_plainly(spec: Described) -> None:
    """What is null where nothing is sent needs no default; a word or null is one of two, not a third word."""
    for node in _nodes(spec["components"]["schemas"] | {"": spec["paths"]}):
        if "default" in node and node["default"] is None:
            del node["default"]
        if None in node.get("enum", ()) and "type" in node:
            words = [word for word in node.pop("enum") if word is not None]
            node["anyOf"] = [{"type": "string", "enum": words}, {"type": "null"}]
            for name in set(node) & {"type", "minLength", "maxLength"}:
                del node[name]


def settle(spec: Described, left_out: dict[str, Iterable[str]]) -> None:
    """Open the schemas of answers and require all their fields but `left_out`; drop what nothing names."""
    schemas = spec["components"]["schemas"]
    sent, answered = _closures(spec, schemas)
    for name in sorted(sent & answered):
        schemas[f"{name}Out"] = deepcopy(schemas[name])
    renamed = {_SCHEMAS + name: f"{_SCHEMAS}{name}Out" for name in sent & answered}
    names = {name: f"{name}Out" if name in sent else name for name in answered}
    for part in [*_responses(spec), *(schemas[name] for name in names.values())]:
        _rename(part, renamed)
    for name, answer in names.items():
        _open(schemas[answer], set(left_out.get(name, ())))
    for name in set(schemas) - sent - set(names.values()):
        del schemas[name]


def _open(schema: Described, left_out: set[str]) -> None:
    schema.pop("additionalProperties", None)
    always = [name for name in schema.get("properties", {}) if name not in left_out]
    if always:
        schema["required"] = always


def _closures(spec: Described, schemas: Described) -> tuple[set[str], set[str]]:
    """The names of all schemas that are sent, and of all that are answered."""
    sent: list[Any] = []
    for operations in spec["paths"].values():
        for operation in operations.values():
            if isinstance(operation, dict):
                sent += [operation.get("requestBody"), operation.get("parameters")]
    return _reached(sent, schemas), _reached(_responses(spec), schemas)


def _responses(spec: Described) -> list[Any]:
    own = [op["responses"] for ops in spec["paths"].values() for op in ops.values() if "responses" in op]
    return [*own, spec["components"].get("responses", {})]


def _reached(start: list[Any], schemas: Described) -> set[str]:
    reached: set[str] = set()
    waiting = list(_named(start))
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _named(schemas[name])
    return reached


def _named(part: Any) -> Iterator[str]:
    for node in _nodes(part):
        if node.get("$ref", "").startswith(_SCHEMAS):
            yield node["$ref"].removeprefix(_SCHEMAS)


def _rename(part: Any, renamed: dict[str, str]) -> None:
    for node in _nodes(part):
        if node.get("$ref") in renamed:
            node["$ref"] = renamed[node["$ref"]]


def _nodes(part: Any) -> Iterator[Described]:
    if isinstance(part, dict):
        yield part
    if isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _nodes(inner)
