"""Giao Hàng Nhanh: JSON pushes. They carry no signature, so our address for them ends in a secret of ours."""

from market.delivery.carriers.interface import Carrier, WrongProof
from market.delivery.carriers.pushes import CarrierNews, Push, amount, instant, same, text


class GHN(Carrier):
    """Its documented body: OrderCode, ClientOrderCode, Status, Type, Time, CODAmount, Reason."""

    name = "ghn"

    def read_push(self, push: Push, *, secret: str) -> list[CarrierNews]:
        if not same(push.query.get("hash"), secret):
            raise WrongProof
        body = push.body
        # Corrections of weight, cash or fee come in the same shape and say nothing of where the parcel is.
        kind = text(body, "Type", needed=False).lower()
        code = text(body, "Status") if kind in ("", "create", "switch_status") else kind
        return [
            CarrierNews(
                code=code,
                number=text(body, "OrderCode"),
                reference=text(body, "ClientOrderCode", needed=False),
                happened_at=instant(text(body, "Time")),
                note=text(body, "Reason", longest=200, needed=False),
                cash_vnd=amount(body, "CODAmount"),
                body=body,
            )
        ]
