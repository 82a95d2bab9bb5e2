"""The pages of her goods and of the shop itself."""

from __future__ import annotations

from typing import Any

from market.catalog.models import Product
from tests.browser.page import Page
from tests.browser.phone import Phone
from tests.support.helping import a_picture, a_village, agrees, person
from tests.support.village import (
    PRODUCT,
    a_certified_product,
    a_household,
    a_person,
    a_product,
    a_shop,
    an_officer,
    an_operator,
    calling,
    in_days,
    placed_order,
)

GOODS = "/shop/{shop}/goods"
GOOD = GOODS + "/{good}"
OCOP = {"stars": 4, "certificate_no": "123/QĐ-UBND"}


def known(good: Product, me: Any) -> dict[str, Any]:
    return {"me": me, "shop": str(good.shop_id), "good": str(good.id)}


def an_empty_shop() -> dict[str, Any]:
    lan = a_household()
    return {"me": lan, "shop": str(a_shop(lan).id)}


def goods_in_each_state() -> dict[str, Any]:
    """More than fit a page, with and without a photo."""
    lan = a_household()
    shop, season = a_shop(lan), {"from_month": 7, "to_month": 9}
    states: tuple[dict[str, Any], ...] = ({}, {"stock": 0}, {"status": "unlisted"}, {"suspension_reason": "Hàng giả"})
    names = ("Na Chi Lăng", "Hồng vành khuyên Văn Lãng", "Quả mác mật", "Gạo nếp cái hoa vàng Bắc Sơn")
    made = [a_product(shop, name=names[n % 4], season=season, **states[n % 4]) for n in range(21)]
    calling(lan).put(f"/products/{made[20].id}/photos/1", data=a_picture("green"), content_type="image/jpeg")
    return known(made[0], lan)


def a_kind_with_a_usual_price() -> dict[str, Any]:
    for price_vnd in (40_000, 50_000, 55_000, 60_000, 70_000):
        a_product(a_shop(a_person()), name="Na", price_vnd=price_vnd)
    return an_empty_shop()


def a_good(**fields: Any) -> dict[str, Any]:
    lan = a_household()
    return known(a_product(a_shop(lan), **PRODUCT | fields), lan)


def a_suspended_good() -> dict[str, Any]:
    return a_good(suspension_reason="Không phải na Chi Lăng.")


def a_good_with_photos() -> dict[str, Any]:
    made = a_good()
    for n, colour in enumerate(("green", "red", "yellow"), 1):
        calling(made["me"]).put(
            f"/products/{made['good']}/photos/{n}", data=a_picture(colour), content_type="image/jpeg"
        )
    return made


def a_refused_certificate() -> dict[str, Any]:
    made = a_good(ocop=OCOP | {"issued_on": in_days(-100).date()})
    calling(an_officer()).put(f"/products/{made['good']}/certificate/refusal", {"reason": "Ảnh mờ, không đọc được số."})
    return made


def a_confirmed_certificate() -> dict[str, Any]:
    lan = a_household()
    return known(a_certified_product(a_shop(lan)), lan)


def a_sold_good() -> dict[str, Any]:
    lan = a_household()
    made = a_product(a_shop(lan))
    placed_order(made)
    return known(made, lan)


def a_paused_shop() -> dict[str, Any]:
    made = a_good()
    calling(made["me"]).put(f"/shops/{made['shop']}/pause", {"until": in_days(9).isoformat()})
    return made


def a_suspended_shop() -> dict[str, Any]:
    made = a_good()
    calling(an_operator()).put(f"/shops/{made['shop']}/suspension", {"reason": "Hàng giả."})
    return made


def a_good_of_a_helped_household() -> dict[str, Any]:
    village = a_village()
    household = village.writes_down()
    agrees(village.member, household)
    made = village.member.post(f"/shops/{household['shop_id']}/products", PRODUCT).json
    me = person(village.member.get("/me").json["id"])
    return {"me": me, "shop": household["shop_id"], "good": made["id"]}


def types(form: str, **typed: str) -> Any:
    """Types into a form that is shown, first opening what it lies in."""

    def send(phone: Phone) -> None:
        shown = phone.page.locator(f"form[action$='{form}']:has([name]:not([type=hidden]))").last
        for summary in phone.page.locator(f"details:has(form[action$='{form}']), form[action$='{form}'] details").all():
            summary.locator("summary").tap()
        for name, value in typed.items():
            shown.locator(f"[name={name}]").first.fill(value)
        with phone.page.expect_navigation():
            shown.locator("button").first.tap()

    return send


def stale(form: str, meanwhile: str, **typed: str) -> Any:
    """Somebody else has changed it since the page was drawn: each time to something else."""

    def send(phone: Phone) -> None:
        version = phone.page.locator(f"form[action$='{form}'] [name=version]").first.input_value()
        address = phone.page.locator(f"form[action$='{form}']").first.evaluate("form => form.action")
        ours = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
        name, _, value = meanwhile.format(version=version).partition("=")
        phone.context.request.post(address, form={"version": version, name: value}, headers=ours, max_redirects=0)
        types(form, **typed)(phone)

    return send


PAGES = [
    Page("her goods, none yet", GOODS, an_empty_shop),
    Page("her goods", GOODS, goods_in_each_state),
    Page("her goods in a paused shop", GOODS, a_paused_shop),
    Page("a new good, its kind", GOODS + "/new", an_empty_shop),
    Page("a new good, a category", GOODS + "/new?category=fruit", an_empty_shop),
    Page(
        "a new good",
        GOODS + "/new/na",
        a_kind_with_a_usual_price,
        wrong={
            "no price": types("/new/na", price_vnd="bốn", stock="20"),
            "a season of one month": types("/new/na", price_vnd="1", stock="1", to_month=""),
        },
    ),
    Page("a new good of no known kind", GOODS + "/new/fruit", an_empty_shop, wrong={"no name": types("/new/fruit")}),
    Page(
        "a good",
        GOOD,
        a_good,
        wrong={
            "no price": types("/price"),
            "too few": types("/stock", packs="0"),
            "a stale price": stale("/price", "price_vnd=6600{version}", price_vnd="70000"),
        },
    ),
    Page("a suspended good", GOOD, a_suspended_good),
    Page(
        "a good of a helped household",
        GOOD,
        a_good_of_a_helped_household,
        wrong={"a far price": types("/price", price_vnd="200000")},
    ),
    Page(
        "all that a good says",
        GOOD + "/details",
        a_good,
        wrong={"no name": types("/details", name=""), "stale": stale("/details", "name=Na {version}", name="Na dai")},
    ),
    Page(
        "a good to be deleted",
        GOOD + "/removal",
        a_sold_good,
        wrong={"sold": lambda phone: phone.send("form[action$='/removal']")},
    ),
    Page("photos, none yet", GOOD + "/photos", a_good, wrong={"none": types("/photos")}),
    Page("photos", GOOD + "/photos", a_good_with_photos),
    Page("a certificate, none yet", GOOD + "/certificate", a_good, wrong={"empty": types("/certificate")}),
    Page("a refused certificate", GOOD + "/certificate", a_refused_certificate),
    Page("a confirmed certificate", GOOD + "/certificate", a_confirmed_certificate),
    Page("the shop", "/shop/{shop}/about", a_good, wrong={"no name": types("/about", name="…")}),
    Page("a paused shop", "/shop/{shop}/about", a_paused_shop),
    Page("how a shop keeps its word", "/shop/{shop}/reliability", a_sold_good),
    Page("a suspended shop", "/shop/{shop}/about", a_suspended_shop),
    Page("a shop to be closed", "/shop/{shop}/closure", a_good),
    Page("a shop that cannot be closed", "/shop/{shop}/closure", a_sold_good),
]
