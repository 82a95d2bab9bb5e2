"""What stands at the two addresses that everybody tries first: what this is, and where to go on."""

from typing import Any

import flask

from market import fields
from market.http import Blueprint, Spoken, public
from market.language import Sentence

_ABOUT = Sentence(
    "Chợ Phiên: chợ của các hộ vùng cao. Đây là chỗ cho chương trình; người xem hàng theo mã vận đơn ở /t.",
    en="Chợ Phiên: a marketplace of highland households. Programs are served here; parcels are followed at /t.",
)
# Rel → where, and what is there.
_LINKS = {
    "service-desc": ("/openapi.json", Sentence("Mô tả giao diện (OpenAPI 3.1)", en="The contract (OpenAPI 3.1)")),
    "service-doc": ("/docs", Sentence("Hướng dẫn từng lệnh gọi", en="Every call, described")),
    "search": ("/api/v1/search?q=na", Sentence("Tìm hàng, gõ có dấu hay không", en="Search, with accents or without")),
    "categories": ("/api/v1/categories", Sentence("Các loại hàng", en="Categories of goods")),
    "shops": ("/api/v1/shops", Sentence("Các gian hàng", en="Shops")),
    "places": ("/api/v1/places?q=chi+lang", Sentence("Tỉnh, xã theo tên", en="Provinces and communes by name")),
    "figures": ("/figures", Sentence("Số liệu của chợ, cho người xem", en="The market's figures, as a page")),
    "tracking": ("/t", Sentence("Theo dõi bưu gửi, cho người xem", en="Follow a parcel, as a page")),
}


class LinkOut(fields.Schema):
    rel = fields.String(longest=40)
    href = fields.String(longest=200)
    about = Spoken()


class IndexOut(fields.Schema):
    about = Spoken()
    links = fields.Items(fields.Nested(LinkOut), most=20)


blueprint = Blueprint("index", __name__, url_prefix="/api/v1", description="Where to begin")
front = flask.Blueprint("front", __name__)


@blueprint.route("", methods=["GET"])
@public
@blueprint.response(200, IndexOut)
def show_index() -> dict[str, Any]:
    """What this is, and where to go on."""
    return _index()


@front.route("/", methods=["GET"])
@public
def show_front() -> Any:
    return flask.jsonify(IndexOut().dump(_index()))


def _index() -> dict[str, Any]:
    links = [{"rel": rel, "href": href, "about": about} for rel, (href, about) in _LINKS.items()]
    return {"about": _ABOUT, "links": links}
