"""Giao Hàng Tiết Kiệm: form pushes, protected by `?hash=` in the address that was registered with them."""

from market.delivery.carriers.interface import Carrier, WrongProof
from market.delivery.carriers.pushes import CarrierNews, Push, amount, instant, same, text


class GHTK(Carrier):
    """Its documented fields: partner_id (ours), label_id (theirs), status_id, action_time, reason, pick_money."""

    name = "ghtk"

    def read_push(self, push: Push, *, secret: str) -> list[CarrierNews]:
        if not same(push.query.get("hash"), secret):
            raise WrongProof
        body = push.body
        return [
            CarrierNews(
                code=text(body, "status_id"),
                number=text(body, "label_id"),
                reference=text(body, "partner_id", needed=False),
                happened_at=instant(text(body, "action_time")),
                note=text(body, "reason", longest=200, needed=False),
                cash_vnd=amount(body, "pick_money"),
                body=body,
            )
        ]
