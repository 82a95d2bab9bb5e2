"""Why one may buy: promises kept, and the rules as an operator writes them."""

import os
from datetime import date

import pytest
from flask import current_app

from market import clock
from market.catalog.rules.reliability import Reliability
from market.catalog.rules.scores import Tier
from market.db import db, transaction
from market.delivery.models import Parcel
from market.ids import in_address
from market.orders import kept_promises
from market.orders.kept_promises import Kept
from market.search import ordering
from market.search.ranking import weights
from market.web.orders.order_words import ORDER
from market.web.store.trust import facts
from market.web.store.trust.written import written
from tests.support.village import a_product, delivered_order

PAGES = ("ranking", "terms", "privacy")
SHIPPED = "Dữ liệu của bạn"
ODD = "<script>alert(1)</script> & {name} {nobody} %s"


@pytest.fixture
def own(home):
    """Writes an operator's own page; it is gone afterwards."""
    made = []

    def write(name, text, encoding="utf-8"):
        (home / "pages").mkdir(exist_ok=True)
        made.append(home / "pages" / name)
        made[-1].write_bytes(text.encode(encoding))
        return made[-1]

    yield write
    for file in made:
        file.unlink()


def text_of(name, language="vi", known=None):
    return written(name, language, home=current_app.config["MARKET"].home, facts=known or {})


# Promises


def came(count, *, in_time, days_ago=3):
    """So many parcels of one shop that came, of which some in time."""
    product = a_product()
    orders = [delivered_order(product=product) for _ in range(count)]

    def tell():
        for n, order in enumerate(orders):
            parcel = db.session.query(Parcel).filter_by(reference=order.number).one()
            parcel.on_time, parcel.delivered_at = n < in_time, clock.ago(clock.now(), days=days_ago)

    transaction(tell)
    return product


@pytest.mark.parametrize(
    ("count", "in_time", "days_ago", "kept"), [(5, 4, 3, Kept(4, 5)), (4, 4, 3, None), (5, 5, 91, None)]
)
def test_promises_kept_are_told_of_enough_parcels(count, in_time, days_ago, kept):
    product = came(count, in_time=in_time, days_ago=days_ago)
    a_product()  # of another shop
    assert kept_promises.kept(product.shop_id, now=clock.now()) == kept


def test_a_good_says_why_it_may_be_bought(client):
    product = came(5, in_time=4)
    page = client.get(f"/{product.slug}-{in_address(product.id)}").text
    few = a_product()
    assert "đến đúng hẹn" not in client.get(f"/{few.slug}-{in_address(few.id)}").text
    assert "4 trong 5 gói của gian hàng này đến đúng hẹn trong 90 ngày qua." in page
    assert "mở xem hàng trước khi trả tiền" in page
    assert "báo trong 72 giờ" in page
    assert 'href="/terms"' in page


# Rules


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_there_in_both_languages(client, name, language):
    answer = client.get(f"/{name}?lang={language}")
    assert answer.status_code == 200
    assert "/11/2026" in answer.text
    assert "{" not in answer.text.partition("<main")[2]
    assert f'<div lang="{language}">' in answer.text


def test_the_ranking_that_is_told_is_the_one_that_is_computed():
    """Each number of the weights is said, and what the text says of their order holds."""
    known = facts.of_ranking()
    for language in ("vi", "en"):
        said = " ".join(line for block in text_of("ranking", language).blocks for line in block.lines)
        assert {name for name in known if f"{{{name}}}" not in said} == set()
    assert (known["name"], known["alias"], known["certified"], known["of_place"]) == ("12", "8", "1/256", "1/4")
    places = [*weights.NAME.values(), weights.SHOP, weights.PLACE, weights.ABOUT]
    assert places == sorted(places, reverse=True)
    assert max([*places, *weights.PAIR.values(), *weights.START.values(), *weights.WHOLE.values()]) < weights.ALL_EXACT
    assert weights.PLAIN > weights.SYNONYM > weights.GUESS
    assert weights.NAME["name"] - weights.NAME["alias"] < weights.IN_STOCK < weights.NAME["alias"]
    # Each decides before all that follow it together, and all of them before nothing that words decide.
    steps = [weights.REACHES, weights.IN_SEASON, weights.RELIABLE * max(Reliability), weights.CERTIFIED]
    steps.append(max(Tier) * weights.LIKED)
    least = [weights.REACHES, weights.IN_SEASON, weights.RELIABLE, weights.CERTIFIED, weights.LIKED]
    assert all(one > sum(steps[n + 1 :]) for n, one in enumerate(least))
    assert sum(steps) < 1 / weights.FIT
    assert weights.ALL_EXACT < weights.PLAIN - weights.SYNONYM
    assert known["of_shop"] == ordering.MOST_OF_A_SHOP


def test_terms_say_the_rules_that_hold(client):
    page = client.get("/terms").text
    for said in ("72 giờ để nhận đơn", "120 giờ để gói", "30 kg", "trong 24 giờ với hàng tươi", "72 giờ với hàng khác"):
        assert said in page


def test_an_operators_own_words_stand_instead(client, own):
    file = own("terms.vi.txt", f"Luật của chợ\nĐọc trước khi mua.\n\n# {ODD}\nMột\nhai.\n\n- ba\n- bốn\n")
    os.utime(file, (1_780_000_000, 1_780_000_000))
    page = client.get("/terms").text
    assert "<h1>Luật của chợ</h1>" in page
    assert '<p class="now">Đọc trước khi mua.</p>' in page
    assert "<script>alert" not in page
    assert "<h2>&lt;script&gt;alert(1)&lt;/script&gt; &amp; {name} {nobody} %s</h2>" in page
    assert "<p>Một hai.</p>" in page
    assert "<ul><li>ba</li><li>bốn</li></ul>" in page
    assert "29/5/2026" in page  # when the file was written
    english = client.get("/terms?lang=en").text
    assert "Luật của chợ" in english  # what is shipped in English may say otherwise
    assert '<div lang="vi">' in english


def test_each_language_may_have_its_own(own):
    own("privacy.vi.txt", "Của tôi\n2026-01-02\n\nMột.")
    own("privacy.en.txt", "Mine\n\nOne.")
    assert text_of("privacy").changed == date(2026, 1, 2)
    assert (text_of("privacy", "en").title, text_of("privacy", "en").language) == ("Mine", "en")


@pytest.mark.parametrize(
    ("text", "encoding", "title"),
    [("   \n", "utf-8", SHIPPED), ("Ư", "utf-16", SHIPPED), ("x" * 200_001, "utf-8", SHIPPED),
     ("\ufeffChỉ một dòng", "utf-8", "Chỉ một dòng"), ("# Đề mục\n- một", "utf-8", "# Đề mục"),
     ("A\n2026-13-45\nb\x00\u202e", "utf-8", "A")],
)  # fmt: skip
def test_whatever_is_in_the_file_a_page_is_shown(client, own, text, encoding, title):
    own("privacy.vi.txt", text, encoding)
    assert f"<h1>{title}</h1>" in client.get("/privacy").text


def test_store_pages_lead_to_the_rules_and_keep_where_one_came_from(client):
    page = client.get("/search?via=poster").text
    assert [path for path in PAGES if f'<a href="/{path}?via=poster">' not in page] == []


def test_terms_name_what_stands_on_an_orders_page() -> None:
    for language in ("vi", "en"):
        said = " ".join(line for block in text_of("terms", language).blocks for line in block.lines)
        assert f'"{ORDER["wrong"].spoken(language)}"' in said
