"""Asking that somebody be told. The sending itself is the worker's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from market import ids, outbox
from market.accounts.lost_phones.rules import PhoneChangeMoved
from market.accounts.people.rules import SessionsEnded
from market.accounts.role_grants.places import duty
from market.accounts.role_grants.rules import RoleMoved
from market.accounts.rules import CodeRequested, PersonErased
from market.accounts.sessions import SECURED, AccountSecured
from market.db import db
from market.language import ENGLISH, VIETNAMESE, Sentence
from market.notices import models, rules, sentences
from market.outbox import OutboxEntry


def notify(*, person_id: UUID, notice: str, words: Mapping[str, str], now: datetime, once: str | None = None) -> None:
    """Have `person_id` told once this transaction is committed. `words` name orders and goods, never people.

    With `once`, a key for what happened, the person is told of it a single time.
    """
    if notice not in sentences.NOTICES:
        raise KeyError(notice)
    if once is not None:
        if db.session.get(models.ToldOnce, (person_id, once)) is not None:
            return
        db.session.add(models.ToldOnce(person_id=person_id, key=once, at=now))
    payload: dict[str, Any] = {"id": str(ids.new_id()), "person_id": str(person_id), "notice": notice}
    payload["words"] = {name: _both(word) for name, word in words.items()}
    outbox.put("notice", payload, now=now, due_at=rules.send_at(notice, now))


def on_code_requested(requested: CodeRequested) -> None:
    """Have the one-time code sent; the outbox learns only which row it is derived from."""
    outbox.put(rules.SEND_CODE, {"code_id": str(requested.code_id)}, now=requested.at)


def on_account_secured(secured: AccountSecured) -> None:
    """Tell whoever holds the account's phone that what protects it has changed."""
    words = {"what": SECURED[secured.what]}
    notify(person_id=secured.person_id, notice="account_secured", words=words, now=secured.at)


def on_sessions_ended(ended: SessionsEnded) -> None:
    """Tell somebody that an operator has signed her out everywhere."""
    notify(person_id=ended.person_id, notice="sessions_ended", words={}, now=ended.at)


def on_role_moved(moved: RoleMoved) -> None:
    """Tell somebody what she may do here from now on, or no more."""
    words = {"role": duty(moved.role, moved.place, now=moved.at)}
    notify(person_id=moved.person_id, notice="role_given" if moved.given else "role_taken", words=words, now=moved.at)


def on_phone_change_moved(moved: PhoneChangeMoved) -> None:
    """Have the phones concerned told; the outbox learns only which row they stand in."""
    payload = {"change_id": str(moved.change_id), "state": str(moved.state)}
    outbox.put(rules.TELL_PHONES, payload, now=moved.at)


def change_wish(*, person_id: UUID, channel: str, language: str, only_needed: bool) -> models.NoticeWish:
    """How a person wishes to be told from now on."""
    wish = models.NoticeWish(person_id=person_id, channel=channel, language=language, only_needed=only_needed)
    return db.session.merge(wish)


def erase_wish(erased: PersonErased) -> None:
    """Drop the wishes of somebody who asks to be forgotten, and what was to be told, which may hold words of hers."""
    wish = db.session.get(models.NoticeWish, erased.person_id)
    if wish is not None:
        db.session.delete(wish)
    hers = OutboxEntry.payload["person_id"].as_string() == str(erased.person_id)
    db.session.execute(delete(OutboxEntry).where(OutboxEntry.topic == "notice", hers))


def _both(word: str) -> Any:
    """A sentence among the words keeps both its languages on the way through the outbox."""
    return {VIETNAMESE: str(word), ENGLISH: word.en} if isinstance(word, Sentence) else word
