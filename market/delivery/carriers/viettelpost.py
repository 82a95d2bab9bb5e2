"""ViettelPost: JSON pushes with our token in the body."""

from market.delivery.carriers.interface import Carrier, WrongProof
from market.delivery.carriers.pushes import CarrierNews, Push, UnreadablePush, amount, instant, same, text


class ViettelPost(Carrier):
    """Its body: TOKEN, DATA{ORDER_NUMBER (theirs), ORDER_REFERENCE (ours), ORDER_STATUS, ORDER_STATUSDATE, …}."""

    name = "viettelpost"

    def read_push(self, push: Push, *, secret: str) -> list[CarrierNews]:
        if not same(push.body.get("TOKEN"), secret):
            raise WrongProof
        data = push.body.get("DATA")
        if not isinstance(data, dict):
            raise UnreadablePush("DATA")
        return [
            CarrierNews(
                code=text(data, "ORDER_STATUS"),
                number=text(data, "ORDER_NUMBER"),
                reference=text(data, "ORDER_REFERENCE", needed=False),
                happened_at=instant(text(data, "ORDER_STATUSDATE"), "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"),
                note=text(data, "NOTE", longest=200, needed=False),
                cash_vnd=amount(data, "MONEY_COLLECTION"),
                body={"DATA": data},  # without the token
            )
        ]
