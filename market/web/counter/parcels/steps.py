"""Which steps the page of a parcel offers, the likeliest first: no more than may follow, and what makes sense here."""

from market.delivery.anomalies import FOLLOWS
from market.delivery.failures import NextStep
from market.delivery.models import Parcel
from market.delivery.rules.parcels import BEFORE_CUSTODY, ParcelState, ScanEvent

_S, _E = ParcelState, ScanEvent
_AFTER_FAILING = {
    NextStep.HOLD: (_E.HELD_FOR_PICKUP, _E.OUT_FOR_DELIVERY, _E.RETURN_STARTED),
    NextStep.RETURN: (_E.RETURN_STARTED, _E.OUT_FOR_DELIVERY, _E.HELD_FOR_PICKUP),
}
_TRIED_AGAIN = (_E.OUT_FOR_DELIVERY, _E.HELD_FOR_PICKUP, _E.RETURN_STARTED)
_ON_ROUND = (_E.OUT_FOR_DELIVERY, _E.DELIVERED, _E.DELIVERY_FAILED)
MISHAPS = (_E.LOST, _E.DAMAGED)


def offered(parcel: Parcel, *, office: str, is_clerk: bool) -> list[ScanEvent]:
    """What may be pressed for it at `office`; lost and damaged stand apart."""
    state = ParcelState(parcel.state)
    wanted = _at_counter(parcel, office) if is_clerk else _ON_ROUND
    return [event for event in wanted if state in FOLLOWS[event]]


def mishaps(parcel: Parcel) -> list[ScanEvent]:
    return [event for event in MISHAPS if parcel.state in FOLLOWS[event]]


def _at_counter(parcel: Parcel, office: str) -> tuple[ScanEvent, ...]:
    state, here = ParcelState(parcel.state), parcel.present_office == office
    if state in BEFORE_CUSTODY:
        return (_E.ACCEPTED,)
    if state == _S.OUT_FOR_DELIVERY:
        return (_E.DELIVERED, _E.DELIVERY_FAILED, _E.HELD_FOR_PICKUP) if here else ()
    if not here:
        return (_E.ARRIVED,)
    if state == _S.RETURNING:
        return (_E.RETURNED,) if parcel.origin_office == office else (_E.DEPARTED,)
    if state == _S.DELIVERY_FAILED:
        return _AFTER_FAILING.get(NextStep(parcel.next_step or NextStep.TRY_AGAIN), _TRIED_AGAIN)
    if state == _S.HELD_FOR_PICKUP:
        back = parcel.next_step == NextStep.RETURN
        return (_E.RETURN_STARTED, _E.DELIVERED) if back else (_E.DELIVERED, _E.OUT_FOR_DELIVERY, _E.RETURN_STARTED)
    if parcel.destination_office == office:
        return (_E.OUT_FOR_DELIVERY, _E.DELIVERED, _E.HELD_FOR_PICKUP)
    return (_E.DEPARTED,)
