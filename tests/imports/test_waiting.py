"""Files wait in a lane of their own, a few a person; they are called off, and give up when they take too long."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from market import clock, outbox
from market.db import db, transaction
from market.imports import actions, files, flows, rules, tables
from market.imports.models import Import, ImportRow
from market.ops import worker
from market.outbox import OutboxEntry
from market.teams.models import Household
from market.wiring import jobs
from tests.support.importing import begin, count, many, send, table, work
from tests.support.village import Caller, an_officer, an_operator, calling, guest

PAO = "A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng"


@pytest.fixture
def province(app) -> Caller:
    for path in files._folder().glob("*"):
        path.unlink()
    return calling(an_officer("20"))


def state_of(who: Caller, import_id: str) -> str:
    return str(who.get(f"/imports/{import_id}").json["state"])


def kept_files() -> int:
    return len(list(files._folder().glob("*")))


def open_topics() -> set[str]:
    return transaction(lambda: set(db.session.scalars(select(OutboxEntry.topic).where(OutboxEntry.done_at.is_(None)))))


# The lane


def test_a_code_leaves_while_a_file_waits(province) -> None:
    waiting = begin(province, table(PAO)).json["id"]
    guest().post("/sign-in-codes", {"phone": "0912555777"})
    while worker.Rounds().turn():
        pass
    assert open_topics() == {actions.JOB}
    assert state_of(province, waiting) == "waiting"
    while worker.take_files():
        pass
    assert state_of(province, waiting) == "done"


def test_the_lane_of_files_carries_out_nothing_else(province) -> None:
    guest().post("/sign-in-codes", {"phone": "0912555777"})
    assert not worker.take_files()
    assert open_topics() == {"sign_in.send_code"}


def test_of_two_files_each_has_its_turn(province, monkeypatch) -> None:
    first, second = (begin(province, many(rules.CHUNK_ROWS + n)).json["id"] for n in (300, 301))
    monkeypatch.setattr(rules, "SLICE_SECONDS", 0.0)
    worker.take_files()
    worker.take_files()
    done = [province.get(f"/imports/{import_id}").json["done_rows"] for import_id in (first, second)]
    assert done == [rules.CHUNK_ROWS] * 2
    work()


# A ceiling


def test_so_many_files_of_one_person_wait(province) -> None:
    sent = [begin(province, table(PAO) + "\n" * n) for n in range(rules.MOST_OPEN + 1)]
    assert [answer.status_code for answer in sent] == [202] * rules.MOST_OPEN + [409]
    assert sent[-1].json["type"] == "too-many-imports"
    assert (count(Import), kept_files()) == (rules.MOST_OPEN, rules.MOST_OPEN)
    assert begin(calling(an_officer("20")), table(PAO)).status_code == 202
    assert province.put(f"/imports/{sent[0].json['id']}/cancellation").status_code == 200
    assert begin(province, table(PAO) + "\n" * 9).status_code == 202


def test_too_many_are_refused_before_the_file_is_looked_at(province) -> None:
    for n in range(rules.MOST_OPEN):
        begin(province, table(PAO) + "\n" * n)
    assert begin(province, b"", "cows").json["type"] == "too-many-imports"


def test_the_one_more_that_came_at_the_same_moment_is_refused_too(province) -> None:
    sender = an_officer("20")
    told = {"template": None, "source": "", "dry_run": False, "file_name": "ho.csv"}

    def begun(digest: str) -> Any:
        kind = rules.Kind.HOUSEHOLDS
        return transaction(lambda: actions.begin(kind=kind, fields=told, digest=digest, by=sender, now=clock.now()))

    for n in range(rules.MOST_OPEN):
        assert begun(str(n))[1]
    assert not begun("0")[1]  # the same file goes on
    with pytest.raises(rules.TooManyImports):
        begun("one more")
    assert count(Import) == rules.MOST_OPEN


# Called off


def test_a_waiting_file_is_called_off_and_its_file_dropped(province) -> None:
    import_id = begin(province, table(PAO)).json["id"]
    for _ in range(2):
        assert province.put(f"/imports/{import_id}/cancellation").json["state"] == "cancelled"
    work()
    assert (state_of(province, import_id), count(Household), kept_files()) == ("cancelled", 0, 0)


def test_a_running_one_stops_and_is_undone(province, app) -> None:
    import_id = begin(province, many(rules.CHUNK_ROWS + 300)).json["id"]
    flows.advance(UUID(import_id), seconds=0)
    assert province.put(f"/imports/{import_id}/cancellation").json["done_rows"] == rules.CHUNK_ROWS
    work()
    assert (state_of(province, import_id), count(Household), kept_files()) == ("cancelled", rules.CHUNK_ROWS, 0)
    assert province.put(f"/imports/{import_id}/undoing").json["state"] == "undone"
    assert count(Household) == 0


def test_a_chunk_that_was_cleaned_before_is_not_taken_in_after(province, app) -> None:
    import_id = begin(province, many(rules.CHUNK_ROWS + 300)).json["id"]
    called_off: list[int] = []

    def call_off(_import: Import) -> None:
        if not called_off:
            called_off.append(province.put(f"/imports/{import_id}/cancellation").status_code)

    assert flows.advance(UUID(import_id), progress=call_off)
    assert (called_off, count(Household), count(ImportRow)) == ([200], 0, 0)
    assert state_of(province, import_id) == "cancelled"


def test_what_is_done_is_not_called_off(province) -> None:
    done = send(province, table(PAO))
    answer = province.put(f"/imports/{done['id']}/cancellation")
    assert (answer.status_code, answer.json["type"]) == (409, "wrong-state")
    assert (state_of(province, done["id"]), count(Household)) == ("done", 1)


def test_only_its_sender_and_operators_call_it_off(province) -> None:
    import_id = begin(province, table(PAO)).json["id"]
    assert calling(an_officer("20")).put(f"/imports/{import_id}/cancellation").status_code == 404
    assert state_of(province, import_id) == "waiting"
    assert calling(an_operator()).put(f"/imports/{import_id}/cancellation").status_code == 200


# Limits


def test_reading_stops_when_it_is_called_off_or_takes_too_long(tmp_path, monkeypatch) -> None:
    source = tmp_path / "ho.csv"
    source.write_text(many(300_000), encoding="utf-8")
    monkeypatch.setattr(tables, "_LOOK_SECONDS", 0.01)
    with pytest.raises(tables.Unreadable):
        tables.read_table(source, tmp_path / "ho.rows", lambda: False)
    assert list(tmp_path.iterdir()) == [source]


def test_a_file_that_takes_too_long_says_so(province, monkeypatch) -> None:
    monkeypatch.setattr(tables, "_LOOK_SECONDS", 0.001)
    monkeypatch.setattr(rules, "READ_SECONDS", -1.0)
    done = send(province, table(PAO))
    assert (done["state"], done["problem"]["type"]) == ("failed", "table-too-large")
    assert kept_files() == 0


@pytest.mark.parametrize("limit", ["MOST_HELD", "MOST_KEPT"])
def test_a_file_with_too_many_wrong_rows_is_stopped(province, monkeypatch, limit: str) -> None:
    monkeypatch.setattr(rules, limit, 10)
    wrong = "\n".join(f"K{n};7;0912;;" for n in range(rules.CHUNK_ROWS * 2))
    done = send(province, table(wrong))
    assert (done["state"], done["problem"]["type"], done["done_rows"]) == ("failed", "too-many-held", rules.CHUNK_ROWS)
    assert count(ImportRow) == rules.CHUNK_ROWS


def test_what_waits_for_days_is_given_up(province) -> None:
    import_id = begin(province, table(PAO)).json["id"]
    flows.tidy(now=clock.now())
    assert (state_of(province, import_id), kept_files()) == ("waiting", 1)
    flows.tidy(now=clock.now() + rules.LONGEST_WAIT)
    assert (state_of(province, import_id), kept_files()) == ("failed", 0)


def test_each_job_is_in_one_lane(app) -> None:
    for topic in jobs.JOBS:
        transaction(lambda topic=topic: outbox.put(topic, {}, now=clock.now()))  # type: ignore[misc]

    def lane(which: Any) -> list[str]:
        return transaction(lambda: [entry.topic for entry in outbox.claim(now=clock.now(), limit=99, of=which)])

    assert lane(jobs.SLOW) == [actions.JOB]
    assert sorted(lane(~jobs.SLOW)) == sorted(set(jobs.JOBS) - {actions.JOB})


def test_who_finds_it_in_anothers_hands_waits_a_little(province) -> None:
    import_id = UUID(begin(province, table(PAO)).json["id"])
    soon = clock.ago(clock.now(), hours=-1)
    transaction(lambda: db.session.execute(update(Import).values(leased_until=soon)))
    assert worker.take_files()
    assert not worker.take_files()
    assert open_topics() == {actions.JOB}
    assert flows.current(import_id).done_rows == 0
