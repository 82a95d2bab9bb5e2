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
_COMPLAINT_CODE = {
    "name": "Complaint-Code",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 20},
    "description": "The code of the complaint, from whoever sent it without signing in.",
}
COMPONENTS = {
    "language": _LANGUAGE,
    "if_match": _IF_MATCH,
    "key": _KEY,
    "key_needed": _KEY | {"required": True},
    "complaint_code": _COMPLAINT_CODE,
}


def _header(description: str, **schema: Any) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"} | schema}


# What stands in the head of an answer, by the name it is described under.
ANSWERED = {
    "ETag": _header("Its version: to edit it with If-Match, or to ask with If-None-Match whether it has changed"),
    "Idempotent-Replayed": _header("The key was known: this is the answer of the first time", enum=["true"]),
    "Link": _header('Where the list begins (rel="first") and goes on (rel="next"), if it does'),
    "Location": _header("Where what was made is read, if it has an address"),
    "Retry-After": _header("In so many seconds it may be tried again", type="integer"),
    "X-Request-Id": _header("Finds the request in our log: the one that was sent with it, or ours"),
}
# Refused for now, or taken and not done yet.
_LATER = ("202", "409", "429", "503", "default")


def answered(status: str, *, paged: bool = False, keyed: bool = False) -> dict[str, Any]:
    """The headers that an answer of this status may have; `paged`: of a list, `keyed`: a key repeats it."""
    may = {
        "ETag": status in ("200", "201"),
        "Idempotent-Replayed": keyed,
        "Link": paged,
        "Location": status in ("201", "202"),
        "Retry-After": status in _LATER,
        "X-Request-Id": True,
    }
    return {name: {"$ref": f"#/components/headers/{name}"} for name, it_may in may.items() if it_may}


def parameters(method: str, *, path: str, public: bool, keyed: bool, types: set[str]) -> list[dict[str, Any]]:
    """What may or must stand in the head of a request that is refused with `types`."""
    names = ["language"]
    if "precondition-required" in types:
        names.append("if_match")
    if method == "post" and keyed:
        names.append("key_needed" if "idempotency-key-missing" in types else "key")
    if public and "{complaint}" in path:
        names.append("complaint_code")
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]
