"""What is recognised and what is held: headers, rules and their sentences, read from the files beside this one."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from market.language import Sentence

CLEAN, NOTE, HOLD, ASK = "clean", "note", "hold", "ask"
_HERE = Path(__file__).parent


class Rule(NamedTuple):
    id: str
    effect: str
    sentence: Sentence
    keeps: bool  # whether what it names is kept of rows that went in: a line, a field, nothing of people
    fields: tuple[str, ...]  # where one looks first to put it right


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its id."""
    listed = _read("rules.toml")["rules"]
    return {
        rule["id"]: Rule(
            rule["id"],
            rule["effect"],
            Sentence(rule["vi"], en=rule["en"]),
            rule.get("keeps", False),
            tuple(rule.get("fields", ())),
        )
        for rule in listed
    }


@cache
def sure() -> dict[str, Any]:
    """Limits that the rules hold to."""
    return dict(_read("rules.toml")["sure"])


@cache
def headers(kind: str) -> dict[str, list[str]]:
    """Field → the folded headers by which its column is recognised, the usual one first."""
    return dict(_read("fields.toml")[kind])


@cache
def template(kind: str) -> list[str]:
    """The headers of an empty table, as people write them."""
    return list(_read("templates.toml")[kind])


@cache
def words() -> dict[str, Sentence]:
    """What each field is called."""
    return {field: Sentence(vi, en=en) for field, (vi, en) in _read("words.toml").items()}


@cache
def category_words() -> dict[str, list[str]]:
    """Slug → what people call that category, folded."""
    return dict(_read("fields.toml")["categories"])


@cache
def spellings() -> dict[str, Any]:
    """How people write units, months and words."""
    return _read("spellings.toml")


def _read(name: str) -> dict[str, Any]:
    with (_HERE / name).open("rb") as file:
        return tomllib.load(file)
