"""What a look-up of banks takes and gives."""

from market.fields import Items, Nested, Schema, String

_BANK = {
    "bin": "970405",
    "short_name": "Agribank",
    "name": "Ngân hàng Nông nghiệp và Phát triển Nông thôn Việt Nam",
}


class BankQuery(Schema):
    q = String(longest=80, shortest=0, load_default="", metadata={"description": "part of a name, or of a BIN"})


class BankOut(Schema):
    bin = String(longest=6)
    short_name = String(longest=40)
    name = String(longest=120)

    class Meta(Schema.Meta):
        example = _BANK


class BankList(Schema):
    items = Items(Nested(BankOut), most=200)

    class Meta(Schema.Meta):
        example = {"items": [_BANK]}
