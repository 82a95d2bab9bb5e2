"""The HTTP edge that every package shares: the `service`, `parsing` of what comes in, `pages`, and `answers`."""

from market.http.pages import LARGEST_PAGE, PageQuery, pack_cursor, page, text_in, unpack_cursor
from market.http.parsing import Blueprint, Json, public
from market.http.responses import etag, language, problem_response, require_match, tagged
from market.http.service import Market, init_app

__all__ = [
    "LARGEST_PAGE",
    "Blueprint",
    "Json",
    "Market",
    "PageQuery",
    "etag",
    "init_app",
    "language",
    "pack_cursor",
    "page",
    "problem_response",
    "public",
    "require_match",
    "tagged",
    "text_in",
    "unpack_cursor",
]
