"""Addresses of the book, in and out."""

from market.accounts.schemas import Phone
from market.fields import Boolean, Id, Instant, Integer, Items, Nested, Schema, String
from market.places.schemas import CommuneOut

_LABEL = {"description": "what its person calls it, such as Nhà or Cơ quan"}


class AddressChange(Schema):
    label = String(longest=40, shortest=0, metadata=_LABEL)
    name = String(longest=120, metadata={"description": "who receives there"})
    phone = Phone()
    commune_code = String(longest=5)
    address_line = String(longest=200)
    is_default = Boolean(metadata={"description": "true: the one that is proposed first, instead of another"})

    class Meta(Schema.Meta):
        example = {"address_line": "14 Hàng Bài", "is_default": True}


class NewAddress(AddressChange):
    label = String(longest=40, shortest=0, load_default="", metadata=_LABEL)
    name = String(longest=120, required=True, metadata={"description": "who receives there"})
    phone = Phone(required=True)
    commune_code = String(longest=5, required=True)
    address_line = String(longest=200, required=True)
    is_default = Boolean(load_default=False, metadata={"description": "the first one is the default anyway"})

    class Meta(Schema.Meta):
        example = {
            "label": "Nhà",
            "name": "Trần Thu Hà",
            "phone": "0912 345 678",
            "commune_code": "00070",
            "address_line": "12 Hàng Bài",
        }


class AddressOut(Schema):
    id = Id()
    label = String(longest=40, shortest=0)
    name = String(longest=120)
    phone = String(longest=16)
    commune_code = String(longest=5)
    commune = Nested(
        CommuneOut, allow_none=True, metadata={"description": "null where a reform has dissolved it: choose another"}
    )
    address_line = String(longest=200)
    address = String(longest=400, metadata={"description": "the whole of it, ready to print"})
    is_default = Boolean()
    version = Integer(least=1, most=2**31, metadata={"description": "for If-Match"})
    created_at = Instant()


class AddressPage(Schema):
    items = Items(Nested(AddressOut), most=100)
    next = String(longest=400, allow_none=True)
