"""Those who carry parcels, behind one plain interface, chosen by name (registry). Never called inside a transaction."""

from market.delivery.carriers import ghn, ghtk, interface, postmart, viettelpost, vnpost

POSTMART = "postmart"
CARRIERS: dict[str, interface.Carrier] = {
    POSTMART: postmart.MockPostmart(),
    "ghn": ghn.GHN(),
    "ghtk": ghtk.GHTK(),
    "viettelpost": viettelpost.ViettelPost(),
    "vnpost": vnpost.VNPost(),
}
