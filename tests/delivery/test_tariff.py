"""What sending costs and how long it takes. The expected sums are the tariff's own lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.delivery.tariff import HEAVIEST_G, ParcelTooHeavy, Shipping, Zone, chargeable_weight_g, quote

LANG_SON, HA_NOI, HCM = "20", "01", "79"
CHI_LANG, HOAN_KIEM, SAI_GON, MAU_SON = "06463", "00070", "26740", "06541"


def price(to=(HOAN_KIEM, HA_NOI), weight_g=500, goods_vnd=100_000, cod=False):
    to_commune, to_province = to
    return quote(
        from_commune=CHI_LANG,
        to_commune=to_commune,
        from_province=LANG_SON,
        to_province=to_province,
        weight_g=weight_g,
        goods_vnd=goods_vnd,
        cod=cod,
    )


@pytest.mark.parametrize(
    ("to", "weight_g", "expected"),
    [
        (("05977", LANG_SON), 500, Shipping(16_000, 1, 2, Zone.IN_PROVINCE)),
        (("05977", LANG_SON), 501, Shipping(18_500, 1, 2, Zone.IN_PROVINCE)),
        ((HOAN_KIEM, HA_NOI), 1, Shipping(24_000, 2, 3, Zone.NORTH)),
        ((HOAN_KIEM, HA_NOI), 2_000, Shipping(36_000, 2, 3, Zone.NORTH)),
        ((SAI_GON, HCM), 500, Shipping(30_000, 3, 6, Zone.NATIONWIDE)),
        ((SAI_GON, HCM), 30_000, Shipping(413_500, 3, 6, Zone.NATIONWIDE)),
    ],
)
def test_price_and_days_follow_zone_and_weight_steps(to, weight_g, expected):
    assert price(to, weight_g) == expected


def test_a_remote_commune_costs_a_fifth_more_and_a_day():
    assert price((MAU_SON, LANG_SON), 501) == Shipping(22_200, 2, 3, Zone.IN_PROVINCE)


@pytest.mark.parametrize(
    ("goods_vnd", "fee_vnd"), [(0, 13_000), (1_625_000, 13_000 + 3_125), (2_000_000, 16_000 + 5_000)]
)
def test_cash_on_delivery_and_declared_value_are_added(goods_vnd, fee_vnd):
    assert price(goods_vnd=goods_vnd, cod=True).shipping_vnd == 24_000 + fee_vnd


def test_fees_are_rounded_half_up_to_whole_dong():
    assert price(goods_vnd=1_000_100).shipping_vnd == 24_001  # 0.5 đ


def test_more_than_thirty_kilograms_is_refused():
    with pytest.raises(ParcelTooHeavy) as refused:
        price(weight_g=HEAVIEST_G + 1)
    assert refused.value.members == {"weight_g": 30_001, "most_g": 30_000}


def test_a_light_but_bulky_parcel_is_charged_by_its_volume():
    assert chargeable_weight_g(800) == 800
    assert chargeable_weight_g(800, (30, 20, 10)) == 1_200
    assert chargeable_weight_g(800, (11, 11, 1)) == 800


places = st.sampled_from([(CHI_LANG, LANG_SON), (MAU_SON, LANG_SON), (HOAN_KIEM, HA_NOI), (SAI_GON, HCM)])
weights = st.integers(1, HEAVIEST_G)


@given(places, weights, weights, st.integers(0, 10**9), st.booleans())
def test_a_heavier_parcel_never_costs_less(to, one, other, goods_vnd, cod):
    light, heavy = (price(to, weight, goods_vnd, cod).shipping_vnd for weight in sorted((one, other)))
    assert isinstance(light, int)
    assert 0 < light <= heavy


@given(places, weights, st.integers(0, 10**9), st.integers(0, 10**9))
def test_dearer_goods_never_cost_less_to_send(to, weight_g, one, other):
    cheap, dear = (price(to, weight_g, goods, cod=True).shipping_vnd for goods in sorted((one, other)))
    assert cheap <= dear
