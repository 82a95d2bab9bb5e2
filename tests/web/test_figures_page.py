"""The page of figures: public or an officer's, in both languages. `tests/browser/` opens it on a phone."""

from __future__ import annotations

import re

import pytest

from market import clock, outbox
from market.accounts.rules import RoleName
from market.insight import open_data
from market.web.numbers import money, number
from market.web.shell import charts
from market.wiring import jobs
from tests.support.texting import code_sent
from tests.support.village import CHI_LANG, a_person, a_product, a_shop, placed_order

PHONE = "0987 654 321"


def counted() -> None:
    while outbox.drain(jobs.JOBS, clock=clock.now):
        pass


def test_everybody_sees_the_public_figures_in_their_language(client) -> None:
    placed_order()
    counted()
    page = client.get("/figures")
    assert page.status_code == 200
    assert "Từ mở gian hàng đến bán được" in page.text
    assert "Ai cần được đến thăm" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "From opening to selling" in client.get("/figures", headers={"Accept-Language": "en"}).text
    assert "From opening to selling" in client.get("/figures?lang=en").text


@pytest.mark.parametrize(
    ("language", "whole", "broken", "sums"),
    [
        ("vi", "12.000", "96,5", ["999.999 đ", "635,6 triệu đ", "1,1 tỷ đ"]),
        ("en", "12,000", "96.5", ["999,999 đ", "635.6 m đ", "1.1 bn đ"]),
    ],
)
def test_numbers_are_written_as_people_read_them(language: str, whole: str, broken: str, sums: list[str]) -> None:
    assert (number(12_000, language), number(96.49, language, decimals=1)) == (whole, broken)
    assert [money(amount, language) for amount in (999_999, 635_635_000, 1_071_567_000)] == sums


def test_each_chart_stands_in_numbers_as_well_and_the_language_stays(client) -> None:
    placed_order()
    counted()
    page = client.get("/figures?lang=en").text
    months = page[page.index("Orders through the seasons") :]
    assert months.count("<tr><td>") == 12
    assert 'name="lang" value="en"' in page


@pytest.mark.parametrize(
    ("query", "status"), [("place=99", 422), ("place=06412", 409), ("place=%27%22%3E%3Cb%3E", 422)]
)
def test_a_place_that_is_none_is_told_kindly(client, query: str, status: int) -> None:
    page = client.get(f"/figures?{query}")
    assert page.status_code == status
    assert "'\"><b>" not in page.text
    assert 'href="/figures"' in page.text


def test_an_officer_signs_in_by_phone_and_sees_who_needs_a_visit(client, home) -> None:
    shop = a_shop(name="Vườn <na> nhà Lan")
    placed_order(a_product(shop), hours_ago=30)
    a_person("Chu Văn Bình", (RoleName.OFFICER, CHI_LANG), phone="+84987654321")
    assert client.post("/figures/sign-in", data={"phone": "12"}).status_code == 422
    assert client.post("/figures/sign-in", data={"phone": PHONE}).status_code == 200
    code = code_sent(home)
    wrong = "000000" if code != "000000" else "111111"
    assert client.post("/figures/sign-in", data={"phone": PHONE, "code": wrong}).status_code == 401
    assert client.post("/figures/sign-in", data={"phone": PHONE, "code": code}).status_code == 303
    page = client.get("/figures")
    assert "Có đơn chờ hơn một ngày" in page.text
    assert "Vườn &lt;na&gt; nhà Lan" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert client.get("/api/v1/me").status_code == 401  # the cookie opens these pages, nothing else
    client.post("/figures/sign-out", headers={"Sec-Fetch-Site": "same-origin"})
    assert "Ai cần được đến thăm" not in client.get("/figures").text


def test_a_page_of_figures_stands_in_the_frame_and_is_light(client) -> None:
    shop = a_shop()
    for _ in range(3):
        placed_order(a_product(shop))
    counted()
    for path in ("/figures", "/figures?place=06463", "/figures/open-data", "/figures?place=99"):
        page = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert len(page.data) < 14_000, path
        page = client.get(path)
        assert page.text.count("<style>") == 1, path
        assert "style=" not in page.text, path
        assert page.text.count("<h1>") == 1, path


def test_the_open_data_can_be_downloaded_and_each_column_is_told(client) -> None:
    page = client.get("/figures/open-data")
    for address in re.findall(r'href="(/api/v1/open-data/[a-z]+\.(?:csv|json))"', page.text):
        assert client.get(address).status_code == 200
    assert page.text.count("<dt>") == len(open_data.dictionary())


def test_a_line_breaks_where_a_number_is_hidden_and_its_guides_are_whole() -> None:
    drawn = charts.lines(["1", "2", "3", "4"], [("a", [3, None, 5, None]), ("b", [None] * 4)], language="vi")
    assert [path.count("M") for _, path in drawn["series"]] == [2, 0]
    assert [said for _, said in drawn["guides"]] == ["0", "5"]
    assert charts.lines(["1"], [("a", [0])], language="vi")["guides"][-1][1] == "1"
    assert [said for _, said in charts.lines(["1"], [("a", [150_001])], language="en")["guides"]] == [
        "0", "100,000", "200,000",
    ]  # fmt: skip


def test_a_bar_is_as_long_as_its_number_beside_the_longest() -> None:
    assert [bar["part"] for bar in charts.bars([("a", 200), ("b", 50), ("c", None)], language="vi")] == [100, 25, 0]
    assert charts.bars([("a", 0)], language="vi")[0]["part"] == 0
