"""Signed papers as an officer looks at them, who never is the one that has sent them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from market.db import db, transaction
from market.teams.models import ActivityLog, Consent, PaperConsent
from tests.support.browsing import BROWSER, come
from tests.support.helping import a_village, person, sent_paper
from tests.support.looking import look, press
from tests.support.village import (
    CHI_LANG,
    an_officer,
    an_operator,
    calling,
)

HUU_LIEN = "06427"


def paper(paper_id: str) -> PaperConsent:
    return transaction(lambda: db.session.get(PaperConsent, UUID(paper_id), populate_existing=True))


def rows(kind: Any) -> int:
    return transaction(lambda: db.session.query(kind).count())


def test_a_paper_is_looked_at_and_taken_in_three_taps(client, officer, home) -> None:
    village = a_village()
    household = village.writes_down()
    waiting = sent_paper(village.member, household)
    page = look(client, "/office/papers")
    assert "Nông Thị Páo, Đồng Đĩnh" in page
    one = f"/office/papers/{waiting}"
    assert f'href="{one}"' in page
    page = look(client, one)
    assert client.get(f"{one}/photo", headers=BROWSER).mimetype == "image/webp"
    answers = [press(client, page, f"{one}/decision") for _ in range(3)]
    assert {answer.headers["Location"] for answer in answers} == {f"/office/papers?place={CHI_LANG}&done=agreed"}
    assert "Đã nhận giấy" in look(client, answers[0].headers["Location"])
    assert (paper(waiting).state, rows(Consent)) == ("agreed", 1)
    assert "Giấy này đã được nhận" in look(client, one)


def decision(page: str, agreed: bool) -> str:
    """Only the form that says so."""
    forms = page.split("<form ")
    return "<form " + next(form for form in forms if f'name="agreed" value="{str(agreed).lower()}"' in form)


def test_a_paper_is_refused_and_nothing_opens(client, officer) -> None:
    village = a_village()
    waiting = sent_paper(village.member, village.writes_down())
    one = f"/office/papers/{waiting}"
    answer = press(client, decision(look(client, one), agreed=False), f"{one}/decision", reason="Thiếu chữ ký")
    assert answer.status_code == 303
    assert (paper(waiting).state, paper(waiting).reason, rows(Consent)) == ("refused", "Thiếu chữ ký", 0)
    late = client.post(f"{one}/decision", data={"agreed": "true"}, headers=BROWSER)
    assert late.status_code == 409
    assert "Giấy này không còn tính" in late.text
    assert rows(Consent) == 0


def test_who_has_sent_a_paper_leaves_it_to_another(client) -> None:
    village = a_village()
    household = village.writes_down()
    sender = an_officer()
    waiting = sent_paper(calling(sender), household)
    come(client, sender)
    page = look(client, f"/office/papers/{waiting}")
    assert "một cán bộ khác phải xem" in page
    assert 'name="agreed"' not in page
    answer = client.post(f"/office/papers/{waiting}/decision", data={"agreed": "true"}, headers=BROWSER)
    assert (answer.status_code, paper(waiting).state, rows(Consent)) == (403, "waiting", 0)


def test_a_household_that_spoke_meanwhile_is_heard(client, officer) -> None:
    village = a_village()
    household = village.writes_down()
    waiting = sent_paper(village.member, household)
    page = look(client, f"/office/papers/{waiting}")
    owner = calling(person(household["person_id"]))
    assert owner.put(f"/paper-consents/{waiting}/refusal").status_code == 200
    answer = press(client, decision(page, agreed=True), f"/office/papers/{waiting}/decision")
    assert (answer.status_code, rows(Consent)) == (409, 0)
    assert "Giấy này không còn tính" in answer.text


@pytest.mark.parametrize("typed", [{}, {"agreed": "maybe"}, {"agreed": "1"}, {"agreed": "true", "reason": "x" * 501}])
def test_a_word_that_is_none_decides_nothing(client, officer, typed) -> None:
    village = a_village()
    waiting = sent_paper(village.member, village.writes_down())
    answer = client.post(f"/office/papers/{waiting}/decision", data=typed, headers=BROWSER)
    assert (answer.status_code, paper(waiting).state, rows(Consent)) == (422, "waiting", 0)


def test_papers_of_other_places_are_not_there(client) -> None:
    village = a_village()
    waiting = sent_paper(village.member, village.writes_down())
    come(client, an_officer(HUU_LIEN))
    assert "Nông Thị Páo" not in look(client, "/office/papers")
    for path in ("", "/photo"):
        assert client.get(f"/office/papers/{waiting}{path}", headers=BROWSER).status_code == 404
    assert (
        client.post(f"/office/papers/{waiting}/decision", data={"agreed": "true"}, headers=BROWSER).status_code == 404
    )
    assert paper(waiting).state == "waiting"


def test_what_an_operator_decides_is_written_down_with_her_reason(client) -> None:
    village = a_village()
    waiting = sent_paper(village.member, village.writes_down())
    operator = an_operator()
    come(client, operator)
    one = f"/office/papers/{waiting}"
    press(client, decision(look(client, one), agreed=False), f"{one}/decision", reason="Không phải hộ này")
    act = transaction(lambda: db.session.query(ActivityLog).filter_by(by_operator=True).one())
    assert (act.by_id, act.deed, act.reason, str(act.subject_id)) == (
        operator.id, "decide_paper", "Không phải hộ này", waiting,
    )  # fmt: skip
