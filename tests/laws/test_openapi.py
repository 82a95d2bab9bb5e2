"""What clients are told: every route says who may call it, and the description is whole and true."""

import re

from openapi_spec_validator import validate

from tests.support.described import WITHOUT_ADDRESS


def test_every_route_says_who_may_call_it(app) -> None:
    unstated = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access") and not rule.endpoint.startswith("swagger_ui.")
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
