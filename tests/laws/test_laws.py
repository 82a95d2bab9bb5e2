"""The laws of the house (ARCHITECTURE.md). Breaking one is a decision, not an accident."""

import ast
import re
from pathlib import Path

import pytest

from market.accounts.rules import RoleName
from tests.support.sources import ROOT, sources

PACKAGES = [
    "places", "accounts", "notices", "catalog", "search", "delivery", "payments", "orders",
    "messages", "questions", "reviews", "complaints", "fairs", "teams", "imports", "insight", "subscriptions", "web",
]  # fmt: skip
TOP = {"wiring", "app", "serving", "cli", "openapi", "ops", "seed", "reference_data"}
# Who may do what (`access`) is asked by queries, of what other queries found: the two stand on one step.
FILES = ["rules", "models", "access", "queries", "actions", "schemas", "flows", "invariants", "routes"]
# Inside payments a noun knows only those to its left; what stands beside the nouns serves all of them, or knows all.
MONEY_NOUNS = [
    "access", "blueprint", "banks", "ledger", "identities", "rates", "write_offs", "cash", "sales", "charges",
    "methods", "payouts", "refunds", "balances", "transfer_files", "tills", "cash_outs", "bank", "remittances", "cards",
    "erasure", "invariants", "routes",
]  # fmt: skip


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


@pytest.mark.parametrize(
    "file", sorted((ROOT / "market" / "payments").rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT))
)
def test_a_noun_of_money_knows_only_those_to_its_left(file: Path) -> None:
    mine = file.relative_to(ROOT / "market" / "payments").with_suffix("").parts[0]
    known = {name.split(".")[2] for name in imports_of(file) if name.startswith("market.payments.")}
    allowed = set(MONEY_NOUNS[: MONEY_NOUNS.index(mine) + 1]) if mine in MONEY_NOUNS else set()
    assert not known - allowed


@pytest.mark.parametrize("package", [p for p in PACKAGES if (ROOT / "market" / p / "__init__.py").exists()])
def test_files_of_a_package_import_in_reading_order(package: str) -> None:
    for place, name in enumerate(FILES):
        for file in [*(ROOT / "market" / package).glob(f"{name}.py"), *(ROOT / "market" / package / name).glob("*.py")]:
            later = {f"market.{package}.{other}" for other in FILES[place + 1 :]}
            later -= {f"market.{package}.queries"} if name == "access" else set()
            assert not {i for i in imports_of(file) if any(i == n or i.startswith(n + ".") for n in later)}, file


def test_routes_and_rules_leave_who_may_to_access() -> None:
    """Where a package has an access.py, whoever asks "who may do this" looks there and nowhere else."""
    folders = [file.parent for file in (ROOT / "market").glob("*/access.py") if file.parent.name != "accounts"]
    files = [
        file
        for folder in folders
        for file in folder.rglob("*.py")
        if {"routes", "rules"} & {file.stem, file.parent.name}
    ]
    assert len(folders) == 13
    assert [str(file) for file in files if re.search(r"\.holds\(", file.read_text(encoding="utf-8"))] == []


def test_no_role_is_asked_for_by_a_bare_string() -> None:
    bare = re.compile(rf"\b(holding|holds|places)\(\"({'|'.join(RoleName)})\"")
    assert [str(file) for file in sources() if bare.search(file.read_text(encoding="utf-8"))] == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    asking = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(")
    assert [f.name for f in sources() if asking.search(f.read_text(encoding="utf-8"))] == ["clock.py"]


def test_actions_never_commit() -> None:
    files = [f for f in sources() if f.name == "actions.py" or f.parent.name == "actions"]
    assert files
    assert [f for f in files if re.search(r"\.commit\(|\btransaction\(", f.read_text(encoding="utf-8"))] == []


def test_no_test_imports_from_another_test() -> None:
    """What two of them need stands in tests/support, where a third one looks for it."""
    borrowed = re.compile(r"^\s*(?:from|import) (?:tests|proofs)\.(?:\w+\.)?test_", re.MULTILINE)
    files = [file for folder in ("tests", "proofs") for file in (ROOT / folder).rglob("*.py")]
    assert [file.name for file in files if borrowed.search(file.read_text(encoding="utf-8"))] == []


def modules() -> dict[str, Path]:
    return {".".join(f.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): f for f in sources()}


def test_modules_import_each_other_in_no_circle() -> None:
    known = modules()
    graph = {
        name: {i if i in known else i.rpartition(".")[0] for i in imports_of(file)} & known.keys() - {name}
        for name, file in known.items()
    }
    while leaves := {name for name, needs in graph.items() if not needs}:
        graph = {name: needs - leaves for name, needs in graph.items() if name not in leaves}
    assert graph == {}


def test_the_root_is_small_and_files_are_pages() -> None:
    root = [f.stem for f in (ROOT / "market").glob("*.py") if f.stem != "__init__"]
    lengths = {str(f.relative_to(ROOT)): len(f.read_text(encoding="utf-8").splitlines()) for f in sources()}
    assert len(root) <= 20
    assert {name: length for name, length in lengths.items() if length > 260} == {}
    assert sorted(lengths.values())[int(len(lengths) * 0.9)] <= 160


def test_packages_have_no_faces_but_the_two_toolkits() -> None:
    faces = [
        name
        for name, file in modules().items()
        if file.name == "__init__.py" and "__all__" in file.read_text(encoding="utf-8") and not name.endswith(".routes")
    ]
    assert faces == ["market.db", "market.http"]
