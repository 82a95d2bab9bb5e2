"""A catalogue of any size, as a province might have it: real goods, places and family names, put together by chance.

The same number always makes the same goods. Names come from the demo fair (seed/), places from all of Vietnam.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from uuid import UUID

from market.catalog.rules.document import Document
from market.places import data as places
from market.seed.rows import rows, several

TODAY = date(2026, 8, 20)
_FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
_CATEGORIES = Path(__file__).parent.parent / "market" / "catalog" / "data" / "categories.csv"
_GOODS_A_SHOP = 8
_KINDS = (
    "",
    "",
    "loại một",
    "đặc biệt",
    "hữu cơ",
    "sấy khô",
    "tươi",
    "nhà làm",
    "gia truyền",
    "hái sáng",
    "thượng hạng",
)
_GIVEN = (
    "An", "Bình", "Châu", "Dung", "Giang", "Hà", "Hạnh", "Hiền", "Hoa", "Hồng", "Huệ", "Khánh", "Lan", "Liên", "Linh",
    "Mai", "Minh", "Nga", "Ngọc", "Phượng", "Thắm", "Thảo",
)  # fmt: skip
_FAMILY = (
    "Nông", "Hoàng", "Vi", "Lý", "Triệu", "Lương", "Hứa", "Dương", "Chu", "Mạ", "Đàm", "Bế", "Phùng", "Nguyễn", "Trần",
    "Lê", "Phạm", "Vũ", "Bùi", "Đặng", "Sầm", "Lành", "Mông",
)  # fmt: skip
_KEPT_BY = ("Nhà", "Vườn nhà", "Bếp nhà", "Hợp tác xã")
_SAYS = (
    "Nhà tự làm, gói cẩn thận, gửi đi trong ngày.", "Hàng theo mùa, có bao nhiêu bán bấy nhiêu.",
    "Ăn tươi hoặc để tủ lạnh vài hôm.", "Dùng làm quà biếu rất hợp.", "Không chất bảo quản, để nơi khô ráo.",
    "Nấu canh, kho cá hay xào đều ngon.", "Bà con trong bản cùng trồng, thu hái bằng tay.",
)  # fmt: skip


def documents(count: int) -> Iterator[Document]:
    """`count` goods of about an eighth as many shops. One in twelve is out of stock, one in nine certified."""
    chance, goods, communes = Random(4), rows("goods"), places.communes()
    for number in range(count):
        if number % _GOODS_A_SHOP == 0:
            commune = chance.choice(communes)
            shop = " ".join(map(chance.choice, (_KEPT_BY, _FAMILY, _GIVEN)))
        yield _document(number, chance, chance.choice(goods), commune, shop)


def _document(number: int, chance: Random, good: dict[str, str], commune: places.CommuneFact, shop: str) -> Document:
    place = commune.name.split(" ", 1)[-1]
    head = " ".join(good["name"].split()[: chance.choice((2, 2, 3, 9))])
    name = " ".join(
        filter(None, (head, chance.choice((place, place, "", chance.choice(_GIVEN))), chance.choice(_KINDS)))
    )
    stars = chance.choice((3, 3, 4)) if chance.random() < 1 / 9 else 0
    return Document(
        id=UUID(int=number << 64 | chance.getrandbits(62)), version=1, visible=True, name=name[:120], slug=good["slug"],
        also_known_as=tuple(several(good["also_known_as"])), names={"en": good["name_en"]} if good["name_en"] else {},
        description=f"{good['description']} {' '.join(chance.sample(_SAYS, 2))}", category_slug=good["category"],
        category_name=_categories()[good["category"]], group_slug="food",
        shop_id=UUID(int=number // _GOODS_A_SHOP), shop_name=shop,
        commune_code=commune.code, commune_name=commune.name, province_code=commune.province_code,
        province_name=_provinces()[commune.province_code], former_communes=(), former_districts=(),
        village=f"Bản {chance.choice(_GIVEN)}", price_vnd=chance.randrange(10, 400) * 1000, unit="túi", pack="1 kg",
        in_stock=chance.random() > 1 / 12, ships_by_post=True,
        from_month=int(good["from_month"]) if good["from_month"] else None,
        to_month=int(good["to_month"]) if good["to_month"] else None,
        stars=stars, stars_until=TODAY + timedelta(days=chance.randrange(900)) if stars else None, photo=None,
        created_at=_FIRST_DAY + timedelta(seconds=number * 7),
    )  # fmt: skip


@cache
def _provinces() -> dict[str, str]:
    return {fact.code: fact.name for fact in places.provinces()}


@cache
def _categories() -> dict[str, str]:
    with _CATEGORIES.open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row["name_vi"] for row in csv.DictReader(file)}


QUERIES = (
    "na", "na chi lang", "Na Chi Lăng", "vit quay", "vịt quay", "mat ong", "mật ong rừng", "hoa hoi", "hoi van quan",
    "thach den", "thạch đen hữu cơ", "thachj ddeen", "suong sao", "mang cau", "heo quay", "banh chung", "lem luong",
    "ruou mau son", "rượu men lá", "khau sli", "khau xli", "nem nuogn", "quyt bac son", "honey", "star anise",
    "che xanh", "gao nep", "dau phong", "bun ngo hai phong", "rau huu co", "nha nong lan", "mang ot dac biet",
    "na chi la", "matong", "la mac mat", "cai ngong ha noi", "xuc xich", "iphone 15", "hop tac xa hoang minh", "",
    "na chi lăng loại 1 giá rẻ", "khau nhuc lang son ship ha noi", "rượu mẫu sơn chính hãng 1 lít",
    "hat de trung khanh", "trà sữa trân châu", "nước mắm phú quốc", "dien thoai", "hong vanh khuyne", "vit5 quay",
    "ruwowuj maaux sown",
)  # fmt: skip
PREFIXES = (
    "n", "na", "m", "mat", "mat o", "v", "vit q", "th", "thach", "banh", "banh c", "ruou", "h", "hong", "ha noi", "nha",
    "nha n", "lan", "q", "quyt", "xa", "tan", "che", "tra", "g", "gao n", "chi l", "k", "khau", "honey",
)  # fmt: skip
