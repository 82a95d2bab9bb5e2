"""What pages tell machines: every public page of the store, by the checkers of tests/support/found.py."""

import pytest

from market import ids
from market.catalog.rules.store_addresses import product_path, shop_path
from market.delivery import tariff
from tests.support import found
from tests.support.village import CHI_LANG, a_certified_product, a_person, a_product, a_shop

ROOT = "http://127.0.0.1:8000"
EVIL = '</script><script>alert(1)</script> & "<!--"'


def shown(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.text[:300])
    return answer.text


def at(product):
    return product_path(product.id, product.slug)


def test_a_good_is_told_with_its_offer(client):
    product = a_certified_product(
        description="Na dai trên núi đá.", dimensions_cm={"length": 30, "width": 20, "height": 10}
    )
    page = shown(client, at(product))
    good = found.of_type(page, "Product")
    way = tariff.farthest(from_commune=CHI_LANG, weight_g=1150, goods_vnd=65_000, volume_g=1200)
    shop = {"@type": "Organization", "name": "Na nhà bà Lan", "url": ROOT + shop_path(product.shop_id, "Na nhà bà Lan")}
    assert found.faults(good) == []
    assert (good["sku"], good["brand"]["name"]) == (ids.in_address(product.id), "Xã Chi Lăng")
    assert good["hasCertification"]["certificationIdentification"] == "12/QĐ"
    offer, sent = good["offers"], good["offers"]["shippingDetails"]
    assert (offer["price"], offer["availability"], offer["seller"]) == (65_000, "https://schema.org/InStock", shop)
    assert sent["shippingRate"]["value"] == way.shipping_vnd
    transit = sent["deliveryTime"]["transitTime"]
    assert (transit["minValue"], transit["maxValue"]) == (way.min_days, way.max_days)
    assert sent["deliveryTime"]["handlingTime"]["maxValue"] == 3


@pytest.mark.parametrize(
    ("fields", "availability", "is_sent"),
    [({"stock": 0}, "OutOfStock", True), ({"ships_by_post": False, "price_vnd": 0}, "InStoreOnly", False)],
)
def test_what_cannot_be_sent_or_is_sold_out_is_told_so(client, fields, availability, is_sent):
    offer = found.of_type(shown(client, at(a_product(**fields))), "Product")["offers"]
    assert offer["availability"] == f"https://schema.org/{availability}"
    assert ("shippingDetails" in offer) == is_sent


def test_no_name_ends_the_block_or_the_page(client):
    product = a_product(a_shop(name=EVIL), name=EVIL, description=EVIL)
    for path, kind in ((at(product), "Product"), (shop_path(product.shop_id, EVIL), "LocalBusiness")):
        page = shown(client, path)
        assert "<script>alert" not in page
        assert found.of_type(page, kind)["name"] == EVIL


def test_a_shop_tells_its_commune_and_nobodys_phone(client):
    owner = a_person("Hoàng Thị Lan")
    shop = a_shop(owner, shows_contact=True, about="Na sạch.")
    page = shown(client, shop_path(shop.id, shop.name))
    told = found.of_type(page, "LocalBusiness")
    assert found.faults(told) == []
    assert "telephone" not in told
    assert told["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Xã Chi Lăng",
        "addressRegion": "Tỉnh Lạng Sơn",
        "addressCountry": "VN",
    }
    assert "Hoàng Thị Lan" not in str(found.linked(page))


def test_a_page_says_where_it_lasts_in_both_languages(client):
    product = a_product()
    whole = ROOT + at(product)
    told = {"alternate vi": whole, "alternate en": f"{whole}?lang=en", "alternate x-default": whole}
    assert found.links(shown(client, f"{at(product)}?via=team")) == {"canonical": whole} | told
    assert found.links(shown(client, f"{at(product)}?lang=en"))["canonical"] == f"{whole}?lang=en"


def test_the_front_says_how_to_search(client):
    page = client.get("/", headers={"Accept": "text/html"}).text
    site = found.of_type(page, "WebSite")
    assert found.faults(site) == []
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{ROOT}/search?q={{search_term_string}}"


@pytest.mark.parametrize(
    "break_it",
    [lambda good: good.pop("brand"), lambda good: good.update(colour="xanh"), lambda good: good.update(url="/na"),
     lambda good: good["offers"].update(availability="InStock"), lambda good: good["offers"].update(price="65000"),
     lambda good: good["offers"].update({"@type": "Ofer"}),
     lambda good: good["offers"]["shippingDetails"]["deliveryTime"]["transitTime"].update(minValue=9)],
)  # fmt: skip
def test_whatever_is_not_in_order_is_found(client, break_it):
    good = found.of_type(shown(client, at(a_product())), "Product")
    assert found.faults(good) == []
    break_it(good)
    assert found.faults(good) != []
