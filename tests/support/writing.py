"""Buyer and household write to each other about an order."""

from typing import Any
from uuid import UUID

from market import events
from market.accounts.models import Person
from market.messages.rules import MessageReported
from tests.support.village import a_buyer, buyer_of, calling, owner_of, seller_of

RUDE = "Lời lẽ xúc phạm"


def thread(of: Any, by: Person) -> dict[str, Any]:
    """The messages of an order as `by` reads them."""
    answer = calling(by).get(f"/orders/{of.number}/messages")
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def texts(of: Any, by: Person) -> list[str]:
    return [one["text"] for one in thread(of, by)["items"]]


def writes(of: Any, text: str = "Bác ơi, na chín chưa ạ?", by: Person | None = None) -> Any:
    """The answer to what its buyer writes, or `by`."""
    return calling(by or buyer_of(of)).post(f"/orders/{of.number}/messages", {"text": text})


def written(of: Any, text: str = "Bác ơi, na chín chưa ạ?", by: Person | None = None) -> int:
    """The number of what was written."""
    answer = writes(of, text, by)
    assert answer.status_code == 201, answer.json
    return int(answer.json["message_no"])


def reported(of: Any, message_no: int, by: Person | None = None, reason: str = RUDE) -> Any:
    path = f"/orders/{of.number}/messages/{message_no}/report"
    return calling(by or seller_of(of)).put(path, {"reason": reason})


def heard_reports(monkeypatch: Any) -> list[tuple[UUID, int, str, UUID, str]]:
    """What is heard of reports from now on."""
    heard: list[tuple[UUID, int, str, UUID, str]] = []

    def hear(told: MessageReported) -> None:
        heard.append((told.order_id, told.message_no, told.by, told.by_id, told.reason))

    monkeypatch.setitem(events._listeners, MessageReported, [hear])
    return heard


def asks(good: Any, words: str = "Na này để được mấy ngày ạ?", by: Person | None = None) -> Any:
    """The answer to a question about a good, by somebody."""
    return calling(by or a_buyer()).post(f"/products/{good.id}/questions", {"question": words})


def asked(good: Any, words: str = "Na này để được mấy ngày ạ?", by: Person | None = None) -> str:
    """The id of what was asked."""
    answer = asks(good, words, by)
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


def answers(good: Any, question_id: str, words: str = "Bốn ngày, bác ạ.", by: Person | None = None) -> Any:
    """The answer of its household, or of `by`."""
    return calling(by or owner_of(good.shop)).put(f"/questions/{question_id}/answer", {"answer": words})
