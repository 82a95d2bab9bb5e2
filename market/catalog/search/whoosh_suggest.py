"""Suggestions as terms of the index: what is typed, then what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from market.catalog.rules import Document
from market.catalog.search.analysis import syllables
from market.catalog.search.engine import Kind, Suggestion
from market.catalog.search.projection import endings, suggestions
from market.catalog.search.whoosh_leaf import BETWEEN, Leaf
from market.text import fold

_MOST_SCANNED = 400
_KINDS = list(Kind)


def terms(document: Document) -> Iterator[str]:
    """One term for each syllable that a suggestion can be typed from."""
    for text, kind in suggestions(document):
        for start, ending in enumerate(endings(text)):
            yield BETWEEN.join((ending, str(min(start, 9)), kind, text))


def suggest(leaves: list[Leaf], prefix: str, limit: int) -> list[Suggestion]:
    """Suggestions that begin as typed come before those typed from a later syllable, common ones before rare."""
    ranks: dict[tuple[str, str], tuple[int, int]] = {}
    for leaf in leaves:
        for typed in {" ".join(word.folded for word in syllables(prefix)), fold(prefix)} - {""}:
            for start, kind, text, count in _scanned(leaf, typed):
                at, before = ranks.get((text, kind), (start, 0))
                ranks[text, kind] = min(at, start), before + count
    ordered = sorted(ranks, key=lambda key: (ranks[key][0] > 0, -ranks[key][1], _KINDS.index(Kind(key[1])), key[0]))
    distinct: dict[str, Suggestion] = {}
    for text, kind in ordered:
        distinct.setdefault(text.lower(), Suggestion(text, Kind(kind)))
    return list(islice(distinct.values(), limit))


def _scanned(leaf: Leaf, typed: str) -> Iterator[tuple[int, str, str, int]]:
    for term in islice(leaf.reader.expand_prefix("suggest", typed), _MOST_SCANNED):
        token = term.decode()
        count = len(leaf.holding("suggest", token) - leaf.deleted)
        if count:
            _, start, kind, text = token.split(BETWEEN)
            yield int(start), kind, text, count
