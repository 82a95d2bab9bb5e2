"""A contract (OpenAPI 3.1) as people read it: what each call takes, answers and refuses. Pure."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from market.text import fold

Json = dict[str, Any]
_DEEPEST = 4
_VERBS = ("get", "post", "put", "patch", "delete")
# What a schema says of a value beside its type, and how it is written; a least of nothing is not said.
_LIMITS = {
    "minimum": "≥ {}", "maximum": "≤ {}", "minLength": "≥ {} letters", "maxLength": "≤ {} letters",
    "minItems": "≥ {} items", "maxItems": "≤ {} items", "default": "default {}",
}  # fmt: skip


class Field(NamedTuple):
    """A parameter, or a field of a body; `name` says what it is in: items[].quantity."""

    name: str
    kind: str
    required: bool
    about: str


class Answer(NamedTuple):
    status: str
    about: str
    media: str
    fields: list[Field]


class Refusal(NamedTuple):
    status: int
    type: str
    detail: str


class Call(NamedTuple):
    """An operation in one line."""

    id: str
    method: str
    path: str
    summary: str


class Told(NamedTuple):
    """All of an operation."""

    call: Call
    about: str
    parameters: list[Field]
    body: list[Field]
    answers: list[Answer]
    refusals: list[Refusal]
    curl: str


class Contract:
    """The calls of a document, by their ids and by their groups."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self.groups: dict[str, list[Call]] = {tag["name"]: [] for tag in document["tags"]}
        self.about = {tag["name"]: tag["description"] for tag in document["tags"]}
        self._operations: dict[str, tuple[Call, Json, list[Json]]] = {}
        for path, method, operation, shared in _operations(document):
            call = Call(operation["operationId"], method.upper(), path, operation.get("summary", ""))
            self.groups[operation["tags"][0]].append(call)
            self._operations[call.id] = (call, operation, shared)

    def having(self, words: str) -> Iterator[Call]:
        """The calls whose address, name or summary have all of `words`, written in any way."""
        wanted = fold(words).split()
        for call, _, _ in self._operations.values():
            said = fold(" ".join(call))
            if all(word in said for word in wanted):
                yield call

    def told(self, call_id: str) -> Told | None:
        if call_id not in self._operations:
            return None
        call, operation, shared = self._operations[call_id]
        parameters = [self._found(each) for each in (*shared, *operation.get("parameters", ()))]
        answers = {status: self._found(answer) for status, answer in operation["responses"].items()}
        media, body = self._body(operation)
        return Told(
            call,
            operation.get("description", ""),
            [_parameter(each, self._kind(each["schema"])) for each in parameters],
            list(self._fields(body)),
            [answer for status, said in answers.items() if status < "4" for answer in self._answers(status, said)],
            [refusal for status, said in answers.items() if "4" <= status < "6" for refusal in self._refusals(said)],
            _curl(call, media, self._example(body)),
        )

    def _body(self, operation: Json) -> tuple[str, Json]:
        content = operation.get("requestBody", {}).get("content", {})
        media = next(iter(content), "")
        return media, content.get(media, {}).get("schema", {})

    def _answers(self, status: str, said: Json) -> Iterator[Answer]:
        content = said.get("content") or {"": {}}
        for media, told in content.items():
            yield Answer(status, said["description"], media, list(self._fields(told.get("schema", {}))))

    def _refusals(self, said: Json) -> Iterator[Refusal]:
        for told in said.get("content", {}).values():
            for example in told.get("examples", {}).values():
                value = self._found(example)["value"]
                yield Refusal(value["status"], value["type"], value["detail"])

    def _fields(self, schema: Json, within: str = "", deep: int = 0) -> Iterator[Field]:
        """What stands in an object, and in what stands in it."""
        schema = self._found(schema)
        if schema.get("type") == "array":
            yield from self._fields(schema["items"], f"{within}[]", deep)
        for name, told in schema.get("properties", {}).items():
            whole = f"{within}.{name}" if within else name
            about = self._found(told) | told
            yield Field(whole, self._kind(told), name in schema.get("required", ()), about.get("description", ""))
            if deep < _DEEPEST:
                yield from self._fields(told, whole, deep + 1)

    def _kind(self, schema: Json) -> str:
        schema = self._found(schema) | {name: told for name, told in schema.items() if name != "$ref"}
        if "anyOf" in schema:
            return " or ".join(self._kind(each) for each in schema["anyOf"])
        if schema.get("type") == "array":
            return ", ".join([f"list of {self._kind(schema['items'])}", *_limits(schema)])
        words = [_type(schema), schema.get("format", ""), *_limits(schema)]
        if "enum" in schema:
            words = [" | ".join(map(str, schema["enum"]))]
        return ", ".join(filter(None, words))

    def _example(self, schema: Json) -> Any:
        return next(iter(self._found(schema).get("examples", ())), None)

    def _found(self, told: Json) -> Json:
        """What `$ref` names, or the thing itself."""
        found: Any = told
        while "$ref" in found:
            place = found["$ref"].removeprefix("#/").split("/")
            found = self._document
            for step in place:
                found = found[step]
        return dict(found)


def _operations(document: Json) -> Iterator[tuple[str, str, Json, list[Json]]]:
    for path, item in document["paths"].items():
        for verb in _VERBS:
            if verb in item:
                yield path, verb, item[verb], item.get("parameters", [])


def _type(schema: Mapping[str, Any]) -> str:
    kinds = schema.get("type", "any")
    return kinds if isinstance(kinds, str) else " or ".join(kinds)


def _limits(schema: Json) -> Iterator[str]:
    for name, words in _LIMITS.items():
        if name in schema and not (name in ("minLength", "minItems") and schema[name] == 0):
            yield words.format(schema[name])


def _parameter(told: Json, kind: str) -> Field:
    about = ". ".join(filter(None, [f"in the {told['in']}", told.get("description", "")]))
    return Field(told["name"], kind, told.get("required", False), about)


def _curl(call: Call, media: str, example: Any) -> str:
    """How it is asked from a terminal; `$TOKEN` is the caller's."""
    parts = [f'curl -X {call.method} "$HOST{call.path}" -H "Authorization: Bearer $TOKEN"']
    if example is not None:
        parts += [f"-H 'Content-Type: {media}'", f"-d '{json.dumps(example, ensure_ascii=False)}'"]
    elif media:
        parts.append(f"-H 'Content-Type: {media}' --data-binary @file" if "form" not in media else "-F file=@file")
    return " ".join(parts)
