"""What an office has to do, and what comes back from its way, as conditions on parcels."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from market.delivery import failures, models
from market.delivery.rules.offices import Worklist
from market.delivery.rules.parcels import BEFORE_CUSTODY, ENDS, ParcelState

_S = ParcelState
_STILL = frozenset({*ENDS, *BEFORE_CUSTODY, _S.CANCELLED, _S.RETURNING})


def worklist(kind: Worklist, offices: Collection[str], today: date) -> ColumnElement[bool]:
    """The parcels on one of the lists of `offices` (codes), as of `today` in Vietnam."""
    here, state, step = models.Parcel.present_office.in_(offices), models.Parcel.state, models.Parcel.next_step
    for_here, from_here = models.Parcel.destination_office.in_(offices), models.Parcel.origin_office.in_(offices)
    on_its_way = state.in_([_S.ACCEPTED, _S.IN_TRANSIT])
    conditions = {
        Worklist.TO_TAKE_IN: and_(from_here, state.in_(sorted(BEFORE_CUSTODY))),
        Worklist.TO_DISPATCH: and_(here, or_(and_(on_its_way, ~for_here), and_(state == _S.RETURNING, ~from_here))),
        Worklist.TO_DELIVER: and_(
            here, for_here, or_(on_its_way, and_(state == _S.DELIVERY_FAILED, step == failures.NextStep.TRY_AGAIN))
        ),
        Worklist.ON_ROUNDS: and_(here, state == _S.OUT_FOR_DELIVERY),
        Worklist.TO_HOLD: and_(here, state == _S.DELIVERY_FAILED, step == failures.NextStep.HOLD),
        Worklist.HELD: and_(here, state == _S.HELD_FOR_PICKUP, step.is_(None)),
        Worklist.TO_RETURN: and_(here, step == failures.NextStep.RETURN),
        Worklist.TO_GIVE_BACK: and_(here, from_here, state == _S.RETURNING),
        Worklist.OVERDUE: and_(models.Parcel.promised_by < today, state.not_in(sorted(_STILL))),
    }
    return conditions[kind]


def goes_back(reference: Any) -> ColumnElement[bool]:
    """Whether the parcel of `reference`, a column or a value, has turned round or will: it brings nothing any more."""
    turned = or_(
        models.Parcel.next_step == failures.NextStep.RETURN, models.Parcel.state.in_([_S.RETURNING, _S.RETURNED])
    )
    return exists().where(models.Parcel.reference == reference, turned)
