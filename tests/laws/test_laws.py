"""The laws of the house (ARCHITECTURE.md). Breaking one is a decision, not an accident."""

import ast
import importlib
import pkgutil
import re
from importlib.metadata import PackageNotFoundError, metadata, requires
from itertools import product
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from openapi_spec_validator import validate
from packaging.requirements import Requirement
from sqlalchemy import inspect

import market
from market import metrics
from market.db import db
from market.errors import NotAllowed, Problem, WrongState
from market.events import Event
from market.orders.rules import STATES, OrderState
from market.settings import SETTINGS
from market.wiring import HEARD, JOBS

ROOT = Path(__file__).parents[2]
PACKAGES = [
    "places", "accounts", "notices", "catalog", "delivery", "payments", "orders", "teams", "insight", "web",
]  # fmt: skip
TOP = {
    "wiring", "app", "cli", "describe", "health", "work", "serving", "auditing", "demo", "stand_ins", "seed",
    "simulation", "limits", "watching", "watch", "reference",
}  # fmt: skip
FILES = ["rules", "models", "queries", "actions", "schemas", "flows", "audit", "routes"]
ROLES = ["buyer", "seller", "team_member", "officer", "operator", "post", "worker", "payment", "reversal"]


def sources() -> list[Path]:
    return sorted((ROOT / "market").rglob("*.py"))


def imports_of(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return {name for name in found if name.startswith("market.")}


def rank(part: str) -> int:
    """Where a part of `market` stands, from left to right: root modules, the packages, the top."""
    if part in PACKAGES:
        return 1 + PACKAGES.index(part)
    return len(PACKAGES) + 1 if part in TOP else 0


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_run_one_way(file: Path) -> None:
    mine = file.relative_to(ROOT / "market").parts[0].removesuffix(".py")
    wrong = {name for name in imports_of(file) if rank(name.split(".")[1]) > rank(mine)}
    assert not wrong


@pytest.mark.parametrize("package", [p for p in PACKAGES if (ROOT / "market" / p / "__init__.py").exists()])
def test_files_of_a_package_import_in_reading_order(package: str) -> None:
    for place, name in enumerate(FILES):
        for file in [*(ROOT / "market" / package).glob(f"{name}.py"), *(ROOT / "market" / package / name).glob("*.py")]:
            later = {f"market.{package}.{other}" for other in FILES[place + 1 :]}
            assert not {i for i in imports_of(file) if any(i == n or i.startswith(n + ".") for n in later)}, file


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(")
    assert [f.name for f in sources() if asking.search(f.read_text(encoding="utf-8"))] == ["clock.py"]


def test_actions_never_commit() -> None:
    files = [f for f in sources() if f.name == "actions.py" or f.parent.name == "actions"]
    assert files
    assert [f for f in files if re.search(r"\.commit\(|\btransaction\(", f.read_text(encoding="utf-8"))] == []


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


def test_every_list_is_paged(client) -> None:
    spec = client.get("/openapi.json").json
    short_by_nature = {"/api/v1/search/suggestions", "/api/v1/categories"}
    for path, operations in spec["paths"].items():
        reply = operations.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        ref = reply.get("application/json", {}).get("schema", {}).get("$ref", "")
        properties = spec["components"]["schemas"].get(ref.rsplit("/", 1)[-1], {}).get("properties", {})
        if set(properties) & {"items"} and "number" not in properties and path not in short_by_nature:
            names = {p["name"] for p in operations["get"]["parameters"] if "name" in p}
            assert {"limit", "cursor"} <= names, path
            assert "next" in properties, path


def all_classes(base: type) -> set[type]:
    for module in pkgutil.walk_packages(market.__path__, "market."):
        if (
            "seed" not in module.name
            and "migrations" not in module.name
            and module.name not in ("market.serving", "market.watch")
        ):
            importlib.import_module(module.name)
    found, waiting = set(), [base]
    while waiting:
        for child in waiting.pop().__subclasses__():
            found.add(child)
            waiting.append(child)
    return {c for c in found if c.__module__.startswith("market.")}


def test_every_setting_problem_event_and_job_is_documented() -> None:
    docs = {
        name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("settings", "errors", "events")
    }
    assert [s.name for s in SETTINGS if f"`{s.name}`" not in docs["settings"]] == []
    assert sorted({c.type for c in all_classes(Problem) if f"`{c.type}`" not in docs["errors"]}) == []
    assert sorted({c.__name__ for c in all_classes(Event) if f"`{c.__name__}`" not in docs["events"]}) == []
    assert [job for job in JOBS if f"`{job}`" not in docs["events"]] == []
    assert set(HEARD) <= all_classes(Event)


def test_every_metric_and_every_line_of_the_log_is_documented() -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    logged = re.compile(r'(?:_log\.\w+|_say)\(\s*"([^"]+)"')
    told = {event for file in sources() for event in logged.findall(file.read_text(encoding="utf-8"))}
    counted = {metric.name for metric in metrics._counted.collect()}
    assert {event for event in told if f"`{event}`" not in operations} == set()
    assert {name for name in counted if f"`{name}" not in operations} == set()


@pytest.mark.parametrize(("origin", "target", "role"), list(product(OrderState, OrderState, ROLES)))
def test_every_cell_of_the_order_table(origin: OrderState, target: OrderState, role: str) -> None:
    move = STATES.moves.get((origin, target))
    if move is not None and role in move.by:
        assert STATES.role_for(origin, target, roles={role}) == role
    else:
        with pytest.raises((WrongState, NotAllowed)):
            STATES.role_for(origin, target, roles={role})


def test_no_order_state_is_out_of_reach() -> None:
    assert STATES.unreachable() == set()


def test_migrations_equal_the_models_both_ways(empty_app) -> None:
    with empty_app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, db.metadata) == []
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        db.engine.dispose()


def test_nothing_that_is_installed_to_run_is_under_a_gpl() -> None:
    """docs/decisions/0043: an LGPL library may be used unchanged; a GPL would bind the product."""
    wanted, licences = {"cho-phien"}, dict[str, str]()
    while wanted:
        name = wanted.pop()
        try:
            told = metadata(name)
        except PackageNotFoundError:
            continue  # for another system or Python
        kinds = [kind for kind in told.get_all("Classifier", []) if kind.startswith("License")]
        licences[name] = " ".join([told.get("License-Expression", ""), told.get("License", "")[:60], *kinds])
        needs = map(Requirement, requires(name) or [])
        wanted |= {need.name for need in needs if not need.marker or need.marker.evaluate({"extra": "binary"})}
        wanted -= licences.keys()
    assert len(licences) > 30
    bound = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public Licen[sc]e")
    assert {name: licence for name, licence in licences.items() if bound.search(licence)} == {}
