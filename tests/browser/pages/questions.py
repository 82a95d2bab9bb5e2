"""Questions under a good: to whoever reads, who asked, its household, an officer."""

from typing import Any

from market.ids import in_address
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.village import a_buyer, a_product, an_officer, calling, owner_of
from tests.support.writing import answers, asked

QUESTIONS, SHOPS = "/na-{key}/questions", "/shop/{shop}/questions"
State = dict[str, Any]


def talked(who: str = "buyer") -> State:
    """Two are answered, one waits."""
    good, me = a_product(), a_buyer()
    answers(good, asked(good, "Na để được mấy ngày? Cháu ở Hà Nội, gửi có kịp không ạ?"))
    answers(good, asked(good, "Có bán sỉ không? Gọi em 0912 345 678", by=me), "Có, bác cứ đặt từ mười hộp. " * 10)
    waits = asked(good, "Hái hôm nào?", by=me)
    people = {"buyer": lambda: me, "household": lambda: owner_of(good.shop), "officer": an_officer}
    state = {"me": people[who]()} if who in people else {}
    return {**state, "key": in_address(good.id), "shop": good.shop_id, "question": waits}


def silent() -> State:
    good = a_product()
    return {"me": a_buyer(), "key": in_address(good.id), "shop": good.shop_id}


def unasked() -> State:
    good = a_product()
    return {"me": owner_of(good.shop), "shop": good.shop_id}


def passed_over() -> State:
    state = talked("household")
    assert calling(state["me"]).put(f"/questions/{state['question']}/dismissal").status_code == 200
    return state


def nothing_chosen(phone: Phone) -> None:
    phone.send("main form")


PAGES = [
    Page("what was asked about a good, to anybody", QUESTIONS, lambda: talked("anybody")),
    Page(
        "what was asked about a good, to who asked",
        QUESTIONS,
        talked,
        wrong={"no words": lambda phone: phone.send("form[action$='/questions']")},
    ),
    Page("nothing asked about a good", QUESTIONS, silent),
    Page("what was asked about a good, to an officer", QUESTIONS, lambda: talked("officer")),
    Page(
        "a question to take down",
        "/questions/{question}/removal",
        lambda: talked("officer"),
        wrong={"no reason": nothing_chosen},
    ),
    Page("what I have asked", "/me/questions", talked),
    Page("nothing asked by me", "/me/questions", silent),
    Page("what people ask my shop", SHOPS, lambda: talked("household")),
    Page("nobody asks my shop", SHOPS, unasked),
    Page("questions of which one is passed over", SHOPS, passed_over),
    Page(
        "a question to answer",
        SHOPS + "/{question}",
        lambda: talked("household"),
        wrong={"no words": lambda phone: phone.send("form[action$=answer]")},
    ),
    Page("a good with questions", "/na-{key}", lambda: talked("anybody")),
]
