"""Headers that clients send: the reader's language, the version that is edited, the key of what happens once."""

from typing import Any

_LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "schema": {"type": "string", "default": "vi", "examples": ["vi", "en"]},
    "description": "The language of sentences: Vietnamese, or English where it is preferred.",
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "minLength": 1},
    "description": 'The ETag that is edited, or its `version` in quotation marks ("3"); * edits whatever is there.',
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "Same key and body: the same answer again, and nothing done twice. A file over 1 MB is known by its "
    "content instead.",
}
COMPONENTS = {"language": _LANGUAGE, "if_match": _IF_MATCH, "key": _KEY, "key_needed": _KEY | {"required": True}}

_TOLD = {
    "ETag": {
        "schema": {"type": "string"},
        "description": "Where it can be edited, or asked for again with If-None-Match",
    },
    "Location": {"schema": {"type": "string"}, "description": "Where what was made stands, if it has an address"},
}


def answered(status: str) -> dict[str, Any]:
    """What may stand in the head of an answer."""
    return {"200": {"ETag": _TOLD["ETag"]}, "201": _TOLD}.get(status, {})


def parameters(method: str, *, keyed: bool, types: set[str]) -> list[dict[str, Any]]:
    """What may or must stand in the head of a request that is refused with `types`."""
    names = ["language"]
    if "precondition-required" in types:
        names.append("if_match")
    if method == "post" and keyed:
        names.append("key_needed" if "idempotency-key-missing" in types else "key")
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]
