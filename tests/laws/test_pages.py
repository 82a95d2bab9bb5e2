"""The laws of pages: a page is a thin second route, in folders that look alike."""

import ast
import re
from pathlib import Path

import pytest

from tests.support.sources import ROOT

WEB = ROOT / "market" / "web"
FOLDERS = sorted({file.parent for file in WEB.rglob("routes.py")})
MODULES = sorted(WEB.rglob("*.py"))
TEMPLATES = sorted(WEB.rglob("*.html"))
# Nothing of the database but rows that queries and actions give, and nothing that calls another machine.
FORBIDDEN = re.compile(
    r"^(sqlalchemy|requests|urllib\.request|urllib3|http\.client|httpx|market\.db(?!$|\.read_only)|market\.wiring)\b"
)
SUMS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)
# What catches a broken database, to say so by a page.
CATCHING = {"market/web/shell/refusals.py": {"sqlalchemy.exc.SQLAlchemyError", "market.db.read_only"}}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_each_folder_has_the_same_files(folder: Path) -> None:
    assert {"routes.py", "words.py", "templates"} <= {file.name for file in folder.iterdir()}


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_a_page_has_no_model_no_sql_and_calls_nobody(file: Path) -> None:
    written = file.read_text(encoding="utf-8")
    tree = ast.parse(written)
    assert {name for name in imported(tree) if FORBIDDEN.match(name)} - CATCHING.get(named(file), set()) == set()
    assert re.findall(r"\b(?:session\.(?:add|execute|scalars?|get|delete|flush|commit)|mapped_column)\b", written) == []


@pytest.mark.parametrize("file", MODULES, ids=named)
def test_a_page_counts_no_money(file: Path) -> None:
    """What is a sum of money is said by the package that keeps it; pages only write it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    both = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp | ast.AugAssign)]
    sums = [node for node in both if isinstance(node.op, SUMS)]
    assert [ast.unparse(one) for one in sums if "vnd" in ast.unparse(one)] == (
        ["amount_vnd / size"] if file.name == "numbers.py" else []
    )


@pytest.mark.parametrize("file", TEMPLATES, ids=named)
def test_templates_count_no_money_run_nothing_and_trust_nobody(file: Path) -> None:
    # One script may run, named in the frame, and by its hash.
    written = file.read_text(encoding="utf-8")
    if file.name == "frame.html":
        written = written.replace(
            '<script src="/enhance-{{ script.version }}.js" integrity="{{ script.hash }}" defer', ""
        )
    # What machines read of a page runs nothing, and `tojson` lets no name end it.
    if file.name == "found_head.html":
        written = written.replace('<script type="application/ld+json">{{ linked|tojson }}</script>', "")
    assert re.findall(r"<script|\bon[a-z]+=\"|javascript:|\|\s*safe\b|autoescape|https?://", written) == []
    assert re.findall(r"_vnd\s*[+*/]|_vnd\s+-|[-+*/]\s+[\w.]+_vnd", written) == []
    assert re.findall(r"<label>\s*<input(?![^>]*name=)", written) == []


@pytest.mark.parametrize("file", TEMPLATES, ids=named)
def test_every_form_that_writes_carries_a_key(file: Path) -> None:
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", file.read_text(encoding="utf-8"), re.DOTALL)
    # What was typed before the session ended travels with the key that it had.
    kept = "for name, value in kept" if file.name == "resume.html" else 'name="key"'
    assert [form for form in forms if kept not in form] == []


def test_no_two_templates_have_one_name() -> None:
    names = [file.name for file in TEMPLATES]
    assert sorted(names) == sorted(set(names))


def test_routes_of_pages_stand_in_blueprints_of_pages(app) -> None:
    """Only these read the cookie, are refused by pages and sent once."""
    from market.http.browsers import PageBlueprint

    pages = {name for name, blueprint in app.blueprints.items() if isinstance(blueprint, PageBlueprint)}
    modules = {rule.endpoint.partition(".")[0] for rule in app.url_map.iter_rules() if is_of_web(app, rule)}
    assert modules - {"index"} == pages


def is_of_web(app, rule) -> bool:
    return app.view_functions[rule.endpoint].__module__.startswith("market.web.")


def test_no_get_of_a_page_is_recorded_or_writes(app) -> None:
    for rule in app.url_map.iter_rules():
        if is_of_web(app, rule) and rule.methods and "GET" in rule.methods:
            assert "POST" not in rule.methods, rule
            assert not getattr(app.view_functions[rule.endpoint], "recorded", False), rule
