"""Every page stands in the table of pages, so that every figure is measured on it."""

from __future__ import annotations

import re

from market.http import Market
from market.http.browsers import PageBlueprint
from tests.browser.pages import PAGES

# What is no page: files, pictures, addresses that only lead on, and where a form leads that is walked.
NO_PAGE = re.compile(
    r"\.csv$|\.js$|\.xml$|\.ics$|\.rss$|\.txt$|\.ico$|\.svg$|\.png$|\.jpg$|\.pdf$|/rss$|/photo$|/photos/<"
    r"|/label$|/labels$|/file$|/data$|^/docs/$|^/figures/sign-in$|/households/[^/]+/paper$|/find$|/batch/outcome$"
    r"|^/q/|^/shop/fairs$|^/complaints/by-code/<"
)


def of(path: str) -> str:
    return re.sub(r"<[^>]+>|\{[^}]+\}", "*", path.partition("?")[0])


def test_every_page_is_walked(app: Market) -> None:
    walked = {of(page.path) for page in PAGES}
    missing = []
    for rule in app.url_map.iter_rules():
        blueprint = app.blueprints.get(rule.endpoint.rpartition(".")[0])
        if not isinstance(blueprint, PageBlueprint) or "GET" not in (rule.methods or ()) or NO_PAGE.search(rule.rule):
            continue
        pattern = re.compile(re.sub(r"<[^>]+>", "[^/]+", rule.rule))
        if not any(pattern.fullmatch(path.replace("*", "x")) for path in walked):
            missing.append(rule.rule)
    assert "\n".join(sorted(missing)) == ""
