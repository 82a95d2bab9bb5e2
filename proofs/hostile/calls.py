"""Random calls: any operation of the description, by anybody, with any id, its example bent a little."""

from __future__ import annotations

import json
from random import Random
from typing import Any
from uuid import uuid4

import requests

from market import clock
from proofs.hostile.fair import GUEST, SIMS, Fair, Player

Operation = tuple[str, str, dict[str, Any]]
_METHODS = ("get", "post", "put", "patch", "delete")
# What one does to oneself alone, and after which there is nobody left to attack or to be attacked.
_LEFT_OUT = {("delete", "/api/v1/me"), ("delete", "/api/v1/me/sessions"), ("delete", "/api/v1/tokens/current")}
_ODD: tuple[Any, ...] = (
    None,
    "",
    -1,
    10**30,
    "é" * 200,
    "\x00",
    [],
    {},
    [[]],
    True,
    "' OR 1=1 --",
    "=1+1",
    "0912 345 678",
    1.5,
)
_EXTRA = {
    "role": "operator",
    "roles": [{"role": "operator"}],
    "owner_id": str(uuid4()),
    "state": "done",
    "phone": SIMS[0],
}
_WORDS = {"measure": "orders", "month": "2026-10", "place": "06463", "name": "mau-xa", "n": "1", "office": "25715"}


def operations(fair: Fair) -> tuple[list[Operation], dict[str, Any]]:
    spec = requests.get(f"{fair.service.address}/openapi.json", timeout=60).json()
    found = [
        (method, path, operation)
        for path, described in spec["paths"].items()
        for method, operation in described.items()
        if method in _METHODS and (method, path) not in _LEFT_OUT
    ]
    return found, spec["components"]["schemas"]


def call_at_random(fair: Fair, chance: Random, described: tuple[list[Operation], dict[str, Any]]) -> None:
    method, path, operation = chance.choice(described[0])
    by = GUEST if chance.random() < 0.05 else chance.choice(fair.players)
    if chance.random() < 0.6:
        by = _who_may(fair, chance, operation) or by
    where = _filled(path.removeprefix("/api/v1"), fair, chance)
    key = {"Idempotency_Key": str(uuid4())} if method == "post" else {}
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        schema = described[1][content["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]]
        example = json.loads(json.dumps((schema.get("examples") or [{}])[0]))
        fair.call(by, method.upper(), where, _bent(_meant(example, fair, chance), chance), **key)
    else:
        query = chance.choice(["", "", "?limit=100", "?limit=0", "?cursor=x", "?as=officer", "?as=seller", "?q=%00"])
        fair.call(by, method.upper(), where + query, **key)


def _who_may(fair: Fair, chance: Random, operation: dict[str, Any]) -> Player | None:
    """One of those to whom the description says the operation is open."""
    said = operation.get("description", "")
    named = [p for p in fair.players if any(role in said for role, _ in p.roles if role != "buyer")]
    return chance.choice(named) if named else None


def _filled(path: str, fair: Fair, chance: Random) -> str:
    while "{" in path:
        name = path[path.index("{") + 1 : path.index("}")]
        known = fair.known.get(name) or [_WORDS.get(name, str(uuid4()))]
        value = chance.choice(known) if chance.random() < 0.95 else str(uuid4())
        path = path.replace(f"{{{name}}}", value, 1)
    return path


def _meant(value: Any, fair: Fair, chance: Random, name: str = "") -> Any:
    """The example, about things that there are."""
    if isinstance(value, dict):
        return {key: _meant(inner, fair, chance, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_meant(inner, fair, chance, name) for inner in value]
    if name in ("id", "scan_id"):
        return str(uuid4()) if chance.random() < 0.8 else chance.choice(fair.known["product_id"])
    if name in ("scanned_at", "typed_at"):
        return clock.now().isoformat().replace("+00:00", "Z")
    if name in ("new_phone",) or (name == "phone" and chance.random() < 0.2):
        return chance.choice(SIMS)
    alike = {"post_office_code": "office_code", "courier_id": "person_id", "subject": "product_id"}.get(name, name)
    return chance.choice(fair.known[alike]) if fair.known.get(alike) else value


def _bent(body: Any, chance: Random) -> Any:
    if not isinstance(body, dict) or chance.random() < 0.6:
        return body
    bent = dict(body)
    for key in chance.sample(sorted(bent), min(len(bent), chance.randint(1, 2))):
        if chance.random() < 0.3:
            del bent[key]
        else:
            bent[key] = chance.choice(_ODD)
    if chance.random() < 0.3:
        key = chance.choice(sorted(_EXTRA))
        bent[key] = _EXTRA[key]
    return bent
