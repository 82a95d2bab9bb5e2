"""A message that one side has reported is complained of: of the words, not of the order, so no money waits for it."""

from market.complaints.actions.receiving import Subject, receive
from market.complaints.rules.kinds import About, Kind, Side
from market.errors import found
from market.messages.rules import MessageReported
from market.messages.rules import Side as Of
from market.orders.queries import by_id

_SIDES = {Of.BUYER: Side.BUYER, Of.HOUSEHOLD: Side.SELLER}


def on_message_reported(reported: MessageReported) -> None:
    """Once of each message; it goes to the officers of the shop's place."""
    order = found(by_id(reported.order_id))
    subject = Subject(
        about=About.NOTHING,
        side=_SIDES[reported.by],
        commune_code=order.from_commune,
        reference=f"{order.number} #{reported.message_no}",
    )
    receive(
        subject=subject,
        kind=Kind.CONDUCT,
        words=reported.reason,
        reporter_id=reported.by_id,
        now=reported.at,
        cause=f"message:{reported.order_id}:{reported.message_no}",
    )
