"""Giao Hàng Tiết Kiệm: form pushes, protected by `?hash=` in the address that was registered with them."""

from market.delivery.carriers import interface, pushes


class GHTK(interface.Carrier):
    """Its documented fields: partner_id (ours), label_id (theirs), status_id, action_time, reason, pick_money."""

    name = "ghtk"

    def read_push(self, push: pushes.Push, *, secret: str) -> list[pushes.CarrierNews]:
        if not pushes.same(push.query.get("hash"), secret):
            raise interface.WrongProof
        body = push.body
        return [
            pushes.CarrierNews(
                code=pushes.text(body, "status_id"),
                number=pushes.text(body, "label_id"),
                reference=pushes.text(body, "partner_id", needed=False),
                happened_at=pushes.instant(pushes.text(body, "action_time")),
                note=pushes.text(body, "reason", longest=200, needed=False),
                cash_vnd=pushes.amount(body, "pick_money"),
                body=body,
            )
        ]
