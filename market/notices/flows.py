"""Sending: read who and what, send outside any transaction, then log that it was sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app

from market import clock, ids, outbox
from market.accounts import queries as accounts
from market.accounts.lost_phones.models import PhoneChange
from market.accounts.lost_phones.rules import ChangeState
from market.accounts.models import SignInCode
from market.accounts.rules import one_time_code
from market.config import Config
from market.db import db, transaction
from market.language import ENGLISH, VIETNAMESE, Sentence
from market.notices import adapters, models, queries, rules, sentences

NOBODY = "none"


def send_notice(payload: dict[str, Any], now: datetime) -> None:
    """Tell a person as they wish, once. Somebody erased since is told nothing; what came into the night waits."""
    notice, person_id = payload["notice"], UUID(payload["person_id"])
    notice_id = UUID(payload["id"]) if "id" in payload else ids.new_id()
    to, wish, known = transaction(lambda: (_phone(person_id), queries.wish_of(person_id), queries.was_sent(notice_id)))
    if known:
        return
    morning = rules.send_at(notice, now)
    if morning > now:
        transaction(lambda: outbox.put("notice", {**payload, "id": str(notice_id)}, now=now, due_at=morning))
        return
    channel = NOBODY
    if to is not None and not (wish.only_needed and notice in rules.OPTIONAL):
        channel = _send(_message(notice_id, to, notice, _words(payload["words"]), wish, now), wish.channel)
    _log(notice_id, notice, person_id, channel, now, payload["words"])


def send_code(payload: dict[str, Any], now: datetime) -> None:
    """Send a one-time code, derived again from its row; one that has expired meanwhile is not sent."""
    code_id = UUID(payload["code_id"])
    row, holder = transaction(lambda: _code_and_holder(code_id))
    if row is not None and row.expires_at > now:
        words = {"code": one_time_code(_config().secret_key, row.id)}
        # Always by SMS: it also proves that the phone is theirs.
        send_sms(row.phone, sentences.SIGN_IN_CODE, words, key=str(code_id), person_id=holder, now=now)


def tell_phones(payload: dict[str, Any], now: datetime) -> None:
    """By SMS, for it is about the phone itself: the one an account moves from, and once it has moved the other too."""
    change_id, state = UUID(payload["change_id"]), payload["state"]
    change = transaction(lambda: db.session.get(PhoneChange, change_id))
    if change is None or change.phone is None or change.former is None:  # erased since
        return
    words = {"phone": change.phone, "until": clock.spoken_day(change.due_at) if change.due_at else ""}
    for phone in [change.former, *([change.phone] if state == ChangeState.DONE else [])]:
        send_to_phone(phone, f"phone_change_{state}", words, person_id=change.person_id, now=now)


def send_sms(
    to: str, notice: str, words: Mapping[str, str], *, key: str, person_id: UUID | None, now: datetime
) -> None:
    """Send a notice by SMS whatever the person wishes: for codes. `key` lets the gateway know it again."""
    told = rules.sentence(notice, words)
    message = adapters.Message(key, to, notice, told, rules.short(told), now)
    _log(ids.new_id(), notice, person_id, _send(message, "sms"), now, words)


def send_to_phone(to: str, notice: str, words: dict[str, str], *, person_id: UUID | None = None, now: datetime) -> None:
    """Send a notice to a phone, such as the one a household left with its team; of `person_id`, if it is about her."""
    notice_id, told = ids.new_id(), rules.sentence(notice, words)
    message = adapters.Message(str(notice_id), to, notice, told, rules.short(told), now)
    _log(notice_id, notice, person_id, _send(message, "sms"), now, words)


def _phone(person_id: UUID) -> str | None:
    person = accounts.person(person_id)
    return person.phone if person else None


def _words(kept: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: Sentence(word[VIETNAMESE], en=word[ENGLISH]) if isinstance(word, dict) else word
        for name, word in kept.items()
    }


def _message(
    notice_id: UUID, to: str, notice: str, words: Mapping[str, str], wish: models.NoticeWish, now: datetime
) -> adapters.Message:
    told = rules.sentence(notice, words).spoken(wish.language)
    return adapters.Message(str(notice_id), to, notice, told, rules.short(told), now)


def _send(message: adapters.Message, channel: str) -> str:
    """By the first way that takes it; the name of that way."""
    *others, last = adapters.adapters_for(_config(), channel)
    for adapter in others:
        try:
            adapter.send(message)
            return adapter.name
        except adapters.Refused:
            continue
    last.send(message)
    return last.name


def _code_and_holder(code_id: UUID) -> tuple[SignInCode | None, UUID | None]:
    row = db.session.get(SignInCode, code_id)
    holder = accounts.person_with_phone(row.phone) if row is not None else None
    return row, holder.id if holder is not None else None


def _log(
    notice_id: UUID, notice: str, person_id: UUID | None, channel: str, now: datetime, words: Mapping[str, Any]
) -> None:
    about = {"notice": notice, "person_id": person_id, "order_number": words.get("number")}
    sent = models.SentNotice(id=notice_id, **about, channel=channel, sent_at=now)
    transaction(lambda: db.session.add(sent))


def _config() -> Config:
    config: Config = current_app.config["MARKET"]
    return config
