"""Whether the service lives, whether its parts are well, and what an operator's monitor reads."""

from collections.abc import Iterator
from datetime import timedelta

from flask import Response, current_app, jsonify
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy.exc import SQLAlchemyError

from market import change_feed, clock, errors, metrics, outbox
from market.accounts import queries as accounts
from market.accounts.access import holding
from market.accounts.rules import RoleName, codes_a_day
from market.db import db, is_migrated
from market.delivery.queries import parcels
from market.http import Market, public
from market.language import Sentence
from market.ops import heartbeat
from market.search.engines.registry import current_engine, outgrown
from market.search.index.indexer import behind

# The worker speaks every twenty seconds; the index follows within two.
_SILENT = timedelta(seconds=60)
_BEHIND = timedelta(seconds=60)
WELL = "well"


class PartSick(errors.Problem):
    status = 503
    type = "part-sick"
    title = Sentence("Một bộ phận không khỏe", en="A part is sick")
    detail = Sentence("{part}: {state}.", en="{part}: {state}.")


@public
def healthz() -> dict[str, str]:
    """This process answers."""
    return {"status": "alive"}


@public
def readyz() -> dict[str, str]:
    """How the parts are. 503 only when this process cannot serve at all: when its database is sick."""
    database = _database()
    if database != WELL:
        raise errors.Busy(members={"database": database})
    parts = {"database": database, "index": _index(), "worker": _worker()}
    advice = outgrown(current_engine())
    more = {"search": advice} if advice else {}
    return {"status": "ready" if set(parts.values()) == {WELL} else "degraded", **parts, **more}


@public
def readyz_part(part: str) -> Response:
    """How one part is: 503 when it is sick, for monitors that only look at the status."""
    look = errors.found({"database": _database, "index": _index, "worker": _worker}.get(part))
    if (state := look()) != WELL:
        raise PartSick(part=part, state=state, headers={"Retry-After": "10"}, members={part: state})
    return jsonify({part: state})


def _database() -> str:
    try:
        return WELL if is_migrated() else "not migrated: run market migrate"
    except SQLAlchemyError as error:
        db.session.rollback()
        return f"does not answer ({type(error).__name__})"


def _index() -> str:
    engine = current_engine()
    if engine.generation is None:
        return "not built yet, or damaged: the worker of this machine builds it anew"
    late = behind(engine, now=change_feed.present())
    return WELL if late <= _BEHIND else f"{int(late.total_seconds())} s behind: is the worker of this machine well?"


def _worker() -> str:
    beats = heartbeat.last(heartbeat.WORKER)
    if not beats:
        return "none has been here: start market work"
    silent = clock.now() - beats[0].at
    return WELL if silent <= _SILENT else f"silent for {int(silent.total_seconds())} s: start market work"


@holding(RoleName.OPERATOR)
def metrics_page() -> Response:
    """Counts and states in Prometheus' text form."""
    states = CollectorRegistry()
    states.register(_States())
    return Response(metrics.counted() + generate_latest(states), mimetype="text/plain; version=0.0.4")


class _States:
    """What is read at this moment, rather than counted as it happens."""

    def collect(self) -> Iterator[Metric]:
        waiting = outbox.waiting(now=clock.now())
        yield _gauge("outbox_waiting", "Outbox entries due and not carried out.", waiting.due)
        yield _gauge("outbox_oldest_seconds", "For how long the oldest of them has been due.", waiting.oldest_seconds)
        yield _gauge("outbox_stuck", "Outbox entries due for over an hour or tried ten times.", waiting.stuck)
        yield _gauge("scans_waiting", "Scans of parcels that wait for an operator.", parcels.scans_waiting())
        for name, state in {"database": _database(), "index": _index(), "worker": _worker()}.items():
            yield _gauge(f"{name}_well", f"1 while the {name} is well, as in /readyz.", state == WELL)
        yield _gauge("index_behind_seconds", "Age of the oldest news this machine's index has not heard.", _late())
        sent = accounts.tries(codes_a_day(most := current_app.config["MARKET"].codes_a_day), "", now=clock.now())
        yield _gauge("codes_today", "One-time codes of the last 24 hours, each an SMS.", sent)
        yield _gauge("codes_a_day", "How many there may be: the setting CODES_A_DAY.", most)
        for audit in heartbeat.last(heartbeat.AUDIT):
            yield _gauge("audit_broken", "What the last market audit found broken.", audit.said["broken"])
            yield _gauge("audit_at_seconds", "When it ran (Unix time).", audit.at.timestamp())


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"market_{name}", meaning, value=value)


def _late() -> float:
    return behind(current_engine(), now=change_feed.present()).total_seconds()


def init_app(app: Market) -> None:
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
    app.add_url_rule("/readyz/<part>", "readyz_part", readyz_part)
    app.add_url_rule("/metrics", "metrics", metrics_page)
