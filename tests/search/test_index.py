"""What every engine keeps on disk: changes, readers beside a writer, damage, kills, formats."""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from market.catalog.rules.document import Document
from market.search.engines.interface import IndexNotReady, SearchEngine
from market.search.engines.tantivy import words
from tests.support.finding import another, document, find, goods, id_of, names, opened
from tests.support.relevance import ENGINES
from tests.support.village import now

# The index


def test_a_change_replaces_and_a_removal_removes(engine: SearchEngine) -> None:
    engine.put([document(name="Na"), document("b", name="Bưởi")])
    engine.put([document(name="Mận"), document("b", name="Bưởi", visible=False)])
    assert names(find(engine)) == ["Mận"]
    assert (find(engine, "na").total, engine.suggest("na", 5)) == (0, [])
    engine.remove([id_of("na"), id_of("never there")])
    assert find(engine).total == 0


def test_the_last_of_two_versions_in_one_batch_counts(engine: SearchEngine) -> None:
    engine.put([document(name="Na"), document(name="Mận")])
    assert names(find(engine)) == ["Mận"]


def test_another_reader_sees_commits_and_rebuilds(engine: SearchEngine) -> None:
    reader = another(engine)
    assert find(reader).total == 0
    before = reader.generation
    engine.put([document()])
    assert find(reader).total == 1
    assert reader.generation != before
    engine.rebuild([document("1"), document("2")])
    assert find(reader).total == 2
    reader.close()


def test_what_is_read_before_a_fork_holds_no_file_and_serves_after_it(engine: SearchEngine) -> None:
    engine.put([document(name="Na")])
    shared, before = another(engine), _open_files()
    shared.share()
    assert _open_files() == before
    assert names(find(shared)) == ["Na"]
    engine.put([document("b", name="Mận")])
    assert find(shared).total == 2
    shared.close()


def _open_files() -> set[str]:
    return {str(file.resolve()) for file in Path("/proc/self/fd").iterdir()}


def _search_until_ninety(engine: SearchEngine, outcomes: Any) -> None:
    engine = another(engine)
    totals = [find(engine, "na").total]
    while totals[-1] < 90:
        totals.append(find(engine, "na").total)
    outcomes.put(totals)


def test_readers_never_stumble_while_a_writer_commits_and_rebuilds(engine: SearchEngine) -> None:
    engine.put([document("0")])
    context = multiprocessing.get_context("fork")
    outcomes = context.Queue()
    reader = context.Process(target=_search_until_ninety, args=(engine, outcomes))
    reader.start()
    for n in range(1, 90):
        engine.put([document(str(n))])
        if n % 30 == 0:
            engine.rebuild([document(str(m)) for m in range(n + 1)])
    totals = outcomes.get(timeout=60)
    reader.join()
    assert totals == sorted(totals)
    assert reader.exitcode == 0


def test_a_missing_index_says_so(kind: str, tmp_path: Path) -> None:
    engine = opened(kind, tmp_path / "none")
    assert engine.generation is None
    assert not engine.check()
    with pytest.raises(IndexNotReady):
        find(engine)


@pytest.fixture
def told_here() -> Iterator[None]:
    """What the test left open is told while it is still its turn, and not in whichever test comes next."""
    yield
    gc.collect()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves what it cannot read open
@pytest.mark.usefixtures("told_here")
@pytest.mark.parametrize(
    "pattern", [{"whoosh": "*.seg", "tantivy": "*.term"}, {"whoosh": "*.toc", "tantivy": "meta.json"}]
)
def test_a_damaged_index_is_refused_and_marked_for_repair(
    engine: SearchEngine, kind: str, pattern: dict[str, str]
) -> None:
    engine.put(goods())
    engine.close()
    folder = engine.generations.current
    assert folder is not None
    for file in folder.glob(pattern[kind]):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])
    assert not another(engine).check()
    with pytest.raises(IndexNotReady):
        find(engine, "na")
    assert engine.generations.distrusted
    engine.rebuild(goods())
    assert engine.check()
    assert find(engine, "na").total


def test_an_index_of_another_format_is_as_good_as_none(engine: SearchEngine, kind: str) -> None:
    current = engine.generations.current
    assert current is not None
    older = current.rename(current.with_name(f"{kind}-0-old"))
    (engine.generations.folder / "current").write_text(older.name, encoding="utf-8")
    assert not engine.check()


def test_old_generations_go_when_nobody_can_be_reading_them(engine: SearchEngine) -> None:
    engine.rebuild([document()])
    folders = [entry for entry in engine.generations.folder.iterdir() if entry.is_dir()]
    engine.generations.discard_old(now())
    assert len(folders) == 2
    assert all(folder.exists() for folder in folders)
    engine.generations.discard_old(now() + timedelta(minutes=1))
    assert [folder for folder in folders if folder.exists()] == [engine.generations.current]


def test_a_build_that_dies_leaves_the_old_index_in_place(engine: SearchEngine) -> None:
    engine.put([document()])

    def breaking() -> Iterator[Document]:
        yield document("1")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.rebuild(breaking())
    assert find(engine).total == 1


def _write_until_killed(engine: SearchEngine) -> None:
    engine = another(engine)
    assert engine.generations.become_writer()
    for n in itertools.count():
        engine.put([document(str(n % 50))])
        engine.remove([id_of(str(n % 50 - 25))])


def test_a_writer_that_is_killed_leaves_a_whole_index_and_no_lock(engine: SearchEngine) -> None:
    context = multiprocessing.get_context("fork")
    for patience in (0.15, 0.25, 0.4):
        writer = context.Process(target=_write_until_killed, args=(engine,))
        writer.start()
        time.sleep(patience)
        writer.kill()
        writer.join()
        assert writer.exitcode == -signal.SIGKILL
        assert another(engine).check()
        engine.put([document("afterwards", name="Bưởi")])
        assert find(engine, "buoi").total == 1
        engine.close()


def test_one_process_writes(engine: SearchEngine) -> None:
    assert engine.generations.become_writer()
    assert engine.generations.become_writer()
    assert not another(engine).generations.become_writer()


def test_a_number_that_does_not_fit_is_refused_before_it_can_kill_the_writer(tmp_path: Path) -> None:
    engine = opened("tantivy", tmp_path / "index")
    engine.rebuild([])
    for wrong in (-1, 1 << 64, True, 1.5, "5"):
        with pytest.raises(ValueError, match="price"):
            engine.put([document(price_vnd=wrong)])
    engine.put([document()])
    assert find(engine).total == 1
    engine.close()


def test_the_other_engine_s_index_is_not_read(tmp_path: Path) -> None:
    first, second = (opened(name, tmp_path / "index") for name in sorted(ENGINES))
    first.rebuild([document()])
    assert not second.check()
    second.rebuild([document(), document("b")])
    assert (first.check(), find(second).total) == (False, 2)
    first.close()
    second.close()


def test_a_flipped_bit_is_noticed(tmp_path: Path) -> None:
    engine = opened("tantivy", tmp_path / "index")
    engine.rebuild(goods())
    folder = engine.generations.current
    assert folder is not None
    file = next(folder.glob("*.store"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert not another(engine).check()
    engine.close()


def test_the_leaders_of_a_beginning_that_many_share_are_kept_over_commits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "MANY", 3)
    engine = opened("tantivy", tmp_path / "index")
    engine.rebuild([document(str(n), name=f"Na loại {n}") for n in range(5)])
    before = engine.suggest("na", 10)
    engine.put([document("new", name="Na mới")])
    assert engine.suggest("na", 10) == before
    assert "Na mới" in [suggestion.text for suggestion in engine.suggest("na m", 10)]
    engine.close()
