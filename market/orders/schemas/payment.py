"""How an order is paid and given back, from outside."""

from market.accounts.schemas import Code
from market.fields import Boolean, Choice, Dong, Id, Instant, Items, Nested, Schema, String
from market.http import Json, Spoken
from market.orders.rules import PaymentStatus
from market.payments.methods import METHODS
from market.payments.refunds.rules import Channel, Reason, RefundState


class PaymentOut(Schema):
    method = Choice([*METHODS], attribute="payment_method")
    status = Choice([*PaymentStatus], attribute="payment_status")


class TransferOut(Schema):
    bank_bin = String(longest=6)
    account = String(longest=19)
    account_name = String(shortest=0, longest=120)
    text = String(longest=25, metadata={"description": "what the transfer has to say"})


class WayToPay(PaymentOut):
    """How an order or a checkout is paid, and for its buyer what is needed to pay it."""

    amount_vnd = Dong(metadata={"description": "what is to be paid at once: all orders of the checkout"})
    expires_at = Instant()
    client_secret = String(longest=200, metadata={"description": "for the card gateway's own client"})
    publishable_key = String(
        longest=200, metadata={"description": "of our account at the gateway, for the same client"}
    )
    pay_at = String(longest=4000, metadata={"description": "instead, where a page was asked for: the gateway's own"})
    qr = String(longest=200, metadata={"description": "VietQR text; its picture is at /orders/{number}/payment/qr"})
    transfer = Nested(TransferOut)

    class Meta(Schema.Meta):
        left_out = ("amount_vnd", "expires_at", "client_secret", "publishable_key", "pay_at", "qr", "transfer")


class PaymentMethodOut(Schema):
    name = Choice([*METHODS], metadata={"description": "as a quote or a checkout names it"})
    title = Spoken()
    open = Boolean(metadata={"description": "whether it can be chosen here"})
    prepaid = Boolean(metadata={"description": "paid before the goods go; else at the door"})
    publishable_key = String(longest=200, metadata={"description": "of our account at the gateway, for its client"})

    class Meta(Schema.Meta):
        left_out = ("publishable_key",)


class PaymentMethodList(Schema):
    items = Items(Nested(PaymentMethodOut), most=10)


class OrdersRefundOut(Schema):
    id = Id()
    amount_vnd = Dong()
    channel = Choice([*Channel])
    reason = Choice([*Reason])
    state = Choice([*RefundState])
    requested_at = Instant()
    settled_at = Instant(allow_none=True)


class OrderPaymentOut(WayToPay):
    total_vnd = Dong()
    paid_vnd = Dong(metadata={"description": "what has come for it, also a part"})
    refunded_vnd = Dong()
    returning_vnd = Dong(metadata={"description": "of its checkout's transfers: what waits to go back to the buyer"})
    refunds = Items(Nested(OrdersRefundOut), most=100)


class RefundIn(Schema):
    id = Id()
    amount_vnd = Dong(least=1, required=True)
    reason = Choice(["quality", "other"], load_default="quality")
    channel = Choice([str(channel) for channel in Channel], metadata={"description": "default: the way it was paid"})
    note = String(shortest=0, longest=500, load_default="")
    household_code = Code(metadata={"description": "from the household's phone, where its team asks"})

    class Meta(Schema.Meta):
        example: Json = {"amount_vnd": 65_000, "note": "Một hộp bị dập"}
