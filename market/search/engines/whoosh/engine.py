"""The default engine: Whoosh, for catalogues up to some ten thousand goods."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar
from uuid import UUID

import structlog
from whoosh import index
from whoosh.reading import IndexReader, SegmentReader
from whoosh.writing import IndexWriter

from market.catalog.rules.document import Document
from market.search import searching, suggesting
from market.search.engines.interface import Found, IndexNotReady, Request, Suggestion
from market.search.engines.whoosh.fields import row, schema
from market.search.engines.whoosh.leaf import Leaf, Segment, segment_id
from market.search.engines.whoosh.search import WhooshReader
from market.search.engines.whoosh.suggest import WhooshSuggester
from market.search.index.index_versions import Generations
from market.search.language.lexicon import Lexicon
from market.search.language.synonyms import Words

Result = TypeVar("Result")

_LOCK_WAIT_SECONDS = 5
_BUILD_MEGABYTES = 64
_log = structlog.get_logger()


class WhooshEngine:
    """See `SearchEngine`. One lock: a Whoosh reader moves a file position that its threads would share."""

    most_goods: int | None = 20_000

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        self.generations = Generations(folder, "whoosh")
        self._lexicon = lexicon
        self._lock = RLock()
        self._at: tuple[Path, index.Index] | None = None
        self._opened: str | None = None
        self._files: IndexReader | None = None
        self._reader = WhooshReader([])
        self._checked: Path | None = None

    # Reading

    @property
    def generation(self) -> str | None:
        folder = self.generations.current
        try:
            return f"{self._commit(folder)}.{self._lexicon.stamp}" if folder else None
        except Exception:  # damage shows in any way
            return None

    def _commit(self, folder: Path) -> str:
        return f"{folder.name}.{self._index(folder).latest_generation()}"

    @property
    def lexicon(self) -> Lexicon:
        return self._lexicon

    def search(self, request: Request, words: Words | None = None) -> Found:
        said = words or self._lexicon.words
        return self._read(lambda reader: searching.search(reader, request, said))

    def suggest(
        self, prefix: str, limit: int, month: int | None = None, sought: Sequence[str] = ()
    ) -> list[Suggestion]:
        return self._read(
            lambda reader: suggesting.suggest(
                WhooshSuggester(reader.leaves), reader.vocabulary, prefix, limit, month, sought
            )
        )

    def size(self) -> int:
        return self._read(lambda reader: sum(leaf.reader.doc_count() for leaf in reader.leaves))

    def _read(self, work: Callable[[WhooshReader], Result]) -> Result:
        with self._lock:
            try:
                return work(self._fresh_reader())
            except IndexNotReady:
                raise
            except Exception:
                # Another process has committed, or put a rebuilt index in place, under our eyes.
                self._forget()
            try:
                return work(self._fresh_reader())
            except IndexNotReady:
                raise
            except Exception as error:
                _log.exception("search index cannot be read")
                self.generations.distrust()
                self._forget()
                raise IndexNotReady from error

    def _fresh_reader(self) -> WhooshReader:
        folder = self.generations.current
        if folder is None:
            raise IndexNotReady
        commit = self._commit(folder)
        if commit != self._opened:
            self._open(folder, commit)
        return self._reader

    def _open(self, folder: Path, commit: str) -> None:
        known = {leaf.segment.id: leaf.segment for leaf in self._reader.leaves}
        self._forget()
        self._files = self._index(folder).reader()
        leaves = (reader for reader, _ in self._files.leaf_readers() if isinstance(reader, SegmentReader))
        self._reader = WhooshReader(
            [Leaf(reader, known.get(segment_id(reader)) or Segment(reader)) for reader in leaves]
        )
        self._opened = commit

    def share(self) -> None:
        self._lexicon.read_at_once()
        with suppress(IndexNotReady):
            self._read(lambda reader: [leaf.segment.words(leaf.reader) for leaf in reader.leaves])
        reader = self._reader  # whoever opens the index next finds its segments here
        self._forget()
        self._reader = reader

    def close(self) -> None:
        self._forget()
        self.generations.stop_writing()

    def _forget(self) -> None:
        with self._lock:
            if self._files is not None:
                self._files.close()
            self._at, self._opened, self._files, self._reader = None, None, None, WhooshReader([])

    def _index(self, folder: Path) -> index.Index:
        if self._at is None or self._at[0] != folder:
            self._at = (folder, index.open_dir(str(folder)))
        return self._at[1]

    # Writing

    def put(self, documents: Iterable[Document]) -> None:
        newest = {document.id: document for document in documents}
        self._write(newest, [document for document in newest.values() if document.visible])

    def remove(self, ids: Iterable[UUID]) -> None:
        self._write(ids, [])

    def _write(self, replaced: Iterable[UUID], documents: list[Document]) -> None:
        folder = self.generations.current
        if folder is None:
            raise IndexNotReady
        try:
            with self._index(folder).writer(timeout=_LOCK_WAIT_SECONDS) as writer:
                for product_id in replaced:
                    writer.delete_by_term("key", str(product_id))
                _add(writer, documents)
        except index.LockError:
            raise
        except Exception:
            self.generations.distrust()
            raise

    def rebuild(self, documents: Iterable[Document], bookmark: str = "") -> None:
        with self.generations.building(bookmark) as folder:
            built = index.create_in(str(folder), schema())
            with built.writer(limitmb=_BUILD_MEGABYTES) as writer:
                _add(writer, documents)

    # Keeping it whole

    def check(self) -> bool:
        folder = self.generations.current
        if folder is None or self.generations.distrusted:
            return False
        if folder != self._checked and self._whole():
            self._checked = folder
        return folder == self._checked

    def _whole(self) -> bool:
        """Read all of it once."""
        try:
            with self._lock:
                self._forget()
                for leaf in self._fresh_reader().leaves:
                    _read_through(leaf)
        except Exception as error:  # damage shows in any way
            _log.warning("search index is damaged", error=type(error).__name__)
            return False
        return True


def _add(writer: IndexWriter, documents: Iterable[Document]) -> None:
    for document in documents:
        if document.visible:
            writer.add_document(**row(document))


def _read_through(leaf: Leaf) -> None:
    leaf.segment.words(leaf.reader)
    for number in leaf.all():
        leaf.stored(number)
