"""A POST with an `Idempotency-Key` happens once, however often it is sent.

The key is claimed in the same transaction as the work, so a crash leaves neither. A flow, which commits between its
steps, holds its claim by a lease and notes how far it has come: sent again after the lease, it goes on from there.
The answer is kept sealed with the client's own key: whoever reads the table sees no address and no token.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from flask import Request, Response
from sqlalchemy import LargeBinary, String, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from market.db import Change, Model, commits, db, insert_if_absent, transaction
from market.encryption import believed
from market.errors import Conflict, IdReused, InvalidInput, Problem
from market.language import Sentence

# Cookies too: of a form tapped twice, the browser hears the second answer only.
_KEPT_HEADERS = {"Content-Type", "ETag", "Location", "Set-Cookie"}
KEPT = timedelta(days=7)
LEASE = timedelta(seconds=60)
LONGEST_KEY = 255


class IdempotencyKeyMissing(Problem):
    type = "idempotency-key-missing"
    title = Sentence("Thiếu Idempotency-Key", en="Idempotency-Key missing")
    detail = Sentence(
        "Xin gửi kèm Idempotency-Key, mỗi lần đặt hàng một mã riêng.",
        en="Please send an Idempotency-Key, a new one for each purchase.",
    )


class IdempotencyKeyReused(Problem):
    status = 422
    type = "idempotency-key-reused"
    title = Sentence("Idempotency-Key đã dùng", en="Idempotency-Key reused")
    detail = Sentence(
        "Idempotency-Key này đã dùng cho một nội dung khác.", en="This Idempotency-Key was used with another body."
    )


class FormSentBefore(IdempotencyKeyReused):
    """Somebody went back to a form that was sent, and sent it with other words."""

    title = Sentence("Đã gửi một lần rồi", en="Sent once already")
    detail = Sentence(
        "Mẫu này đã được gửi một lần rồi, lần này chưa ghi gì. Xin xem lại, rồi bấm lần nữa nếu vẫn muốn.",
        en="This form was sent once already; nothing was written now. Please look again, and press once more.",
    )


class KeyInUse(Conflict):
    type = "idempotency-key-in-use"
    title = Sentence("Đang xử lý", en="Still running")
    detail = Sentence("Lần gửi trước còn đang xử lý, xin thử lại.", en="The first sending still runs; please retry.")

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "1"})


class KeyedAnswer(Model):
    """What was answered to a key: by whom, to which body, and the sealed answer."""

    __tablename__ = "keyed_answers"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(index=True)
    # Of a flow that has not answered yet: who died holding it gives it back then, and how far it has come.
    leased_until: Mapped[datetime]
    reached: Mapped[str | None] = mapped_column(String(60))


# Sent with every keyed request, so built once.
_TABLE: Any = KeyedAnswer.__table__
_KEEP = Change(
    update(_TABLE)
    .where(_TABLE.c.owner == bindparam("whose"), _TABLE.c.key_hash == bindparam("which"))
    .values(status=bindparam("answered"), sealed=bindparam("kept"))
)


@dataclass
class _Claim:
    row: dict[str, str]
    reached: str | None


_claimed: ContextVar[_Claim | None] = ContextVar("claimed", default=None)


def reached() -> str | None:
    """What the flow of this request noted before it died, or None when it starts anew."""
    claim = _claimed.get()
    return claim.reached if claim else None


def note_step(step: str) -> None:
    """Note how far the flow has come, in the transaction of what it has done; `reached` gives it back."""
    claim = _claimed.get()
    if claim is not None:
        claim.reached = step
        db.session.execute(update(KeyedAnswer).filter_by(**claim.row).values(reached=step))


def answer_once(
    request: Request,
    *,
    form_key: str | None = None,
    owner: str | None,
    secret: str,
    now: datetime,
    answer: Callable[[], Response],
) -> Response:
    """Answer a POST; if its key was answered before, answer the same again without doing anything.

    `form_key` is what a page has hidden in its form. Call inside the transaction of the work.
    Raises IdempotencyKeyReused, IdReused, InvalidInput.
    """
    key, reused = _key_of(request, form_key)
    if key is None:
        return answer()
    asked = _request_hash(request)
    # Guests share nothing but what they ask: one's key is never in another's way.
    owner = owner or f"guest {asked[:58]}"
    row = {"owner": owner, "key_hash": _digest("key", key)}
    claim = _Claim(row, None)
    if not _claim({**row, "request_hash": asked, "created_at": now, "leased_until": now + LEASE}):
        stored = _stored(row, asked, reused)
        if stored.sealed is not None:
            return _replay(stored, _seal(secret, key))
        claim.reached = _take_over(stored, row, now)
    response = _held(claim, answer)
    sealed = _seal(secret, key).encrypt(_packed(response))
    keeping = {"whose": owner, "which": row["key_hash"], "answered": response.status_code, "kept": sealed}
    _KEEP.at_the_end([keeping])
    return response


def _held(claim: _Claim, answer: Callable[[], Response]) -> Response:
    """A refusal keeps no key. Rolling back sees to that, unless a flow has committed its first half.

    A flow that fails otherwise keeps what it has noted, and may be sent again at once.
    """
    before, token = commits(), _claimed.set(claim)
    try:
        return answer()
    except Exception as error:
        if commits() > before:
            db.session.rollback()
            resumable = claim.reached is not None and not isinstance(error, Problem)
            transaction(lambda: _let_go(claim, keep=resumable))
        raise
    finally:
        _claimed.reset(token)


def _let_go(claim: _Claim, *, keep: bool) -> None:
    if keep:
        free = update(KeyedAnswer).filter_by(**claim.row).values(leased_until=KeyedAnswer.created_at)
        db.session.execute(free.execution_options(synchronize_session=False))
    else:
        db.session.execute(delete(KeyedAnswer).filter_by(**claim.row))


def purge_old(*, now: datetime) -> None:
    """Drop answers older than `KEPT`."""
    db.session.execute(delete(KeyedAnswer).where(KeyedAnswer.created_at < now - KEPT))


def _key_of(request: Request, form_key: str | None) -> tuple[str | None, type[Problem]]:
    """The client's key, or the id it gave the thing it makes, which works as one."""
    key, reused = request.headers.get("Idempotency-Key"), IdempotencyKeyReused
    if form_key is not None:
        key, reused = form_key, FormSentBefore
    if key is not None:
        if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
            raise InvalidInput(errors={"Idempotency-Key": [_KEY_SHAPE]})
        # The forms of one page are drawn with one key: each is sent once, whichever was sent before it.
        return key if form_key is None else f"{request.path} {key}", reused
    body = _json(request)
    if isinstance(body, dict) and isinstance(body.get("id"), str):
        return f"{request.path} {body['id']}", IdReused
    return None, IdempotencyKeyReused


_KEY_SHAPE = Sentence("Dài từ 1 đến 255 ký tự in được.", en="Must be 1 to 255 printable characters.")


def _claim(row: dict[str, object]) -> bool:
    # A second request with the same key waits here until the first has committed or gone.
    return insert_if_absent(KeyedAnswer, **row)


def _stored(row: dict[str, str], asked: str, reused: type[Problem]) -> KeyedAnswer:
    fresh = select(KeyedAnswer).filter_by(**row).execution_options(populate_existing=True)
    stored = db.session.scalars(fresh).first()
    if stored is None:
        raise KeyInUse
    if stored.request_hash != asked:
        raise reused
    return stored


def _replay(stored: KeyedAnswer, seal: MultiFernet) -> Response:
    kept = json.loads(seal.decrypt(stored.sealed or b""))
    response = Response(kept["body"], status=stored.status, headers=kept["headers"])
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _take_over(stored: KeyedAnswer, row: dict[str, str], now: datetime) -> str | None:
    """Go on where a flow died, once its lease is over; only one of many does. Raises KeyInUse."""
    free = (KeyedAnswer.leased_until == stored.leased_until) & (KeyedAnswer.leased_until < now)
    mine = update(KeyedAnswer).filter_by(**row, sealed=None).where(free).values(leased_until=now + LEASE)
    taken = mine.returning(KeyedAnswer.owner).execution_options(synchronize_session=False)
    if db.session.scalar(taken) is None:
        raise KeyInUse
    return stored.reached


def _packed(response: Response) -> bytes:
    headers = [(name, value) for name, value in response.headers if name in _KEPT_HEADERS]
    return json.dumps({"body": response.get_data(as_text=True), "headers": headers}).encode()


def _request_hash(request: Request) -> str:
    body = _json(request)
    sent = json.dumps(body, sort_keys=True).encode() if body is not None else request.get_data()
    if edge := request.mimetype_params.get("boundary"):  # browsers draw another for each sending
        sent = sent.replace(edge.encode(), b"")
    query = b"?" + request.query_string if request.query_string else b""
    return hashlib.sha256(f"{request.method} {request.path}".encode() + query + b"\n" + sent).hexdigest()


def _json(request: Request) -> Any:
    """What was sent; many clients name JSON even when they send nothing."""
    return request.get_json(silent=True) if request.is_json and request.get_data() else None


def _digest(purpose: str, text: str) -> str:
    return hashlib.sha256(f"{purpose}:{text}".encode()).hexdigest()


def _seal(secret: str, key: str) -> MultiFernet:
    materials = [hashlib.sha256(f"seal:{own}:{key}".encode()).digest() for own in believed(secret)]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(material)) for material in materials])
