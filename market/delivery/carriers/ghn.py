"""Giao Hàng Nhanh: JSON pushes. They carry no signature, so our address for them ends in a secret of ours."""

from market.delivery.carriers import interface, pushes


class GHN(interface.Carrier):
    """Its documented body: OrderCode, ClientOrderCode, Status, Type, Time, CODAmount, Reason."""

    name = "ghn"

    def read_push(self, push: pushes.Push, *, secret: str) -> list[pushes.CarrierNews]:
        if not pushes.same(push.query.get("hash"), secret):
            raise interface.WrongProof
        body = push.body
        # Corrections of weight, cash or fee come in the same shape and say nothing of where the parcel is.
        kind = pushes.text(body, "Type", needed=False).lower()
        code = pushes.text(body, "Status") if kind in ("", "create", "switch_status") else kind
        return [
            pushes.CarrierNews(
                code=code,
                number=pushes.text(body, "OrderCode"),
                reference=pushes.text(body, "ClientOrderCode", needed=False),
                happened_at=pushes.instant(pushes.text(body, "Time")),
                note=pushes.text(body, "Reason", longest=200, needed=False),
                cash_vnd=pushes.amount(body, "CODAmount"),
                body=body,
            )
        ]
