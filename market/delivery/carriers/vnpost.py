"""VNPost: the news is JSON inside a string, beside the moment of sending and a signature over both."""

import hashlib
import hmac
import json

from market.delivery.carriers.interface import Carrier, WrongProof
from market.delivery.carriers.pushes import CarrierNews, Push, UnreadablePush, amount, instant, same, text


class VNPost(Carrier):
    """Its body: Data (JSON text), SendDate, SignData.

    How SignData is made is agreed with each partner and not public: here HMAC-SHA256, in hex, of Data
    and SendDate under the shared secret. The fields of Data are those of its order service, and the
    day stands as DD-MM-YYYY: both to be checked against the contract before going live.
    """

    name = "vnpost"

    def read_push(self, push: Push, *, secret: str) -> list[CarrierNews]:
        data, sent = push.body.get("Data"), push.body.get("SendDate")
        if not isinstance(data, str) or not isinstance(sent, str) or not secret:
            raise WrongProof
        if not same(push.body.get("SignData"), sign(data, sent, secret)):
            raise WrongProof
        try:
            told = json.loads(data)
        except (ValueError, RecursionError):
            raise UnreadablePush("Data") from None
        if not isinstance(told, dict):
            raise UnreadablePush("Data")
        return [
            CarrierNews(
                code=text(told, "OrderStatusId"),
                number=text(told, "ItemCode"),
                reference=text(told, "OrderCode", needed=False),
                happened_at=instant(text(told, "StatusDate"), "%d-%m-%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S"),
                note=text(told, "Note", longest=200, needed=False),
                cash_vnd=amount(told, "CodAmount"),
                body=told,
            )
        ]


def sign(data: str, sent: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"{data}{sent}".encode(), hashlib.sha256).hexdigest()
