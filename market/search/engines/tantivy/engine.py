"""The engine for a province: Tantivy, an index library in Rust, on each machine's own disk."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import RLock
from typing import TypeVar
from uuid import UUID

import structlog
from tantivy import Index, IndexWriter, Order

from market.catalog.rules.document import Document
from market.search import searching, suggesting
from market.search.engines.interface import Found, IndexNotReady, Request, Suggestion
from market.search.engines.tantivy import fields, files
from market.search.engines.tantivy.leaders import Labels
from market.search.engines.tantivy.search import TantivyReader
from market.search.engines.tantivy.words import Beginnings, TantivyWords
from market.search.index.index_versions import Generations
from market.search.language.lexicon import Lexicon
from market.search.language.synonyms import Words

Result = TypeVar("Result")

_WRITE_BYTES = 30_000_000
_BUILD_BYTES = 200_000_000
_log = structlog.get_logger()


class TantivyEngine:
    """See `SearchEngine`. Searchers may be shared by threads; the lock is for opening and writing."""

    most_goods: int | None = None

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        self.generations = Generations(folder, "tantivy")
        self._lexicon = lexicon
        self._lock = RLock()
        self._index: tuple[Path, Index] | None = None
        self._reader: tuple[str, TantivyReader] | None = None
        self._writer: tuple[Path, IndexWriter] | None = None
        self._checked: Path | None = None
        self._beginnings = Beginnings()
        self._labels = Labels()

    # Reading

    @property
    def generation(self) -> str | None:
        folder = self.generations.current
        commit = files.commit_of(folder) if folder else None
        return f"{commit}.{self._lexicon.stamp}" if commit else None

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
            lambda reader: suggesting.suggest(reader.vocabulary, reader.vocabulary, prefix, limit, month, sought)
        )

    def size(self) -> int:
        return self._read(lambda reader: reader.searcher.num_docs)

    def _read(self, work: Callable[[TantivyReader], Result]) -> Result:
        try:
            return work(self._fresh_reader())
        except IndexNotReady:
            raise
        except Exception:
            # A rebuilt index was put in place, or files went, under our eyes.
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

    def _fresh_reader(self) -> TantivyReader:
        folder = self.generations.current
        commit = files.commit_of(folder) if folder else None
        if folder is None or commit is None:
            raise IndexNotReady
        opened = self._reader
        if opened is None or opened[0] != commit:
            with self._lock:
                index = self._open(folder)
                index.reload()
                searcher = index.searcher()
                words = TantivyWords(searcher, index.schema, self._beginnings, files.gone(folder))
                opened = commit, TantivyReader(searcher, index.schema, words, self._labels)
                self._reader = opened
        return opened[1]

    def _open(self, folder: Path) -> Index:
        if self._index is None or self._index[0] != folder:
            index = Index.open(str(folder))
            index.config_reader("manual")
            self._index = folder, index
        return self._index[1]

    def share(self) -> None:
        self._lexicon.read_at_once()  # an open index has threads of its own

    def close(self) -> None:
        self._forget()
        self._stop_writing()
        self.generations.stop_writing()

    def _forget(self) -> None:
        with self._lock:
            self._index, self._reader = None, None

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
        rows = [fields.row(document) for document in documents]  # refused here, before the writer is touched
        with self._lock:
            try:
                writer = self._writer_of(folder)
                for product_id in replaced:
                    writer.delete_documents_by_term("key", str(product_id))
                for made in rows:
                    writer.add_document(made)
                writer.commit()
            except Exception:
                # What was not committed is gone with this writer; whether the index is whole, the next check says.
                self._writer, self._checked = None, None
                raise

    def _writer_of(self, folder: Path) -> IndexWriter:
        """One writer kept open: it merges in the background, and opening one takes as long as a small commit."""
        if self._writer is None or self._writer[0] != folder:
            self._stop_writing()
            self._writer = folder, Index.open(str(folder)).writer(_WRITE_BYTES, 1)
        return self._writer[1]

    def _stop_writing(self) -> None:
        with self._lock:
            if self._writer is not None:
                _, writer = self._writer
                self._writer = None
                writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[Document], bookmark: str = "") -> None:
        with self.generations.building(bookmark) as folder:
            # Among equals the newest come first.
            index = Index(fields.schema(), str(folder), reuse=False, sort_by_field="created", sort_order=Order.Desc)
            writer = index.writer(_BUILD_BYTES, 1)
            for document in documents:
                if document.visible:
                    writer.add_document(fields.row(document))
            writer.commit()
            writer.wait_merging_threads()

    # Keeping it whole

    def check(self) -> bool:
        folder = self.generations.current
        if folder is None or self.generations.distrusted:
            return False
        if folder != self._checked and self._whole(folder):
            self._checked = folder
        return folder == self._checked

    def _whole(self, folder: Path) -> bool:
        """Whether it can be opened and every file has the checksum that its footer names."""
        try:
            self._forget()
            self._fresh_reader()
            damaged = [file.name for file in files.segments(folder) if not files.unharmed(file)]
        except Exception as error:  # damage shows in any way
            _log.warning("search index is damaged", error=type(error).__name__)
            return False
        if damaged:
            _log.warning("search index is damaged", files=len(damaged))
        return not damaged
