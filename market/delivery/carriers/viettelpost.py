"""ViettelPost: JSON pushes with our token in the body."""

from market.delivery.carriers import interface, pushes


class ViettelPost(interface.Carrier):
    """Its body: TOKEN, DATA{ORDER_NUMBER (theirs), ORDER_REFERENCE (ours), ORDER_STATUS, ORDER_STATUSDATE, …}."""

    name = "viettelpost"

    def read_push(self, push: pushes.Push, *, secret: str) -> list[pushes.CarrierNews]:
        if not pushes.same(push.body.get("TOKEN"), secret):
            raise interface.WrongProof
        data = push.body.get("DATA")
        if not isinstance(data, dict):
            raise pushes.UnreadablePush("DATA")
        return [
            pushes.CarrierNews(
                code=pushes.text(data, "ORDER_STATUS"),
                number=pushes.text(data, "ORDER_NUMBER"),
                reference=pushes.text(data, "ORDER_REFERENCE", needed=False),
                happened_at=pushes.instant(
                    pushes.text(data, "ORDER_STATUSDATE"), "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"
                ),
                note=pushes.text(data, "NOTE", longest=200, needed=False),
                cash_vnd=pushes.amount(data, "MONEY_COLLECTION"),
                body={"DATA": data},  # without the token
            )
        ]
