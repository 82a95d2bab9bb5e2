"""A session that ended, a tab that is old, the back button: nothing typed is lost, and nothing is done twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.phone import Phone
from tests.browser.sample import Sample
from tests.support.village import a_person


def types(phone: Phone) -> None:
    phone.type("name", "Na dai")
    phone.type("price_vnd", "45.000")
    phone.type("note", "Hái sáng nay\nở Đồng Đĩnh")
    phone.choose("size", "l")


SAID = ["Na dai Hái sáng nay\nở Đồng Đĩnh 45000 l"]


def test_a_session_that_ended_within_a_form_takes_all_along(lan: Phone, sample: Sample, home: Path) -> None:
    types(lan)
    lan.sign_out()
    lan.send()
    assert (lan.answer.status, sample.said) == (401, [])
    assert "những gì bạn vừa gõ vẫn còn" in lan.now
    lan.type("phone", "12")  # nor do mistakes on the way lose it
    lan.send()
    lan.sign_in_by_finger("0987 654 321", home)
    assert lan.says("Hái sáng nay")
    lan.send()
    assert (lan.says("Đã ghi."), sample.said) == (True, SAID)


def test_another_person_who_signs_in_sees_what_was_typed_before_it_is_sent(lan: Phone, sample: Sample, home) -> None:
    a_person("Lý Thị Sao", phone="+84987654321")
    types(lan)
    lan.sign_out()
    lan.send()
    lan.sign_in_by_finger("0987 654 321", home)
    assert (lan.says("Hái sáng nay"), sample.said) == (True, [])


def test_what_is_refused_stands_there_still_and_may_be_sent_once_put_right(lan: Phone, sample: Sample) -> None:
    types(lan)
    lan.type("name", "hết")
    lan.send()
    assert lan.answer.status == 409
    assert lan.page.input_value("[name=note]") == "Hái sáng nay\nở Đồng Đĩnh"
    assert lan.page.is_checked("[value=l]")
    lan.type("name", "Na dai")
    lan.send()
    assert sample.said == SAID


@pytest.mark.parametrize("times", [1, 2])
def test_who_goes_back_and_presses_again_is_shown_what_was_done(lan: Phone, sample: Sample, times: int) -> None:
    lan.page.goto(f"{lan.address}/sample?from=list")  # the form's address is not that of its answer
    types(lan)
    for _ in range(times):
        lan.send()
        assert lan.answer.status == 200
        lan.back()
        assert lan.answer.status == 200
    assert sample.said[:1] == SAID


def test_the_same_page_open_twice_writes_twice_only_what_was_wished_twice(lan: Phone, sample: Sample) -> None:
    """Two tabs have a key each: what is the same act by its state is refused there; here there is none."""
    other = lan.context.new_page()
    other.goto(f"{lan.address}/sample")
    types(lan)
    lan.send()
    other.fill("[name=name]", "Khẩu sli")
    with other.expect_navigation():
        other.locator("main form button").tap()
    assert sample.said == [*SAID, "Khẩu sli 1000 s"]


def test_what_is_reloaded_after_it_was_sent_is_done_once(lan: Phone, sample: Sample) -> None:
    types(lan)
    lan.send()
    lan.page.reload()
    lan.page.reload()
    assert sample.said == SAID
