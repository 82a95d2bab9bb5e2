"""Labels: a decoder reads their bar code and QR, and people read all but the phone."""

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reportlab.pdfbase.ttfonts import TTFontFile

from market.db import transaction
from market.delivery.code128 import bars, modules
from market.delivery.labels.content import label_of, masked
from market.delivery.labels.html import html_labels
from market.delivery.labels.letters import font_files, printed
from market.delivery.labels.pdf import pdf_labels
from tests.support.village import (
    a_buyer,
    a_clerk,
    a_product,
    accepted_order,
    booked_parcel,
    calling,
    guest,
    packed_order,
    seller_of,
)

URL = "https://chophien.example"


def pages_of(pdf):
    return [page.render(scale=3).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def read(image):
    return {(found.format.name, found.text) for found in zxingcpp.read_barcodes(image)}


def text_of(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.fixture
def labels(app):
    return [transaction(lambda: label_of(booked_parcel(), public_url=URL)) for _ in range(5)]


def test_a_decoder_reads_number_and_tracking_page_from_the_pdf(labels):
    (page,) = pages_of(pdf_labels(labels[:1]))
    number = labels[0].tracking_number
    assert {text for _, text in read(page)} == {number, f"{URL}/t/{number}"}
    assert len({format_ for format_, _ in read(page)}) == 2


def test_four_stand_on_a_sheet_and_all_can_be_read(labels):
    pdf = pdf_labels(labels, per_sheet=4)
    first, second = pages_of(pdf)
    assert {text for _, text in read(first)} >= {label.tracking_number for label in labels[:4]}
    assert labels[4].tracking_number in {text for _, text in read(second)}
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 296)


def test_people_read_everything_on_it_but_the_phone(app):
    parcel = booked_parcel(cod_vnd=187_000)
    pdf = pdf_labels([transaction(lambda: label_of(parcel, public_url=URL))])
    text = text_of(pdf)
    for said in (
        "Trần Thu Hà",
        "12 phố Hàng Bài, Phường Hoàn Kiếm",
        "Hoàng Thị Lan",
        "THU HỘ 187.000 đ",
        "098 *** 4321",
    ):
        assert said in text, said
    assert "ĐƯỢC XEM HÀNG" in text
    assert "987654321" not in text


def test_marks_and_dates_of_fresh_and_fragile_goods(app):
    order = accepted_order(product=a_product(shelf_life_days=4, fragile=True))
    calling(seller_of(order)).put(f"/orders/{order.number}/packing", {"harvested_on": _today()})
    answer = calling(seller_of(order)).get(f"/orders/{order.number}/label?format=html")
    assert answer.status_code == 200
    for said in ("HÀNG TƯƠI", "DỄ VỠ", "Thu hoạch", "Dùng trước"):
        assert said in answer.text


def _today():
    from market import clock

    return clock.local_day(clock.now()).isoformat()


def test_the_page_to_print_holds_the_same_codes_and_no_script(labels):
    page = html_labels(labels[:2])
    assert page.count("<section>") == 2
    assert "<script" not in page
    assert f"{URL}/t/{labels[0].tracking_number}" in page


def test_what_people_typed_cannot_break_the_page(app):
    label = transaction(lambda: label_of(booked_parcel(), public_url=URL))
    hostile = type(label)(**vars(label) | {"recipient": "<script>alert(1)</script>", "address": "{bars}"})
    page = html_labels([hostile])
    assert "<script" not in page
    assert "{bars}" in page
    assert pdf_labels([type(label)(**vars(label) | {"address": "phố " * 200})])[:4] == b"%PDF"


FONTS = [TTFontFile(file).charToGlyph for file in font_files().values()]
LEFT_OUT = [
    "\N{CHERRY BLOSSOM}",
    "\N{HEAVY BLACK HEART}\ufe0f",
    "\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL}",
    "\U0001f1fb\U0001f1f3",  # a flag
    "\N{THUMBS UP SIGN}\U0001f3fd",
    "\U00021a38\u962e",  # Nôm and Han
    "\u0645\u062d\u0645\u062f\u0651",  # written from the right
    "\u202e",
    "\x07",
    "\ue000",
]


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        *((f"Lò Văn {odd} Ơn{odd}", "Lò Văn Ơn") for odd in LEFT_OUT),
        ("Nguye\u0302\u0303n Thi\u0323 Ha\u0300", "Nguyễn Thị Hà"),
        ("𝐋𝐚𝐧 Ｈoa", "Lan Hoa"),
        ("Lan\u00a0Hoa\u3000Ban\nMai\u200b\u00ad", "Lan Hoa Ban Mai"),
        ("Nông Thị ɓə ŋɔ ɛ", "Nông Thị ɓə ŋɔ ɛ"),
        ("Lường\N{CHERRY BLOSSOM}\u0301", "Lường"),
        ("số 1\ufe0f\u20e3", "số 1"),
        ("...", "..."),
        ("", ""),
        *((odd, "(none)") for odd in LEFT_OUT),
        ("阮文 - 🌸", "(none)"),
    ],
)
def test_a_letter_stands_as_itself_or_not_at_all(typed, stands):
    assert printed(typed, if_nothing="(none)") == stands


@given(text=st.text())
def test_nothing_is_printed_that_the_font_lacks(text):
    stands = printed(text, if_nothing="(none)")
    assert all(font.get(ord(letter)) for letter in stands for font in FONTS)
    assert stands or not text.split()


def test_label_and_page_say_what_cannot_be_printed(app):
    parcel, unreadable = booked_parcel(), booked_parcel()
    parcel.recipient_name, parcel.address_line = "Trần Thu 🌸 Hà", "ngõ 3 🏠 phố Huế"
    unreadable.recipient_name, unreadable.address_line = "🌸👩\u200d👧", "🏠"
    labels = transaction(lambda: [label_of(each, public_url=URL) for each in (parcel, unreadable)])
    for shown in (text_of(pdf_labels(labels)), html_labels(labels)):
        for said in ("Trần Thu Hà", "ngõ 3 phố Huế, ", "(tên không in được)", "(địa chỉ không in được), "):
            assert said in shown, said
        assert not {"🌸", "🏠", "\ufffd", "\u200d"} & set(shown)


def test_a_clerk_prints_the_labels_of_her_office(app):
    parcels = [booked_parcel() for _ in range(3)]
    asked = ",".join(parcel.tracking_number for parcel in parcels)
    answer = calling(a_clerk()).get(f"/labels?tracking_numbers={asked}&sheet=a4")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert len(pages_of(answer.data)) == 1
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert calling(a_clerk("VN79")).get(f"/labels?tracking_numbers={asked}").status_code == 404
    assert guest().get(f"/labels?tracking_numbers={asked}").status_code == 401


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422),
        ("tracking_numbers=x", 422),
        ("tracking_numbers=CZ999999995VN", 404),
        ("tracking_numbers=CZ999999991VN", 404),
    ],
)
def test_labels_of_what_is_not_there(app, query, status):
    assert calling(a_clerk()).get(f"/labels?{query}").status_code == status


def test_a_household_prints_its_own_label_once_packed(app):
    order = packed_order()
    assert calling(seller_of(order)).get(f"/orders/{order.number}/label").data[:4] == b"%PDF"
    assert calling(a_buyer()).get(f"/orders/{order.number}/label").status_code == 404
    assert calling(seller_of(accepted := accepted_order())).get(f"/orders/{accepted.number}/label").status_code == 404


@pytest.mark.parametrize("text", ["CA000000014VN", "~ !", "a"])
def test_a_decoder_reads_the_bars(text):
    width = (modules(text) + 20) * 3
    image = Image.new("L", (width, 80), 255)
    for at, wide in bars(text):
        ImageDraw.Draw(image).rectangle(((10 + at) * 3, 10, (10 + at + wide) * 3 - 1, 70), fill=0)
    assert {found.text for found in zxingcpp.read_barcodes(image)} == {text}


def test_phones_are_masked():
    assert (masked("+84987654321"), masked("")) == ("098 *** 4321", "")
