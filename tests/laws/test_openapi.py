"""What clients are told: every route says who may call it, and the description is whole and true."""

import re

from openapi_spec_validator import validate

from market.openapi import bodies, names, refusals
from tests.support import contract
from tests.support.described import WITHOUT_ADDRESS

VERBS_ALONE = {"sign_in", "sign_out", "check_out", "show_index"}  # the address says no more


def test_every_route_says_who_may_call_it(app) -> None:
    unstated = {
        rule.rule for rule in app.url_map.iter_rules() if not hasattr(app.view_functions[rule.endpoint], "access")
    }
    assert not unstated


def test_the_description_is_valid_openapi_and_complete(app, client) -> None:
    spec = client.get("/openapi.json").json
    validate(spec)
    described = {re.sub(r"\{[^}]*\}", "{}", path) for path in spec["paths"]}
    served = {re.sub(r"<[^>]*>", "{}", r.rule) for r in app.url_map.iter_rules() if r.rule.startswith("/api/")}
    assert described == served
    for operations in spec["paths"].values():
        for method, operation in operations.items():
            assert method == "parameters" or operation["summary"]


def test_every_body_is_described_with_an_example_that_its_schema_accepts(app, client) -> None:
    from market.fields import Schema

    def schemas(base):
        for schema in base.__subclasses__():
            yield schema
            yield from schemas(schema)

    by_name = {re.sub("Schema$", "", s.__name__): s for s in schemas(Schema)}
    spec = client.get("/openapi.json").json
    bodies = {
        body["schema"]["$ref"].rsplit("/", 1)[1]
        for operations in spec["paths"].values()
        for method, operation in operations.items()
        if method != "parameters" and "requestBody" in operation
        for body in operation["requestBody"]["content"].values()
        if "$ref" in body["schema"]
    }
    assert bodies
    for name in bodies:
        assert by_name[name]().load(by_name[name].Meta.example) is not None, name


def test_what_is_made_has_an_address_wherever_one_of_its_kind_is_read(client) -> None:
    paths = {
        re.sub(r"\{[^}]*\}", "{}", p.removeprefix("/api/v1")): o
        for p, o in client.get("/openapi.json").json["paths"].items()
    }
    making = {path for path, told in paths.items() if "201" in told.get("post", {}).get("responses", {})}
    assert making >= WITHOUT_ADDRESS  # each answer of the others is asked for its Location, in every test
    assert {path for path in WITHOUT_ADDRESS if "get" in paths.get(path + "/{}", {})} == set()


def test_every_list_is_paged(client) -> None:
    spec = client.get("/openapi.json").json
    short_by_nature = {"/api/v1/search/suggestions", "/api/v1/categories", "/api/v1/banks", "/api/v1/payment-methods"}
    for path, operations in spec["paths"].items():
        reply = operations.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        ref = reply.get("application/json", {}).get("schema", {}).get("$ref", "")
        properties = spec["components"]["schemas"].get(ref.rsplit("/", 1)[-1], {}).get("properties", {})
        if set(properties) & {"items"} and "number" not in properties and path not in short_by_nature:
            names = {p["name"] for p in operations["get"]["parameters"] if "name" in p}
            assert {"limit", "cursor"} <= names, path
            assert "next" in properties, path


def test_every_operation_has_a_name_of_one_habit(client) -> None:
    """A verb, and what it is done to, as the address calls it. Else: market/openapi/names.py."""
    called = {c: operation["operationId"] for c, operation in contract.operations(client.get("/openapi.json").json)}
    for call, name in called.items():
        stems = {word.removesuffix("s")[:4] for word in re.findall("[a-z]+", call.partition("/api/v1")[2])}
        assert re.fullmatch("[a-z]+(_[a-z]+)+", name), f"{call}: {name}"
        assert name in VERBS_ALONE or {word.removesuffix("s")[:4] for word in name.split("_")} & stems, (
            f"{call}: {name}"
        )
    assert sorted(called.values()) == sorted(set(called.values()))


def test_what_is_given_a_name_or_takes_a_file_or_refuses_is_there(client) -> None:
    called = {
        called: operation["operationId"] for called, operation in contract.operations(client.get("/openapi.json").json)
    }
    assert {key.replace(" ", " /api/v1") for key in names.GIVEN} <= called.keys()
    assert set(bodies.SENT) | set(refusals.own()) <= set(called.values())
    assert {kind for kinds in refusals.own().values() for kind in kinds} <= set(refusals.kinds())


def test_an_operation_has_one_line_of_refusals() -> None:
    """Of two, left by a merge, the latter would be read alone."""
    operations = [line.split()[0] for line in refusals.TABLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len([one for one in operations if one != "#"]) == len(refusals.own())


def test_an_answer_may_grow_and_says_what_it_always_holds(client) -> None:
    spec = client.get("/openapi.json").json
    schemas, answered = spec["components"]["schemas"], {"ProblemOut"}
    for _, operation in contract.operations(spec):
        for said in operation["responses"].values():
            for body in said.get("content", {}).values():
                answered.add(body["schema"].get("$ref", "").rsplit("/", 1)[-1])
    assert len(answered) > 80
    for name in answered & set(schemas):
        assert schemas[name].get("additionalProperties") is not False, name
        assert schemas[name]["required"], name


def test_a_client_is_told_of_each_header_it_needs(client) -> None:
    spec = client.get("/openapi.json").json
    heads = {
        operation["operationId"]: {p["$ref"].rsplit("/", 1)[1] for p in operation["parameters"] if "$ref" in p}
        for _, operation in contract.operations(spec)
    }
    assert all("language" in names for names in heads.values())
    assert {name for name, names in heads.items() if "if_match" in names} == {
        "change_fair",
        "change_me",
        "change_my_address",
        "change_product",
        "change_stand",
        "change_shop",
        "change_subscription",
        "change_word",
        "correct_household",
        "correct_order",
    }
    assert {name for name, names in heads.items() if "key_needed" in names} == {"check_out"}
    assert "key" not in heads["sign_in"]
    assert "key" in heads["refund_order"]


def test_every_part_of_an_address_is_described(client) -> None:
    """By its schema, or by its name in market/openapi/parameters.py."""
    asked = [(c, p) for c, op in contract.operations(client.get("/openapi.json").json) for p in op["parameters"]]
    assert [(call, p["name"]) for call, p in asked if "name" in p and not p.get("description")] == []
