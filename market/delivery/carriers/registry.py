"""Those who carry parcels, behind one plain interface, chosen by name (registry). Never called inside a transaction."""

from market.delivery.carriers.ghn import GHN
from market.delivery.carriers.ghtk import GHTK
from market.delivery.carriers.interface import Carrier
from market.delivery.carriers.postmart import MockPostmart
from market.delivery.carriers.viettelpost import ViettelPost
from market.delivery.carriers.vnpost import VNPost

POSTMART = "postmart"
CARRIERS: dict[str, Carrier] = {
    POSTMART: MockPostmart(),
    "ghn": GHN(),
    "ghtk": GHTK(),
    "viettelpost": ViettelPost(),
    "vnpost": VNPost(),
}
