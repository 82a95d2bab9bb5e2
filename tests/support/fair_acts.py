"""What one of a team does for a household at a fair."""

from collections.abc import Callable
from typing import Any

from tests.support.fairs import a_fair
from tests.support.village import Answer


def _stand(stage: Any) -> Answer:
    fair = a_fair()
    asked = {"product_id": str(stage.product.id), "packs": 40, "ready_on": fair.ships_from.isoformat()}
    made: Answer = stage.member.post(f"/fairs/{fair.slug}/stands", asked)
    return made


def _at_stand(stage: Any) -> str:
    made = _stand(stage)
    return made.headers["Location"].replace("/api/v1/products/", "/fairs/phien-na-chi-lang/stands/")


_ONE = "/fairs/<slug:slug>/stands/<uuid:product_id>"
ACTS: dict[str, Callable[[Any], Answer]] = {
    "POST /fairs/<slug:slug>/stands": _stand,
    f"PATCH {_ONE}": lambda s: s.member.patch(_at_stand(s), {"packs": 60}, headers={"If-Match": "*"}),
    f"DELETE {_ONE}": lambda s: s.member.delete(_at_stand(s)),
}
