"""What the code says to people by name stands in the documents: settings, refusals, events, jobs, metrics, the log."""

import importlib
import pkgutil
import re
from typing import TypeVar

import market
from market import metrics
from market.config import SETTINGS
from market.errors import Problem
from market.events import Event, Question
from market.wiring.hearing import ANSWERED, HEARD
from market.wiring.jobs import JOBS
from tests.support.sources import ROOT, sources

Kind = TypeVar("Kind")


def all_classes(base: type[Kind]) -> set[type[Kind]]:
    for module in pkgutil.walk_packages(market.__path__, "market."):
        if (
            "seed" not in module.name
            and "migrations" not in module.name
            and module.name not in ("market.ops.gunicorn_conf", "market.ops.supervisor")
        ):
            importlib.import_module(module.name)
    found: set[type[Kind]] = set()
    waiting = [base]
    while waiting:
        for child in waiting.pop().__subclasses__():
            found.add(child)
            waiting.append(child)
    return {c for c in found if c.__module__.startswith("market.")}


def test_every_setting_problem_event_and_job_is_documented() -> None:
    docs = {
        name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("settings", "errors", "events")
    }
    assert [s.name for s in SETTINGS.values() if f"`{s.name}`" not in docs["settings"]] == []
    assert sorted({c.type for c in all_classes(Problem) if f"`{c.type}`" not in docs["errors"]}) == []
    assert (
        sorted(
            {c.__name__ for c in all_classes(Event) | all_classes(Question) if f"`{c.__name__}`" not in docs["events"]}
        )
        == []
    )
    assert [job for job in JOBS if f"`{job}`" not in docs["events"]] == []
    assert set(HEARD) <= all_classes(Event)
    assert set(ANSWERED) == all_classes(Question)


def test_every_metric_and_every_line_of_the_log_is_documented() -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    logged = re.compile(r'(?:_log\.\w+|_say)\(\s*"([^"]+)"')
    told = {event for file in sources() for event in logged.findall(file.read_text(encoding="utf-8"))}
    counted = set(re.findall(r"^# HELP (\w+?)(?:_total|_created)? ", metrics.counted().decode(), re.MULTILINE))
    assert {event for event in told if f"`{event}`" not in operations} == set()
    assert {name for name in counted if f"`{name}" not in operations} == set()


def test_every_file_that_a_document_names_is_there() -> None:
    named = re.compile(r"`((?:market|tests|proofs|bench|seed|[a-z_]+)/[\w/.-]+\.(?:py|toml|csv))[`:]")
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    examples = {"market/delivery/carriers/example.py", "market/delivery/data/carriers/example.toml"}
    missing = {
        (document.name, path)
        for document in documents
        for path in named.findall(document.read_text(encoding="utf-8"))
        if path not in examples and not (ROOT / path).exists() and not (ROOT / "market" / path).exists()
    }
    assert missing == set()
