"""Whether what is picked today is still good when it arrives. Pure."""

from datetime import date, timedelta

from market.delivery.tariff import Shipping
from market.errors import InvalidInput, Problem
from market.language import Sentence


class SpoilsOnTheWay(Problem):
    """Even the fastest service takes longer than the most delicate good keeps."""

    status = 422
    type = "spoils-on-the-way"
    title = Sentence("Hàng sẽ hỏng dọc đường", en="Spoils on the way")
    detail = Sentence(
        "{name} chỉ giữ được {keeps} ngày, mà chuyển nhanh nhất cũng mất {days} ngày.",
        en="{name} keeps {keeps} days, but even the fastest service takes {days} days.",
    )


_MAY_SPOIL = Sentence(
    "{name} giữ được {keeps} ngày, đi đường {least}–{most} ngày: có thể không còn tươi.",
    en="{name} keeps {keeps} days and travels {least}–{most} days: it may not arrive fresh.",
)
_IN_FUTURE = Sentence("Ngày thu hoạch không thể ở tương lai.", en="The harvest cannot be in the future.")
_TOO_OLD = Sentence("Hàng thu hoạch đã quá {keeps} ngày.", en="This was harvested more than {keeps} days ago.")


def refuse_spoiling(name: str, keeps: int | None, fastest_days: int) -> None:
    """Raises SpoilsOnTheWay only where no service is fast enough for the most delicate good."""
    if keeps is not None and keeps < fastest_days:
        members = {"shelf_life_days": keeps, "fastest_days": fastest_days}
        raise SpoilsOnTheWay(name=name, keeps=keeps, days=fastest_days, members=members)


def warnings(name: str, keeps: int | None, shipping: Shipping) -> list[Sentence]:
    """What a buyer should know before ordering: the goods keep for less than they may travel."""
    if keeps is None or keeps >= shipping.max_days:
        return []
    return [_MAY_SPOIL.format(name=name, keeps=keeps, least=shipping.min_days, most=shipping.max_days)]


def check_harvest(harvested_on: date | None, keeps: int | None, today: date) -> None:
    """Raises InvalidInput for a day to come, or one so long ago that the goods do not keep any more."""
    if harvested_on is None:
        return
    if harvested_on > today:
        raise InvalidInput(errors={"harvested_on": [_IN_FUTURE]})
    if keeps is not None and harvested_on + timedelta(days=keeps) < today:
        raise InvalidInput(errors={"harvested_on": [_TOO_OLD.format(keeps=keeps)]})
