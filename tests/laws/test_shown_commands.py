"""What the documents show to be typed or called is there: targets of make, commands of `market`, addresses.

Blocks marked `sh` are pasted into a shell by proofs/test_readme.py. What takes too long for that, or needs what is not
here, is marked `sh by-hand`; of it, and of what stands in a sentence, this looks whether the words exist.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from market.cli import main
from tests.support.sources import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "seed" / "README.md"]
# The changelog tells of what was, too.
NOW = [page for page in PAGES if page.name != "CHANGELOG.md"]
METHODS = "GET|POST|PUT|PATCH|DELETE"


def code(page: Path) -> Iterator[str]:
    """What stands as code in a sentence, and each line that is to be typed by hand."""
    text = page.read_text(encoding="utf-8")
    for block in re.findall(r"```sh by-hand\n(.*?)```", text, re.DOTALL):
        yield from block.replace("\\\n", " ").splitlines()
    yield from re.findall(r"^    (\S.*)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_is_shown_that_nobody_tries(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    kinds = set(re.findall(r"^ *```(\S.*)$", text, re.MULTILINE))
    assert kinds <= {"sh", "sh by-hand", "python", "toml", "json"}
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    assert re.findall(r"^    (?:curl|\.venv|api|market|docker|pip) .*$", outside, re.MULTILINE) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_targets_of_make_are_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {found for line in code(page) for found in re.findall(r"(?:^|\s)make ([a-z-]+)", line)}
    assert named <= targets


@pytest.mark.parametrize("page", NOW, ids=lambda page: page.name)
def test_commands_of_market_and_their_options_are_there(page: Path) -> None:
    wrong = []
    for line in code(page):
        for name, rest in re.findall(r"(?:^|[\s/;(])market ([a-z][a-z-]+)((?:\s+[^\s|;&`)]+)*)", line):
            command = main.commands.get(name)
            known = {option for one in command.params for option in one.opts} | {"--help"} if command else set()
            if command is None or not set(re.findall(r"(?<=\s)--[a-z-]+", rest)) <= known:
                wrong.append(line)
    assert wrong == []


@pytest.mark.parametrize("page", NOW, ids=lambda page: page.name)
def test_addresses_are_served(app: Flask, page: Path) -> None:
    served = [
        (method, re.sub(r"<[^>]*>", "{}", rule.rule)) for rule in app.url_map.iter_rules() for method in rule.methods
    ]
    wrong = []
    for line in code(page):
        for method, address in re.findall(rf"\b({METHODS}) (/[^\s`,;)]*|…/[^\s`,;)]*)", line):
            path = re.sub(r"\{[^}]*\}|(?<=/)[A-Z]{4,}|(?<=/)…(?=/)", "{}", address.partition("?")[0]).rstrip(".")
            if not any(method == m and fits(path, rule) for m, rule in served):
                wrong.append(f"{method} {address}")
    assert wrong == []


def fits(path: str, rule: str) -> bool:
    """Whether an address as documents write it is this one; `…` stands for what was said before."""
    if path.startswith("…"):
        return rule.endswith(path[1:])
    asked, pieces = path.removeprefix("/api/v1").split("/"), rule.removeprefix("/api/v1").split("/")
    return len(asked) == len(pieces) and all(b in ("{}", a) or a == "{}" for a, b in zip(asked, pieces, strict=True))
