"""VNPost: the news is JSON inside a string, beside the moment of sending and a signature over both."""

import hashlib
import hmac
import json

from market.delivery.carriers import interface, pushes


class VNPost(interface.Carrier):
    """Its body: Data (JSON text), SendDate, SignData.

    How SignData is made is agreed with each partner and not public: here HMAC-SHA256, in hex, of Data
    and SendDate under the shared secret. The fields of Data are those of its order service, and the
    day stands as DD-MM-YYYY: both to be checked against the contract before going live.
    """

    name = "vnpost"

    def read_push(self, push: pushes.Push, *, secret: str) -> list[pushes.CarrierNews]:
        data, sent = push.body.get("Data"), push.body.get("SendDate")
        if not isinstance(data, str) or not isinstance(sent, str) or not secret:
            raise interface.WrongProof
        if not pushes.same(push.body.get("SignData"), sign(data, sent, secret)):
            raise interface.WrongProof
        try:
            told = json.loads(data)
        except (ValueError, RecursionError):
            raise pushes.UnreadablePush("Data") from None
        if not isinstance(told, dict):
            raise pushes.UnreadablePush("Data")
        return [
            pushes.CarrierNews(
                code=pushes.text(told, "OrderStatusId"),
                number=pushes.text(told, "ItemCode"),
                reference=pushes.text(told, "OrderCode", needed=False),
                happened_at=pushes.instant(pushes.text(told, "StatusDate"), "%d-%m-%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S"),
                note=pushes.text(told, "Note", longest=200, needed=False),
                cash_vnd=pushes.amount(told, "CodAmount"),
                body=told,
            )
        ]


def sign(data: str, sent: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"{data}{sent}".encode(), hashlib.sha256).hexdigest()
