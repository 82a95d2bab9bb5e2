"""What a team says for a household: of orders, goods and complaints, by the API and by the pages, one call each."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, Protocol

from werkzeug.datastructures import FileStorage

from tests.support.browsing import browser_of, sends
from tests.support.complaining import a_complaint, answered
from tests.support.helping import a_picture
from tests.support.village import Caller, a_buyer, buyer_of, calling, delivered_order, seller_of

_MESSAGES, _MESSAGE = "/orders/<code:number>/messages", "<int(min=1,max=1000000):message_no>"
_QUESTION, _REVIEW = "/questions/<uuid:question_id>", "/reviews/<uuid:review_id>"
_SHOP = "POST /shop/<uuid:shop_id>"
_COMPLAINT = f"{_SHOP}/complaints/<code:complaint>"
_REFUND = {"outcome": "refund", "words": "Trả lại một phần", "amount_vnd": "1.000"}


class Stage(Protocol):
    household: dict[str, Any]
    product: Any

    @property
    def member(self) -> Caller: ...


Do = Callable[[Stage], Any]


def _thread(stage: Stage) -> str:
    """The number of an order whose buyer has written."""
    of = delivered_order(product=stage.product)
    assert calling(buyer_of(of)).post(f"/orders/{of.number}/messages", {"text": "Hàng tới chưa?"}).status_code == 201
    return str(of.number)


def _written(stage: Stage) -> str:
    """An order's messages, of which the second is the team's."""
    number = _thread(stage)
    assert stage.member.post(f"/orders/{number}/messages", {"text": "Gửi sáng nay"}).status_code == 201
    return number


def _question(stage: Stage) -> str:
    asked = calling(a_buyer()).post(f"/products/{stage.product.id}/questions", {"question": "Để được mấy ngày?"})
    return str(asked.json["id"])


def _review(stage: Stage) -> str:
    of = delivered_order(product=stage.product)
    said = calling(buyer_of(of)).put(f"/orders/{of.number}/reviews/{stage.product.id}", {"stars": 5, "words": "Ngon"})
    return str(said.json["id"])


def _answered_review(stage: Stage) -> str:
    review = _review(stage)
    assert stage.member.put(f"/reviews/{review}/answer", {"words": "Cảm ơn bạn"}).status_code == 200
    return review


def _asked(stage: Stage) -> str:
    """A complaint that the household is asked about."""
    return a_complaint(delivered_order(product=stage.product))


def _own(stage: Stage, *, is_answered: bool = False) -> str:
    """One that the household has sent itself."""
    of = delivered_order(product=stage.product)
    number = a_complaint(of, seller_of(of), kind="money", words="Tiền về chậm")
    if is_answered:
        answered(number)
    return number


def _by_page(stage: Stage, path: str, **typed: Any) -> Any:
    return sends(browser_of(stage.member), path, **typed)


def _at_shop(stage: Stage, path: str, **typed: Any) -> Any:
    return _by_page(stage, f"/shop/{stage.household['shop_id']}/{path}", **typed)


def _photo() -> FileStorage:
    return FileStorage(BytesIO(a_picture()), filename="IMG.jpg")


def _sends_photo(stage: Stage) -> Any:
    path = f"/orders/{_written(stage)}/messages/2/photo"
    return stage.member.put(path, data=a_picture(), content_type="image/jpeg")


_OF_MESSAGES: dict[str, Do] = {
    f"POST {_MESSAGES}": lambda s: s.member.post(f"/orders/{_thread(s)}/messages", {"text": "Gửi sáng nay"}),
    f"PUT {_MESSAGES}/phones": lambda s: s.member.put(f"/orders/{_thread(s)}/messages/phones"),
    f"DELETE {_MESSAGES}/phones": lambda s: s.member.delete(f"/orders/{_thread(s)}/messages/phones"),
    f"PUT {_MESSAGES}/block": lambda s: s.member.put(f"/orders/{_thread(s)}/messages/block"),
    f"DELETE {_MESSAGES}/block": lambda s: s.member.delete(f"/orders/{_thread(s)}/messages/block"),
    f"PUT {_MESSAGES}/{_MESSAGE}/report": lambda s: s.member.put(
        f"/orders/{_thread(s)}/messages/1/report", {"reason": "Lời lẽ xúc phạm"}
    ),
    f"PUT {_MESSAGES}/{_MESSAGE}/photo": _sends_photo,
    "POST /m/<code:number>": lambda s: _by_page(s, f"/m/{_thread(s)}", text="Gửi sáng nay"),
    **{
        f"POST /m/<code:number>/{step}": lambda s, step=step: _by_page(s, f"/m/{_thread(s)}/{step}")  # type: ignore[misc]
        for step in ("phones", "phones/end", "block", "block/end")
    },
    f"POST /m/<code:number>/{_MESSAGE}/report": lambda s: _by_page(s, f"/m/{_thread(s)}/1/report", reason="Xúc phạm"),
    f"POST /m/<code:number>/{_MESSAGE}/photo": lambda s: _by_page(s, f"/m/{_written(s)}/2/photo", taken=_photo()),
}
_OF_GOODS: dict[str, Do] = {
    f"PUT {_QUESTION}/answer": lambda s: s.member.put(f"/questions/{_question(s)}/answer", {"answer": "Ba ngày"}),
    f"PUT {_QUESTION}/dismissal": lambda s: s.member.put(f"/questions/{_question(s)}/dismissal"),
    f"{_SHOP}{_QUESTION}/answer": lambda s: _at_shop(s, f"questions/{_question(s)}/answer", answer="Ba ngày"),
    f"{_SHOP}{_QUESTION}/dismissal": lambda s: _at_shop(s, f"questions/{_question(s)}/dismissal"),
    f"PUT {_REVIEW}/answer": lambda s: s.member.put(f"/reviews/{_review(s)}/answer", {"words": "Cảm ơn bạn"}),
    f"DELETE {_REVIEW}/answer": lambda s: s.member.delete(f"/reviews/{_answered_review(s)}/answer"),
    f"{_SHOP}{_REVIEW}/answer": lambda s: _at_shop(s, f"reviews/{_review(s)}/answer", words="Cảm ơn bạn"),
    f"{_SHOP}{_REVIEW}/answer/withdrawal": lambda s: _at_shop(s, f"reviews/{_answered_review(s)}/answer/withdrawal"),
}
_OF_COMPLAINTS: dict[str, Do] = {
    f"{_COMPLAINT}/taking": lambda s: _at_shop(s, f"complaints/{_asked(s)}/taking"),
    f"{_COMPLAINT}/passing": lambda s: _at_shop(s, f"complaints/{_asked(s)}/passing", to="operators"),
    f"{_COMPLAINT}/answer": lambda s: _at_shop(
        s, f"complaints/{_asked(s)}/answer", outcome="explained", words="Lần sau gói kỹ hơn"
    ),
    f"{_COMPLAINT}/code": lambda s: _at_shop(s, f"complaints/{_asked(s)}/code", **_REFUND),
    f"{_COMPLAINT}/photos": lambda s: _at_shop(s, f"complaints/{_own(s)}/photos", taken=_photo()),
    f"{_COMPLAINT}/withdrawal": lambda s: _at_shop(s, f"complaints/{_own(s)}/withdrawal"),
    f"{_COMPLAINT}/rating": lambda s: _at_shop(s, f"complaints/{_own(s, is_answered=True)}/rating", rating="satisfied"),
    f"{_COMPLAINT}/reopening": lambda s: _at_shop(
        s, f"complaints/{_own(s, is_answered=True)}/reopening", reason="Vẫn chưa thấy tiền"
    ),
    f"{_SHOP}/orders/<code:number>/complaint": lambda s: _at_shop(
        s, f"orders/{delivered_order(product=s.product).number}/complaint", kind="money", words="Tiền về chậm"
    ),
}
ACTS: dict[str, Do] = {**_OF_MESSAGES, **_OF_GOODS, **_OF_COMPLAINTS}
# To have read is not to act: nobody is told of it.
LOOKS = {f"PUT {_MESSAGES}/seen", "POST /m/<code:number>/seen"}
