"""The queue of certificates, and the word against one."""

from market.catalog.rules.certificates import CertificateState
from market.catalog.schemas.products import CertificateOut
from market.catalog.schemas.shops import CommuneOut
from market.fields import Choice, Id, Items, Matching, Nested, Schema, String
from market.http import PageQuery
from market.language import Sentence

_PLACE = Sentence(
    "Phải là mã tỉnh (20) hoặc xã (06463).", en="Must be the code of a province (20) or a commune (06463)."
)


class CertificatesQuery(PageQuery):
    state = Choice([*CertificateState])
    place = Matching(r"[0-9]{2}|[0-9]{5}", _PLACE, longest=5)


class CertifiedProductOut(Schema):
    id = Id()
    name = String(longest=120)


class CertifiedShopOut(Schema):
    id = Id()
    name = String(longest=120)
    commune = Nested(CommuneOut)


class ListedCertificateOut(CertificateOut):
    product = Nested(CertifiedProductOut)
    shop = Nested(CertifiedShopOut)


class CertificatePage(Schema):
    items = Items(Nested(ListedCertificateOut), most=100)
    next = String(longest=400, allow_none=True)


class RefusalIn(Schema):
    reason = String(longest=500, required=True, metadata={"description": "the household is told it"})

    class Meta(Schema.Meta):
        example = {"reason": "Ảnh mờ, không đọc được số quyết định."}
