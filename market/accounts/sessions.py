"""Sessions: a token each, from a sign-in until it is ended, over, or not seen for `rules.IDLE`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from market import errors, events
from market.accounts import models, rules
from market.db import db
from market.http.pages import pack_cursor, start_in
from market.language import Sentence


class Secured(StrEnum):
    """What protects an account: changed by a code that was just sent to the phone, and by nothing less."""

    PASSWORD = "password"  # noqa: S105
    PAYOUT_ACCOUNT = "payout_account"
    IDENTITY = "identity"
    PHONE = "phone"


SECURED = {
    Secured.PASSWORD: Sentence("mật khẩu", en="password"),
    Secured.PAYOUT_ACCOUNT: Sentence("tài khoản ngân hàng", en="bank account"),
    Secured.IDENTITY: Sentence("số căn cước", en="identity number"),
    Secured.PHONE: Sentence("số điện thoại", en="phone"),
}


class FreshCodeNeeded(errors.Problem):
    """The same answer for no code, a wrong one and one that has expired."""

    status = 403
    type = "fresh-code-needed"
    title = Sentence("Cần mã mới", en="Fresh code needed")
    detail = Sentence(
        "Việc này cần mã 6 số vừa gửi đến điện thoại của bạn. Mã trống, sai hoặc đã hết hạn: xin lấy mã mới.",
        en="This needs a code that was just sent to your phone. Please ask for a new sign-in code and send it as code.",
    )


BOTH_PHONES = Sentence(
    "Đổi số cần mã vừa gửi đến số đang dùng và mã vừa gửi đến số mới. Mã trống, sai hoặc đã hết hạn: xin lấy mã mới.",
    en="Another phone needs the code just sent to the present one, and that just sent to the new one. None, a wrong or "
    "an expired one: please ask for new codes.",
)


@dataclass(frozen=True, kw_only=True)
class AccountSecured(events.Event):
    """What protects somebody's account was changed; `what` says which."""

    person_id: UUID
    what: Secured


# Noted no finer than this: a read rarely has to write.
_SEEN_EVERY = timedelta(hours=12)


def session_id(token_hash: str) -> UUID:
    """What a session is called outside: half of the hash, from which nobody comes to the token."""
    return UUID(token_hash[:32])


def live(person_id: UUID, *, now: datetime) -> list[models.Token]:
    """The sessions that still work, the one that was seen last first."""
    wanted = select(models.Token).where(
        models.Token.person_id == person_id,
        models.Token.revoked_at.is_(None),
        models.Token.expires_at > now,
        models.Token.last_seen_at > now - rules.IDLE,
    )
    return list(db.session.scalars(wanted.order_by(models.Token.last_seen_at.desc(), models.Token.created_at.desc())))


def shown(row: models.Token, *, token: str) -> dict[str, object]:
    """A session as its owner sees it, who asks by `token`."""
    return {
        "id": session_id(row.token_hash),
        "scope": row.scope,
        "created_at": row.created_at,
        "last_seen_at": row.last_seen_at,
        "expires_at": row.expires_at,
        "current": row.token_hash == rules.token_hash(token),
    }


def page_of(person_id: UUID, *, token: str, limit: int, cursor: str | None = None, now: datetime) -> dict[str, Any]:
    """A page of the sessions that still work, as their owner sees them, who asks by `token`."""
    rows, start = live(person_id, now=now), start_in(cursor)
    following = start + limit
    items = [shown(row, token=token) for row in rows[start:following]]
    return {"items": items, "next": pack_cursor(following) if len(rows) > following else None}


def is_on_own_phone(token: str, *, person_id: UUID) -> bool:
    """Whether `token` is of a session that its owner began on a phone which nobody else uses, as she said."""
    row = db.session.get(models.Token, rules.token_hash(token))
    return row is not None and row.person_id == person_id and row.expires_at - row.created_at > rules.SHARED_LIFE


def end(*, person_id: UUID, id: UUID, now: datetime) -> None:
    """End one of the person's sessions; again changes nothing. Raises NotFound."""
    wanted = select(models.Token.token_hash).where(models.Token.person_id == person_id)
    found = [token_hash for token_hash in db.session.scalars(wanted) if session_id(token_hash) == id]
    if not found:
        raise errors.NotFound
    _end(models.Token.token_hash == found[0], now=now)


def end_all(*, person_id: UUID, now: datetime, but: str = "") -> None:
    """End all of the person's sessions, or all others than that of the token `but`."""
    _end(models.Token.person_id == person_id, models.Token.token_hash != rules.token_hash(but), now=now)


def secured(*, person: models.Person, what: Secured, token: str, now: datetime) -> None:
    """What protects the account has changed: other sessions end, and the phone is told."""
    end_all(person_id=person.id, but=token, now=now)
    events.publish(AccountSecured(at=now, person_id=person.id, what=what))


def is_to_be_noted(last_seen_at: datetime, *, now: datetime) -> bool:
    return last_seen_at < now - _SEEN_EVERY


def note_seen(*, token: str, now: datetime) -> None:
    """The session is in use."""
    mine = models.Token.token_hash == rules.token_hash(token), models.Token.last_seen_at < now
    seen = update(models.Token).where(*mine).values(last_seen_at=now)
    db.session.execute(seen.execution_options(synchronize_session=False))


def _end(*whose: object, now: datetime) -> None:
    ended = update(models.Token).where(*whose, models.Token.revoked_at.is_(None)).values(revoked_at=now)  # type: ignore[arg-type]
    db.session.execute(ended.execution_options(synchronize_session=False))
