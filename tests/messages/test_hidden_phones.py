"""Phone numbers in what people write to each other: found in each spelling, and nothing else for them."""

import pytest

from market import phones

NUMBERS = """
0912345678 | 0912 345 678 | 0912.345.678 | (0912) 345-678 | 09 12 34 56 78 | 0 9 1 2 3 4 5 6 7 8
+84 912 345 678 | +84912345678 | 84912345678 | 0084 912345678 | +84 (0) 912 345 678 | 0912,345,678
O912345678 | o9l2345678 | ０９１２３４５６７８ | 𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖 | ٠٩١٢٣٤٥٦٧٨ | 0912\u200b345\u200b678 | 0165 345 6789
không chín một hai ba bốn năm sáu bảy tám | khong chin 12 345 sau bay tam | 0205 3812 345 | 02053812345
""".strip()
NONE = """
1.250.000 đ | 350.000.000 | giao ngày 05/12/2026 lúc 08:30 | 08-11-2026 14 giờ | 05.12.2026 - 10 thùng
CP2311ABCDE | RR123456789VN | EC034567891VN | 1903456789012345 | 8934567890123 | 1900 1234
nặng 0,5 kg, 12 quả | hai ba ngày nữa, năm sáu tháng | 0190f6b4-7c1e-7d2a-9a55-3f6f0c1d2e3f | 10 20 30 40 50 kg
""".strip()


def _each(table: str) -> list[str]:
    return [one.strip() for line in table.splitlines() for one in line.split("|")]


@pytest.mark.parametrize("number", _each(NUMBERS))
def test_a_number_is_hidden_however_it_is_spelled(number: str) -> None:
    told = phones.hidden(f"Bác gọi {number}, hỏi cô Hoa nhé")

    assert told == f"Bác gọi {phones.HIDDEN}, hỏi cô Hoa nhé"
    assert told.en == f"Bác gọi {phones.HIDDEN.en}, hỏi cô Hoa nhé"


@pytest.mark.parametrize("text", _each(NONE))
def test_what_is_no_number_stays(text: str) -> None:
    assert phones.hidden(text) == text
    assert not phones.are_in(text)


def test_each_of_several_is_hidden_and_what_stands_between_stays() -> None:
    told = phones.hidden("gọi0912345678nhé hoặc zalo.me/0987654321\n2 thùng, 091 234 5678 - 098 765 4321")

    here = phones.HIDDEN
    assert told == f"gọi{here}nhé hoặc zalo.me/{here}\n2 thùng, {here} - {here}"


@pytest.mark.parametrize("evil", ["0" * 500, "09 " * 166, "không " * 80, "+" * 500, "8" * 500, "0.9" * 166])
def test_no_text_is_a_long_search(evil: str) -> None:
    phones.hidden(evil * 100)
