"""A shop's record as it is told to its household, with what would raise it."""

from datetime import datetime
from typing import Any

from market.catalog.models import Shop
from market.catalog.rules.reliability import Reliability
from market.insight.reliable import recount
from market.insight.reliable.rules import ACCEPT_WITHIN, DAYS, FEWEST, NAMES, Record, needed, step
from market.language import Sentence

_HOURS = {"hours": int(ACCEPT_WITHIN.total_seconds()) // 3600}
_MORE = Sentence(
    "Giữ lời thêm {count} đơn nữa thì lên bậc “{name}”.", en="Keep {count} orders more to come to “{name}”."
)
_RAISES = {
    "late": Sentence("Nhận đơn trong {hours} giờ.", en="Accept orders within {hours} hours."),
    "cancelled": Sentence(
        "Hết hàng thì sửa số còn lại ngay, để không phải hủy đơn.",
        en="Mend the stock as soon as it runs out, so that no order has to be cancelled.",
    ),
    "lapsed": Sentence(
        "Đi vắng thì bấm “Tạm nghỉ”, để đơn không bị bỏ quá hạn.",
        en="Pause the shop while you are away, so that no order lapses.",
    ),
    "upheld": Sentence(
        "Ai khiếu nại thì tự giải quyết trước: việc gian hàng tự làm cho xong thì không tính.",
        en="Put complaints right yourself first: what the shop settles does not count.",
    ),
}
_FEW = Sentence(
    "Chưa đủ {count} đơn nên chưa nói lên gì: gian hàng đứng giữa, không cao không thấp.",
    en="Fewer than {count} orders say nothing yet: the shop stands in the middle, neither low nor high.",
)
_HIGHEST = Sentence("Đang ở bậc cao nhất. Cứ như vậy.", en="This is the highest step. Keep it so.")


def told(shop: Shop, *, now: datetime) -> dict[str, Any]:
    """Counted now; what search goes by is brought up to it once an hour."""
    record = recount.records([shop.id], now=now).get(shop.id, Record())
    now_is = step(record)
    return {
        "step": int(now_is),
        "name": NAMES[now_is],
        "days": DAYS,
        "orders": record.orders,
        **record._asdict(),
        "hundredths": record.hundredths,
        "raises": list(_raises(record, now_is)),
    }


def _raises(record: Record, now_is: Reliability) -> list[Sentence]:
    if record.orders + record.upheld < FEWEST:
        return [_FEW.format(count=FEWEST)]
    said = [sentence.format(**_HOURS) for name, sentence in _RAISES.items() if getattr(record, name)]
    if now_is is Reliability.BEST:
        return [_HIGHEST, *said]
    count = needed(record)
    more = [_MORE.format(count=count, name=NAMES[_after(record, count)])] if count is not None else []
    return [*more, *said]


def _after(record: Record, count: int) -> Reliability:
    return step(record._replace(kept=record.kept + count))
