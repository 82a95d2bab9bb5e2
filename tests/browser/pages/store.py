"""The pages that a stranger sees."""

from __future__ import annotations

from typing import Any

from market.catalog.models import Product
from market.catalog.rules.store_addresses import product_path, shop_path
from market.seed.pictures.album import drawn
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.helping import a_picture
from tests.support.searching import indexed
from tests.support.village import (
    CHI_LANG,
    HOAN_KIEM,
    PRODUCT,
    a_certified_product,
    a_clerk,
    a_product,
    a_shop,
    calling,
    owner_of,
)


def shown(product: Product, **more: Any) -> dict[str, Any]:
    """All that is on sale is found; `good` and `shop` are the addresses of one."""
    indexed()
    good = product_path(product.id, product.slug)
    shop = shop_path(product.shop_id, product.shop.name).removeprefix("/shops/")
    return {"good": good, "shop": shop} | more


def with_photos(product: Product) -> Product:
    for n, colour in enumerate(("green", "red"), 1):
        calling(owner_of(product.shop)).put(
            f"/products/{product.id}/photos/{n}", data=a_picture(colour), content_type="image/jpeg"
        )
    return product


def a_market(**more: Any) -> dict[str, Any]:
    """More than fits a page, of several kinds, with all that a card may say."""
    shop = a_shop(about="Hái trong ngày.\nGửi sáng thứ Hai.")
    for n in range(21):
        a_product(shop, name=f"Na dai {n}", stock=n % 3, season={"from_month": 7, "to_month": 8})
    a_product(name="Hồng vành khuyên Bảo Lâm", category="vegetables")
    product = a_certified_product(a_shop(name="Vườn na nhà bà Lan ở Đồng Đĩnh"), **PRODUCT)
    return shown(with_photos(product), **more)


def a_fair() -> dict[str, Any]:
    """A few goods with their pictures, as the README shows them: ripe all year, some with stars."""
    ripe: dict[str, Any] = {"season": {"from_month": 1, "to_month": 12}}
    kinds = {
        "hong-vanh-khuyen": ("Hồng vành khuyên", "Vườn hồng bà Páo", "fruit", "kg", "", 45_000),
        "khau-sli": ("Khẩu sli", "Bánh nhà Thắm", "food", "gói", "500 g", 48_000),
        "mat-ong-ngu-gia-bi": ("Mật ong ngũ gia bì", "Ong nhà ông Vượng", "food", "chai", "500 ml", 150_000),
        "na-chi-lang": ("Na Chi Lăng", "Na nhà bà Lan", "fruit", "hộp", "1 kg", 65_000),
    }
    for picture, (name, shop, category, unit, pack, price_vnd) in kinds.items():
        told: dict[str, Any] = {
            "name": name,
            "category": category,
            "unit": unit,
            "pack": pack,
            "price_vnd": price_vnd,
        } | ripe
        product = a_certified_product(a_shop(name=shop), **told)
        photo = drawn(picture)["large"]
        calling(owner_of(product.shop)).put(f"/products/{product.id}/photos/1", data=photo, content_type="image/webp")
    return shown(product)


def a_market_for_a_clerk() -> dict[str, Any]:
    return a_market(me=a_clerk())


def gone() -> dict[str, Any]:
    product = a_product()
    a_product(a_shop(), name="Na Chi Lăng")
    calling(owner_of(product.shop)).put(f"/products/{product.id}/unlisting")
    return shown(product)


def filters(**typed: str) -> Any:
    def send(phone: Phone) -> None:
        phone.tap("Lọc và xếp" if phone.language == "vi" else "Filter and sort")
        for name, value in typed.items():
            phone.type(name, value)
        phone.send("details form")

    return send


PAGES = [
    Page("the shop front", "/?to=" + CHI_LANG, a_market),
    Page("the shop front of a clerk", "/", a_market_for_a_clerk),
    Page("the shop front with pictures", "/", a_fair),
    Page(
        "search",
        "/search?q=na&category=fruit&ocop_stars=4&in_season=true&sort=price&min_price_vnd=1000",
        a_market,
        wrong={"a price in words": filters(min_price_vnd="bốn mươi nghìn")},
    ),
    Page("search, many", "/search?q=na+day", a_market),
    Page("search, nothing", "/search?q=zzyzx&in_stock=true", a_market),
    Page("kinds of goods", "/categories"),
    Page("a group", "/categories/food", a_market),
    Page("communes", "/communes", a_market),
    Page("a commune", f"/communes/chi-lang-{CHI_LANG}", a_market),
    Page("shops of a commune", f"/communes/chi-lang-{CHI_LANG}/shops", a_market),
    Page("a shop", "/shops/{shop}", a_market),
    Page("a good", "{good}?via=household", a_market),
    Page("a good and its delivery", "{good}?to=" + HOAN_KIEM, a_market),
    Page("a good that is gone", "{good}", gone, status=410),
]
