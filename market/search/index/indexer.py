"""How this machine's index follows the catalogue: a cursor of its own in the outbox, and a rebuild when need be."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

import structlog

from market import change_feed, outbox
from market.catalog.actions.change_feed import TOPIC
from market.catalog.queries import documents as queries_documents
from market.catalog.rules.document import Document
from market.db import snapshot
from market.search.engines.interface import SearchEngine
from market.search.engines.registry import outgrown

Progress = Callable[[Iterable[Document]], Iterable[Document]]

# Transactions commit out of the order of their times: what is older than this when it commits would be missed.
LOOK_BACK = timedelta(seconds=60)
# After so long away the outbox may have been cleared behind us.
LONGEST_AWAY = timedelta(days=2)
# A damaged disk must not keep us rebuilding without end.
_BETWEEN_REPAIRS = timedelta(seconds=60)
_AT_ONCE = 500
_log = structlog.get_logger()


@dataclass(frozen=True)
class Bookmark:
    """How far the outbox has been followed: to `since`, with the entries `seen` in the time looked back upon."""

    since: str
    built_at: str
    saved_at: str
    seen: list[str] = field(default_factory=list)

    @classmethod
    def first(cls, now: datetime) -> Self:
        return cls(since=now.isoformat(), built_at=now.isoformat(), saved_at=now.isoformat())

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """The bookmark that `str` wrote, or None when there is none that makes sense."""
        try:
            found = cls(**json.loads(text or ""))
            for instant in (found.since, found.built_at, found.saved_at):
                datetime.fromisoformat(instant)
        except (ValueError, TypeError):
            return None
        return found

    def __str__(self) -> str:
        return json.dumps(asdict(self))

    def moved(self, entries: list[outbox.OutboxEntry], now: datetime) -> Self:
        """After `entries`, oldest first, have been carried out."""
        newest = max([datetime.fromisoformat(self.since), *(entry.created_at for entry in entries)])
        since = min(newest, now)  # an entry dated by a clock that ran ahead must not hide what comes until then
        seen = {entry.id: entry.created_at for entry in entries}
        recent = [str(key) for key, made in seen.items() if made >= since - LOOK_BACK]
        return replace(self, since=since.isoformat(), saved_at=now.isoformat(), seen=recent)


def follow_once(engine: SearchEngine, *, now: datetime) -> int:
    """Bring the index up to what is committed, building it where it is missing or damaged. `now`: the database's.

    Returns how many pieces of news were carried out; 0 also when another process of this machine follows.
    """
    if not engine.generations.become_writer():
        return 0
    bookmark = Bookmark.read(engine.generations.bookmark)
    if bookmark is None or _away(bookmark, now) or not engine.check():
        return _repair(engine, bookmark, now)
    engine.generations.discard_old(now)
    with snapshot():
        entries = change_feed.since(TOPIC, datetime.fromisoformat(bookmark.since) - LOOK_BACK)
        seen = set(bookmark.seen)
        fresh = [entry for entry in entries if str(entry.id) not in seen][:_AT_ONCE]
        _apply(engine, fresh, now)
    if fresh or now - datetime.fromisoformat(bookmark.saved_at) > LONGEST_AWAY / 48:
        done = seen | {str(entry.id) for entry in fresh}
        moved = bookmark.moved([entry for entry in entries if str(entry.id) in done], now)
        engine.generations.keep(str(moved))
    return len(fresh)


def behind(engine: SearchEngine, *, now: datetime) -> timedelta:
    """For how long this machine's index has not heard the oldest news it has not heard. `now`: the database's."""
    bookmark = Bookmark.read(engine.generations.bookmark)
    if bookmark is None:
        return LONGEST_AWAY
    seen = set(bookmark.seen)
    start = datetime.fromisoformat(bookmark.since) - LOOK_BACK
    entries = change_feed.since(TOPIC, start, limit=len(seen) + 1)
    unheard = [now - entry.created_at for entry in entries if str(entry.id) not in seen]
    return max(timedelta(0), *unheard) if unheard else timedelta(0)


def rebuild(engine: SearchEngine, *, now: datetime, progress: Progress = lambda documents: documents) -> int:
    """Build the index anew beside the one that serves, then put it in its place. Returns how many goods it holds."""
    counted = 0

    def visible() -> Iterator[Document]:
        nonlocal counted
        for document in queries_documents.documents(now=now):
            counted += document.visible
            yield document

    with snapshot():
        engine.rebuild(progress(visible()), str(Bookmark.first(now)))
    return counted


def _apply(engine: SearchEngine, news: list[outbox.OutboxEntry], now: datetime) -> None:
    """Read again what each piece of news is about; news that is told twice changes nothing."""
    ids: set[UUID] = set()
    for entry in news:
        if "shop_id" in entry.payload:
            ids.update(queries_documents.product_ids_of(UUID(entry.payload["shop_id"])))
        else:
            ids.add(UUID(entry.payload["id"]))
    if not ids:
        return
    documents = list(queries_documents.documents(sorted(ids), now=now))
    gone = ids - {document.id for document in documents}
    if documents:
        engine.put(documents)
    if gone:
        engine.remove(gone)


def _repair(engine: SearchEngine, bookmark: Bookmark | None, now: datetime) -> int:
    if bookmark is not None and timedelta(0) <= now - datetime.fromisoformat(bookmark.built_at) < _BETWEEN_REPAIRS:
        return 0
    counted = rebuild(engine, now=now)
    _log.info("search index built", goods=counted)
    tell_if_outgrown(engine)
    return counted


def tell_if_outgrown(engine: SearchEngine) -> None:
    """Say in the log when the catalogue has become too large for its engine: at start, and after a rebuild."""
    if sentence := outgrown(engine):
        _log.warning("search has outgrown its engine", advice=sentence)


def _away(bookmark: Bookmark, now: datetime) -> bool:
    """Too long, or the clock was put back, so that news would be taken for old."""
    since = now - datetime.fromisoformat(bookmark.saved_at)
    ahead = max(datetime.fromisoformat(bookmark.saved_at), datetime.fromisoformat(bookmark.since)) - now
    return since > LONGEST_AWAY or ahead > LOOK_BACK
