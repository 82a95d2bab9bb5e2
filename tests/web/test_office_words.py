"""The operator's pages of words: looked through, tried, added, changed, taken away. And a search where no place is."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from market.db import transaction
from market.search.words import queries
from tests.support.browsing import BROWSER, come
from tests.support.looking import look, press
from tests.support.village import an_operator


def living() -> list[tuple[str, ...]]:
    """Those of the tests, beside what is shipped."""
    return [entry.phrases for _, entry in transaction(queries.living) if "zorb" in "".join(entry.phrases)]


def test_words_are_added_found_tried_changed_and_taken_away(client: Any) -> None:
    come(client, an_operator())
    assert "/office/words" in look(client, "/office")
    new = look(client, "/office/words/new")
    assert press(client, new, "/office/words/new", phrases="khâu nhục\n\n zorbo ", kind="same").status_code == 303
    assert living() == [("khâu nhục", "zorbo")]
    one = re.search(r"/office/words/[0-9a-f-]{36}", look(client, "/office/words?q=zor&kind=same"))[0]
    assert "zorbo" not in look(client, "/office/words?kind=use")
    page = look(client, one)
    assert "Không lượt tìm nào" in look(client, f"/office/words/trial?instead_of={one[-36:]}&kind=same&phrases=na%0Azo")
    assert press(client, page, f'{one}"', phrases="khâu nhục\nzorba").status_code == 303
    assert press(client, page, f'{one}"', phrases="khâu nhục\nzorbu", key=str(uuid4())).status_code == 412
    assert living() == [("khâu nhục", "zorba")]
    assert press(client, page, f"{one}/withdrawal").status_code == 303
    assert living() == []
    assert "zorba" in look(client, "/office/words?withdrawn=true")
    assert press(client, look(client, one), f"{one}/restoration").status_code == 303
    assert living() == [("khâu nhục", "zorba")]


def test_what_cannot_be_used_is_told_beside_its_field_and_kept_nowhere(client: Any) -> None:
    come(client, an_operator())
    refused = press(client, look(client, "/office/words/new"), "/office/words/new", phrases="zorbo", kind="same")
    assert refused.status_code == 422
    assert 'id="phrases-bad"' in refused.text
    assert ">zorbo</textarea>" in refused.text
    assert client.get("/office/words/trial", headers=BROWSER).status_code == 422
    assert living() == []


def test_an_entry_that_would_say_nothing_is_refused_and_stays(client: Any) -> None:
    come(client, an_operator())
    press(client, look(client, "/office/words/new"), "/office/words/new", phrases="khâu nhục\nzorbo", kind="same")
    one = re.search(r"/office/words/[0-9a-f-]{36}", look(client, "/office/words?q=zor"))[0]
    refused = press(client, look(client, one), f'{one}"', phrases=" \n")
    assert refused.status_code == 422
    assert 'id="phrases-bad"' in refused.text
    assert living() == [("khâu nhục", "zorbo")]


def test_a_place_that_there_is_not_is_told_in_words_and_another_can_be_chosen(client: Any) -> None:
    page = look(client, "/search?q=na&commune_code=99999", status=422)
    assert "Không có nơi này" in page
    assert 'href="/communes"' in page
    assert "99999" not in page.split("<main")[1]
    assert "/api/" not in page.split("<main")[1].split("</main>")[0]
