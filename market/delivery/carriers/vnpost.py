"""VNPost: the news is JSON inside a string, beside the moment of sending and a signature over both."""

import hashlib
import hmac
import json
from datetime import datetime, timedelta

from market.delivery.carriers import interface, pushes

_DATES = ("%d-%m-%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S")
# What waited while we were away is still told, over a weekend; the same news told again changes nothing anyway.
_OLDEST, _AHEAD = timedelta(days=3), timedelta(minutes=10)


class VNPost(interface.Carrier):
    """Its body: Data (JSON text), SendDate, SignData.

    How SignData is made is agreed with each partner and not public: here HMAC-SHA256, in hex, of Data
    and SendDate under the shared secret. The fields of Data are those of its order service, and the
    day stands as DD-MM-YYYY: both to be checked against the contract before going live.

    No mark stands between the two under the signature, and it is not ours to add one. So what is signed is only taken
    where it can be cut in one way: Data ends as an object, SendDate is a date and nothing else, and not an old one.
    """

    name = "vnpost"

    def read_push(self, push: pushes.Push, *, secret: str) -> list[pushes.CarrierNews]:
        data, sent = push.body.get("Data"), push.body.get("SendDate")
        if not isinstance(data, str) or not isinstance(sent, str) or not secret:
            raise interface.WrongProof
        if not pushes.same(push.body.get("SignData"), sign(data, sent, secret)):
            raise interface.WrongProof
        if not data.rstrip().endswith("}") or not _is_fresh(sent, push.received_at):
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
                happened_at=pushes.instant(pushes.text(told, "StatusDate"), *_DATES),
                note=pushes.text(told, "Note", longest=200, needed=False),
                cash_vnd=pushes.amount(told, "CodAmount"),
                body=told,
            )
        ]


def _is_fresh(sent: str, received_at: datetime) -> bool:
    try:
        at = pushes.instant(sent, *_DATES) if sent[:1].isdigit() else None
    except pushes.UnreadablePush:
        return False
    return at is not None and -_AHEAD <= received_at - at <= _OLDEST


def sign(data: str, sent: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"{data}{sent}".encode(), hashlib.sha256).hexdigest()
