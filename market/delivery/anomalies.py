"""What cannot have been: steps that do not follow from those before. They are kept and shown, never dropped. Pure."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from market.delivery.fold import Standing, Step, history
from market.delivery.rules.parcels import BEFORE_CUSTODY, ParcelState, ScanEvent

_S, _E = ParcelState, ScanEvent
# Nobody carries a parcel from one post office to another faster.
_FASTEST = timedelta(minutes=10)
_TO_THE_DOOR = frozenset({_S.ACCEPTED, _S.IN_TRANSIT, _S.DELIVERY_FAILED, _S.HELD_FOR_PICKUP})

# Event → the states from which it may follow.
FOLLOWS: dict[ScanEvent, frozenset[ParcelState]] = {
    _E.ACCEPTED: BEFORE_CUSTODY,
    _E.DEPARTED: frozenset({_S.ACCEPTED, _S.IN_TRANSIT, _S.RETURNING, _S.DELIVERY_FAILED, _S.HELD_FOR_PICKUP}),
    _E.ARRIVED: frozenset({_S.ACCEPTED, _S.IN_TRANSIT, _S.RETURNING}),
    _E.OUT_FOR_DELIVERY: _TO_THE_DOOR,
    _E.DELIVERY_FAILED: frozenset({_S.OUT_FOR_DELIVERY}),
    _E.HELD_FOR_PICKUP: _TO_THE_DOOR | {_S.OUT_FOR_DELIVERY},
    _E.DELIVERED: _TO_THE_DOOR | {_S.OUT_FOR_DELIVERY},
    _E.RETURN_STARTED: _TO_THE_DOOR | {_S.OUT_FOR_DELIVERY},
    _E.RETURNED: frozenset({_S.RETURNING}),
    _E.LOST: frozenset(_S) - BEFORE_CUSTODY,
    _E.DAMAGED: frozenset(_S) - BEFORE_CUSTODY,
}


def impossible(steps: Iterable[Step]) -> set[UUID]:
    """The scans that cannot follow from the one before: a step left out, or two offices within ten minutes."""
    found, before, last = set(), Standing(ParcelState.BOOKED), None
    for step in history(steps):
        elsewhere = last is not None and last.post_office_code != step.post_office_code
        too_fast = elsewhere and last is not None and step.happened_at - last.happened_at < _FASTEST
        if too_fast or before.state not in FOLLOWS[ScanEvent(step.event)]:
            found.add(step.scan_id)
        before, last = before.after(step), step
    return found
