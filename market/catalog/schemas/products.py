"""Goods, in and out. Amounts in đồng, weights in grams, sides in centimetres."""

from marshmallow import ValidationError, validates

from market.catalog.photos import TINY
from market.catalog.rules.categories import NOT_ONE
from market.catalog.rules.certificates import CertificateState
from market.catalog.rules.products import LARGEST_PARCEL_G, MOST_PHOTOS, MOST_STOCK, PHOTO_SIZES, ProductStatus
from market.catalog.rules.shops import SUSPENDED, ShopStatus
from market.catalog.schemas.cards import ReviewsOut, SaleOut, Season
from market.catalog.schemas.shops import CommuneOut
from market.fields import Boolean, Choice, Day, Dong, Id, Instant, Integer, Items, Matching, Nested, Schema, String
from market.language import Sentence

_ZERO = Sentence("Không được bằng 0.", en="Must not be 0.")
_CODE = Sentence("Mã gồm 6 chữ số.", en="The code has 6 digits.")
_STOCK = Sentence(
    "Tồn kho đổi bằng từng lần nhập, xuất: POST /api/v1/products/{id}/stock-movements.",
    en="Stock is changed by movements: POST /api/v1/products/{id}/stock-movements.",
)


class BilingualName(Schema):
    vi = String(longest=80)
    en = String(longest=80)


class CategoryOut(Schema):
    slug = String(longest=40)
    name = Nested(BilingualName)
    is_alcohol = Boolean(metadata={"description": "sold only to buyers of 18 and over"})
    children = Items(Nested(lambda: CategoryOut()), most=100)


class CategoryTree(Schema):
    items = Items(Nested(CategoryOut), most=100)
    next = String(longest=400, allow_none=True)


class Names(Schema):
    """What the goods are called in other languages."""

    en = String(longest=120, shortest=0)
    tay = String(longest=120, shortest=0)
    nung = String(longest=120, shortest=0)

    class Meta(Schema.Meta):
        left_out = ("en", "tay", "nung")


class Ocop(Schema):
    """An OCOP certificate as the household declares it."""

    stars = Integer(least=3, most=5, required=True)
    certificate_no = String(longest=60, required=True)
    issued_on = Day(required=True)


class Dimensions(Schema):
    length = Integer(least=1, most=300, required=True)
    width = Integer(least=1, most=300, required=True)
    height = Integer(least=1, most=300, required=True)


class ProductChange(Schema):
    """What may be changed of a product: all but its stock, which moves."""

    name = String(longest=120)
    category = Matching(r"[a-z0-9-]+", NOT_ONE, longest=40)
    unit = String(longest=30)
    pack = String(longest=60, shortest=0)
    price_vnd = Dong(metadata={"description": "of one pack"})
    weight_g = Integer(least=1, most=LARGEST_PARCEL_G, metadata={"description": "gross, of one pack"})
    description = String(longest=4000, shortest=0)
    names = Nested(Names)
    also_known_as = Items(String(longest=80), most=20)
    season = Nested(Season, allow_none=True)
    ocop = Nested(Ocop, allow_none=True)
    shelf_life_days = Integer(least=1, most=3650, allow_none=True)
    dimensions_cm = Nested(Dimensions, allow_none=True)
    fragile = Boolean()
    ships_by_post = Boolean()

    class Meta(Schema.Meta):
        example = {"price_vnd": 60000, "season": {"from_month": 7, "to_month": 9}}


class ProductEdit(ProductChange):
    elsewhere = {"stock": _STOCK}

    household_code = Matching(
        r"[0-9]{6}", _CODE, longest=6, metadata={"description": "from a team, for a price that moves by more than half"}
    )


class NewProduct(ProductChange):
    id = Id()
    name = String(longest=120, required=True)
    category = Matching(r"[a-z0-9-]+", NOT_ONE, longest=40, required=True)
    unit = String(longest=30, required=True)
    price_vnd = Dong(required=True, metadata={"description": "of one pack"})
    weight_g = Integer(least=1, most=LARGEST_PARCEL_G, required=True, metadata={"description": "gross, of one pack"})
    stock = Integer(least=0, most=MOST_STOCK, required=True, metadata={"description": "packs at hand"})

    class Meta(Schema.Meta):
        example = {
            "name": "Na Chi Lăng",
            "category": "fruit",
            "unit": "hộp",
            "pack": "1 kg",
            "price_vnd": 65000,
            "stock": 60,
            "weight_g": 1150,
            "description": "Na dai trồng trên núi đá, quả chín mềm, vị ngọt.",
            "names": {"en": "custard apple", "tay": "mác na"},
            "also_known_as": ["na dai", "mãng cầu ta"],
            "season": {"from_month": 7, "to_month": 9},
            "ocop": {"stars": 4, "certificate_no": "123/QĐ-UBND", "issued_on": "2025-12-01"},
            "shelf_life_days": 4,
        }


class OcopOut(Schema):
    stars = Integer(least=3, most=5)
    certificate_no = String(longest=60)
    issued_on = Day()
    expires_on = Day(metadata={"description": "the first day on which it counts no more"})


class CertificateOut(OcopOut):
    state = Choice([*CertificateState])
    verified_at = Instant(allow_none=True)
    refused_at = Instant(allow_none=True)
    refusal_reason = String(longest=500, shortest=0, allow_none=True)
    photo = String(longest=200, allow_none=True, metadata={"description": "the address of its photo, if one was sent"})


class PhotoOut(Schema):
    """Addresses of the three WebP pictures, from the root of the service."""

    n = Integer(least=1, most=MOST_PHOTOS)
    small = String(longest=200)
    medium = String(longest=200)
    large = String(longest=200)


class ProductShopOut(Schema):
    id = Id()
    name = String(longest=120)
    status = Choice([*ShopStatus, SUSPENDED], metadata={"description": "as in the shop itself; only an open one sells"})
    commune = Nested(CommuneOut)


class ProductOut(ProductChange):
    id = Id()
    shop = Nested(ProductShopOut)
    slug = String(longest=120)
    stock = Integer(least=0, most=MOST_STOCK)
    in_stock = Boolean()
    in_season = Boolean()
    status = Choice([*ProductStatus, SUSPENDED])
    suspension_reason = String(longest=500, allow_none=True)
    ocop = Nested(OcopOut, allow_none=True, metadata={"description": "null unless verified and unexpired"})
    reviews = Nested(ReviewsOut)
    sale = Nested(SaleOut, allow_none=True, metadata={"description": "null of what is sold on any day"})
    certificate = Nested(
        CertificateOut, allow_none=True, metadata={"description": "only for the household, its team and officers"}
    )
    photos = Items(Nested(PhotoOut), most=MOST_PHOTOS)
    version = Integer(least=1, most=2**31)
    created_at = Instant()

    class Meta(Schema.Meta):
        left_out = ("certificate", "suspension_reason")


class ProductPage(Schema):
    items = Items(Nested(ProductOut), most=100)
    next = String(longest=400, allow_none=True)


class Movement(Schema):
    id = Id()
    change = Integer(least=-MOST_STOCK, most=MOST_STOCK, required=True, metadata={"description": "packs, not 0"})
    reason = String(
        longest=40,
        required=True,
        metadata={"description": "in a word, such as harvest, restock, correction, spoiled, sold_elsewhere, returned"},
    )

    class Meta(Schema.Meta):
        example = {"change": 20, "reason": "harvest"}

    @validates("change")
    def not_zero(self, value: int, data_key: str) -> None:
        if value == 0:
            raise ValidationError(_ZERO)


class StockOut(Schema):
    stock = Integer(least=0, most=MOST_STOCK)


class PhotoQuery(Schema):
    size = Choice([TINY, *PHOTO_SIZES], load_default="medium")
