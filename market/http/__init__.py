"""The HTTP edge that every package shares: the `service`, `parsing` of what comes in, `pages`, and `answers`."""

from market.http.heavy import heavy_work
from market.http.pages import LARGEST_PAGE, PageQuery, pack_cursor, page, start_in, text_in, unpack_cursor
from market.http.parsing import Blueprint, Json, public, recorded, unkeyed, writes_nothing
from market.http.responses import (
    FACTS,
    READS,
    Spoken,
    SpokenProblem,
    etag,
    language,
    problem_response,
    require_match,
    tagged,
    versioned,
)
from market.http.service import Market, init_app

__all__ = [
    "FACTS",
    "LARGEST_PAGE",
    "READS",
    "Blueprint",
    "Json",
    "Market",
    "PageQuery",
    "Spoken",
    "SpokenProblem",
    "etag",
    "heavy_work",
    "init_app",
    "language",
    "pack_cursor",
    "page",
    "problem_response",
    "public",
    "recorded",
    "require_match",
    "start_in",
    "tagged",
    "text_in",
    "unkeyed",
    "unpack_cursor",
    "versioned",
    "writes_nothing",
]
