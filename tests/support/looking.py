"""How many statements somebody's page costs, and what stands in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event

from market.db import db
from tests.support.browsing import BROWSER


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that is sent to the database meanwhile."""
    sent: list[str] = []

    def note(*given: Any) -> None:
        sent.append(given[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def look(client: FlaskClient, path: str, *, status: int = 200, **headers: str) -> str:
    """The words of a page as they are read, with its tags."""
    page = client.get(path, headers=BROWSER | headers)
    assert (page.status_code, page.mimetype) == (status, "text/html"), page.text[:2000]
    assert "style=" not in page.text
    return html.unescape(page.text)


def press(client: FlaskClient, page: str, action: str, **typed: str) -> Any:
    """The answer to the form of `page` that is sent to `action`, with what is typed into it."""
    form = next(part for part in page.split("<form ")[1:] if f'action="{action}' in part.split(">")[0])
    where = re.search(r'action="([^"]+)"', form)
    assert where is not None
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form.split("</form>")[0]))
    return client.post(where[1], data=hidden | typed, headers=BROWSER)
