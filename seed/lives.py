"""The orders' lives: each step by the actions of real use, with the rights of whoever takes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from random import Random
from typing import Any

from market.accounts.models import Person
from market.delivery.actions.batches import record_scans
from market.delivery.queries import parcels
from market.delivery.rules.parcels import ScanReport
from market.ids import new_order_number
from market.orders import queries
from market.orders.access import order_for
from market.orders.actions import checkouts, timers, transitions
from market.seed.plan import DESTINATION, Scanned, Step, shop_of
from market.seed.rows import Row, made_id, phone_of, rows, several
from market.seed.stalls import Stalls
from market.seed.year.seen import source_of

_MOVES: dict[str, Callable[..., None]] = {
    "accept": transitions.accept,
    "pack": transitions.pack,
    "cancel": transitions.cancel,
    "complete": transitions.complete,
}


class Lives:
    """Takes steps; remembers which number each order of the file was given."""

    def __init__(self, stalls: Stalls, orders: list[Row]) -> None:
        self.stalls, self.orders = stalls, orders
        self.numbers: dict[str, str] = {}
        people = rows("people")
        self.people = {row["key"]: row for row in people}
        placed = [(row, place) for row in people for place in several(row["place"])]
        self.staff = {(row["role"], place): stalls.people[row["key"]] for row, place in placed}

    def take(self, step: Step) -> None:
        """Let the timers ring that were due before it, then take the step."""
        ring_until(step.at)
        if step.verb == "check_out":
            self._check_out(step)
        elif step.scanned is not None:
            self._scan(step, step.scanned)
        else:
            self._move(step)

    def _check_out(self, step: Step) -> None:
        together = [row for row in self.orders if row["checkout"] == step.order["checkout"]]
        checkout = checkouts.check_out(
            by=self.stalls.people[step.by],
            purchase=self._purchase(together, step),
            now=step.at,
            # Chance of its own: the same number at every load.
            new_number=partial(new_order_number, Random(step.order["checkout"]).choice),
        )
        numbers = {order.shop_id: order.number for order in checkout.orders}
        for row in together:
            self.numbers[row["key"]] = numbers[self.stalls.shops[shop_of(row)].id]

    def _purchase(self, together: list[Row], step: Step) -> checkouts.Purchase:
        buyer = self.people[step.by]
        items = [item.split(":") for row in together for item in several(row["items"])]
        return checkouts.Purchase(
            wanted={self.stalls.goods[key]: int(quantity) for key, quantity in items},
            recipient=checkouts.Recipient(
                name=buyer["name"],
                phone=phone_of(buyer),
                commune_code=buyer["commune_code"],
                address_line=buyer["address_line"],
            ),
            payment_method="cod",
            note=step.order["note"] if step.order["reaches"] == "placed" else "",
            buyer_is_18=True,
            via=source_of(step.order["checkout"]),
            id=made_id(step.order["checkout"], step.at),
        )

    def _move(self, step: Step) -> None:
        person = self.stalls.people[step.by]
        order, roles = order_for(self.numbers[step.order["key"]], person, lock=True)
        words: dict[str, Any] = {"reason": step.order["note"]} if step.verb == "cancel" else {}
        _MOVES[step.verb](order=order, roles=roles, by_id=person.id, now=step.at, **words)

    def _scan(self, step: Step, scanned: Scanned) -> None:
        parcel = parcels.parcel_of(self.numbers[step.order["key"]])
        if parcel is None:
            raise LookupError(f"order {step.order['key']} has no parcel")
        office = parcel.destination_office if scanned.end == DESTINATION else parcel.origin_office
        report = ScanReport(
            scan_id=made_id(f"{step.order['key']}/{scanned.number}", step.at),
            tracking_number=parcel.tracking_number,
            event=scanned.event,
            scanned_at=step.at,
            post_office_code=office,
            note=step.order["note"] if scanned.is_last else "",
        )
        self._record(report, self.staff[scanned.role, office], step)

    def _record(self, report: ScanReport, by: Person, step: Step) -> None:
        (result,) = record_scans(scans=[report], by=by, now=step.at)
        if result["result"] != "recorded":
            raise RuntimeError(f"order {step.order['key']}: {report.event} is {result}")


def ring_until(at: datetime) -> None:
    """Let every timer that was due by `at` ring at its own time."""
    while numbers := queries.due(at, limit=1):
        order = queries.locked(numbers[0])
        if order is not None and order.timer_at is not None:
            timers.ring(order=order, now=order.timer_at)
