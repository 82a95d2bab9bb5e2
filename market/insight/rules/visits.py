"""Why a shop needs a visit, and how long that may last before it does."""

from datetime import timedelta
from enum import StrEnum

from market.language import Sentence


class Reason(StrEnum):
    """Why a shop needs a visit, the most urgent first."""

    ORDER_WAITING = "order_waiting"
    OUT_OF_STOCK = "out_of_stock"
    NEVER_SOLD = "never_sold"
    NEVER_LISTED = "never_listed"


REASONS = {
    Reason.ORDER_WAITING: Sentence("Có đơn chờ hơn một ngày", en="An order waits for over a day"),
    Reason.OUT_OF_STOCK: Sentence("Đang mùa mà hết hàng", en="Out of stock in season"),
    Reason.NEVER_SOLD: Sentence("Có hàng mà chưa bán được đơn nào", en="Has goods and never sold"),
    Reason.NEVER_LISTED: Sentence("Mở rồi mà chưa có hàng", en="Opened and never listed anything"),
}
# How long each may last before somebody should come by.
PATIENCE = {
    Reason.ORDER_WAITING: timedelta(days=1),
    Reason.NEVER_SOLD: timedelta(days=30),
    Reason.NEVER_LISTED: timedelta(days=7),
}
