"""The hostile hour: everybody calls anything at a living fair, and nothing of anybody's moves without her own code."""

from __future__ import annotations

import time
from random import Random
from threading import Thread

from proofs.conftest import Start
from proofs.hostile import attacks, calls, unmoved
from proofs.hostile.fair import Fair
from proofs.market_process import SECONDS

THREADS = 8


def test_nobody_reaches_what_is_not_theirs(start: Start) -> None:
    service = start(TRUSTED_PROXIES="1", RATE_LIMIT="off", CODES_A_DAY=str(10**9))
    service.market("seed")
    service.serve()
    service.work()
    fair = Fair(service)
    operator = next(player for player in fair.players if player.holds("operator"))
    columns = {"kind": "households", "columns": {"Chủ hộ": "name"}}
    assert fair.call(operator, "PUT", f"/import-templates/{attacks.TEMPLATE}", columns).status == 200
    before = unmoved.kept(fair)
    _live(fair)
    print(dict(sorted(fair.calls.items())))  # noqa: T201
    found = [*fair.failures, *fair.breaches, *unmoved.moved(fair, before)]
    assert not found, "\n".join(found)
    assert service.audit() == "Nothing is broken."
    (mine,) = [
        template
        for template in fair.call(operator, "GET", "/import-templates").json["items"]
        if template["name"] == attacks.TEMPLATE
    ]
    assert mine["columns"] == columns["columns"]


def _live(fair: Fair) -> None:
    """Threads attack and call at random until the time is over; each by a number that can be played again."""
    ends, first = time.monotonic() + SECONDS, Random().randrange(10**6)
    print(f"numbers from {first}")  # noqa: T201
    fair.look_about()
    broken: list[BaseException] = []

    def live(number: int) -> None:
        chance, described = Random(number), calls.operations(fair)
        try:
            while time.monotonic() < ends and not broken:
                if chance.random() < 0.02:
                    fair.look_about()
                if chance.random() < 0.25:
                    chance.choice(attacks.CHAINS)(fair, chance)
                else:
                    calls.call_at_random(fair, chance, described)
        except BaseException as error:
            broken.append(error)
            raise

    threads = [Thread(target=live, args=(first + n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
