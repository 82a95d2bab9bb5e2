"""Each field of a table in the spellings of people and spreadsheets, with its header and with what it means.

The words are those of spellings.toml; how they are put together is said here a second time, not taken from what reads
them.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

from market.imports import data

TODAY = date(2026, 11, 27)
_DAYS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WIDE = {48 + n: 0xFF10 + n for n in range(10)}


class Spelt(NamedTuple):
    """A cell, its header and what it means: one of `right` comes out, or it is held; if `sure`, it does come out.

    `under` is a second row of the header, `title` a line above the table.
    """

    header: str
    cell: Any
    right: tuple[Any, ...] = ()
    sure: bool = False
    under: str = ""
    title: str = ""


def words(table: str) -> dict[str, int]:
    return {word: int(number) for number, listed in data.spellings()[table].items() for word in listed}


_MONEY = words("money") | words("multiples") | {f"{many} đồng": n for many, n in words("multiples").items()}


@st.composite
def numbers(draw: Any, value: Fraction, *, typed: bool = True) -> tuple[Any, bool]:
    """A number, typed or written, and whether it can be read in one way only."""
    if value.denominator > 1:
        text = f"{float(value):.9f}".rstrip("0")
        whole, _, tenths = text.partition(".")
        forms: list[Any] = [text, text.replace(".", ","), *([float(value)] if typed else [])]
        return draw(st.sampled_from(forms)), len(tenths) != 3
    whole, by_threes = str(value), f"{int(value):,}"
    forms = [whole, whole.translate(_WIDE), *([int(value), f"'{whole}", f'="{whole}"'] if typed else [])]
    marked = [by_threes.replace(",", mark) for mark in (".", ",", " ", "\u00a0")] + [f"{whole}.0", f"{whole},00"]
    form = draw(st.sampled_from(forms + marked))
    return form, form in forms


@st.composite
def _amounts(draw: Any, names: list[str], units: dict[str, int], value: int) -> Spelt:
    """A unit in the header, beside it, under it, above the table, in the cell, in both, or another in the header."""
    name = draw(st.sampled_from(names))
    word = draw(st.sampled_from([word for word, n in units.items() if (Fraction(value, n) * 10_000).denominator == 1]))
    where = draw(st.sampled_from(["bracket", "beside", "under", "title", "cell", "both", "against"]))
    in_cell = where in ("cell", "both", "against")
    number, clear = draw(numbers(Fraction(value, units[word]), typed=not in_cell))
    cell = f"{number}{draw(st.sampled_from(['', ' ']))}{word}" if in_cell else number
    if where == "cell":
        return Spelt(name, cell, (value,), sure=clear)
    if where in ("bracket", "both"):
        return Spelt(f"{name} ({word})", cell, (value,), sure=clear and where == "both")
    if where == "beside":
        return Spelt(f"{name}{draw(st.sampled_from([' ', ', ', ' tính bằng ']))}{word}", cell, (value,))
    if where == "against":
        return Spelt(f"{name} ({draw(st.sampled_from(sorted(units)))})", cell, (value,))
    if where == "under":
        return Spelt(name, cell, (value,), under=draw(st.sampled_from([word, f"({word})"])))
    return Spelt(name, cell, (value,), title=f"ĐVT: {word}")


@st.composite
def moneys(draw: Any) -> Spelt:
    names, value = ["Giá bán", "Đơn giá", "Giá"], draw(st.integers(2, 100_000)) * 500
    way = draw(st.sampled_from(["unit", "unit", "unit", "alone", "ahead", "left out", "foreign", "never"]))
    thousands = draw(numbers(Fraction(value % 1_000_000 or 500, 1000)))[0]
    if way == "unit":
        return draw(_amounts(names, _MONEY, value))
    if way == "alone":
        return Spelt(names[0], draw(numbers(Fraction(value)))[0], (value,), sure=True)
    if way == "ahead":  # somebody who did not look at the header
        return Spelt(
            "Giá bán (nghìn đồng)", draw(numbers(Fraction(value)))[0], (value, value * 1000)[: 1 + (value < 1000)]
        )
    if way == "left out":  # thousands that nobody named
        return Spelt(names[0], thousands, (value % 1_000_000 or 500,))
    if way == "foreign":
        other = draw(st.sampled_from(data.spellings()["others"]["money"]))
        return draw(st.sampled_from([Spelt(f"Giá ({other})", value), Spelt("Giá", f"{value} {other}"),
                                     Spelt("Giá", value, title=f"Đơn vị tính: {other}")]))  # fmt: skip
    shape = draw(st.sampled_from(["{0}-{1}k", "~{0}k", "{0}.000 - {1}.000", "-{0}", "từ {0}k", "{0}k+", "{0}k x 2"]))
    return Spelt(names[0], shape.format(value // 1000, value // 1000 + 5))


@st.composite
def weights(draw: Any) -> Spelt:
    names, value = ["Khối lượng", "Trọng lượng", "Cân nặng"], draw(st.integers(10, 30_000))
    way = draw(st.sampled_from(["unit", "unit", "unit", "kg", "g", "spoken", "litres"]))
    if way == "unit":
        return draw(_amounts(names, words("weight"), value))
    if way == "kg":
        return Spelt(names[0], draw(numbers(Fraction(value, 1000)))[0], (value,))
    if way == "g":
        return Spelt(names[0], str(value), (value,), sure=value >= 100)
    if way == "litres":
        return Spelt(names[0], f"{value} {draw(st.sampled_from(['ml', 'lít', 'chai', 'g x 2', '%']))}")
    kilos, rest = 1 + value % 9, 1 + value % 9
    tenths = kilos * 1000 + rest * 100
    many = {f"{kilos}kg{rest}": tenths, f"{kilos} kg {rest} lạng": tenths, f"{kilos}kg{rest}50g": tenths + 50,
            f"{kilos} cân rưỡi": kilos * 1000 + 500, "nửa cân": 500, "½ kg": 500, "1 yến": 10_000}  # fmt: skip
    return draw(st.sampled_from([Spelt(names[0], text, (grams,), sure=True) for text, grams in many.items()]))


@st.composite
def shelf_lives(draw: Any) -> Spelt:
    names, unit = ["Hạn sử dụng", "Hạn dùng"], draw(st.sampled_from([24, 168, 720, 8760]))
    value = draw(st.integers(1, 3650 * 24 // unit)) * unit
    way = draw(st.sampled_from(["unit", "unit", "unit", "alone", "never"]))
    if way == "unit":
        found = draw(_amounts(names, words("time"), value))
        return found._replace(right=(value // 24,))
    if way == "alone" and unit != 168:  # nobody counts in weeks without saying so
        return Spelt(names[0], str(value // unit), (value // 24,))
    shape = draw(st.sampled_from(["{0}-{1} tháng", "dưới {0} ngày", "{0} tháng/lần", "{0}T", "31/12/2026", "lâu dài"]))
    return Spelt(names[0], shape.format(value // unit, value // unit + 6))


@st.composite
def stocks(draw: Any) -> Spelt:
    value = draw(st.integers(1, 90_000))
    number = draw(numbers(Fraction(value)))[0]
    return draw(
        st.sampled_from([
            Spelt("Tồn kho", number, (value,), sure=True), Spelt("Số lượng (hộp)", number, (value,), sure=True),
            Spelt("Tồn kho", f"{value} hộp", (value,), sure=True), Spelt("Số lượng (thùng)", number),
            Spelt("Tồn kho", f"{value} thùng"), Spelt("Tồn kho (nghìn)", number, (value * 1000,)),
            Spelt("Tồn kho", f"{value} - {value + 5}"),
        ])
    )  # fmt: skip


@st.composite
def seasons(draw: Any) -> Spelt:
    first, last = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    right = (None if (first, last) == (1, 12) else (first, last),)
    all_of = [(first + n - 1) % 12 + 1 for n in range((last - first) % 12 + 1)]
    to, also, month = (draw(st.sampled_from(data.spellings()["season"][name])) for name in ("to", "and", "month"))
    quarter = draw(st.integers(1, 4))
    made = date(TODAY.year, *draw(st.sampled_from([(first, last), (last, first)])))
    sure = [
        f"{month}{first} {to} {month}{last}",
        f"tháng {first} đến tháng {last}",
        f"từ T{first} tới T{last} hàng năm",
    ]
    rewritten = [made, f"{made.day}-{_DAYS[made.month - 1]}", f"{made:%d}-{_DAYS[made.month - 1]}",
                 f"{made.day:02}-Thg{made.month}", (made - date(1899, 12, 30)).days, f"{made:%d/%m/%Y}"]  # fmt: skip
    never = [
        "3 tháng",
        "2 vụ/năm",
        "tháng 7 âm lịch",
        f"{first} tháng",
        f"T{first}-T13",
        "tháng 0",
        "đầu mùa",
        "Jul-09",
    ]
    return draw(
        st.one_of(
            st.sampled_from(sure).map(lambda text: Spelt("Mùa vụ", text, right, sure=True)),
            st.just(Spelt("Mùa vụ", f"{first}-{last}", right, sure=True)),
            st.just(Spelt("Thời vụ (tháng)", also.join(map(str, all_of)), right)),
            st.sampled_from(rewritten if len(all_of) < 10 else sure).map(lambda cell: Spelt("Mùa vụ", cell, right)),
            st.sampled_from([text for text in never if text != "12 tháng"]).map(lambda text: Spelt("Mùa vụ", text)),
            st.sampled_from(data.spellings()["season"]["whole_year"]).map(
                lambda text: Spelt("Mùa", text, (None,), sure=True)
            ),
            st.sampled_from([Spelt("Mùa vụ", f"Quý {quarter}"), Spelt("Mùa vụ (quý)", quarter)]).map(
                lambda spelt: spelt._replace(right=((3 * quarter - 2, 3 * quarter),), sure=True)
            ),
        )
    )


@st.composite
def phones(draw: Any) -> Spelt:
    bare = draw(st.sampled_from(["97", "91", "86", "35", "70"])) + f"{draw(st.integers(0, 9_999_999)):07}"
    spaced, mantissa = f"0{bare[:2]} {bare[2:5]} {bare[5:]}", f"{bare[0]}.{bare[1:].rstrip('0') or '0'}"
    sure = [f"0{bare}", spaced, spaced.replace(" ", "."), f"+84{bare}", f"84{bare}", f"0084{bare}", f"+84 (0){bare}",
            bare, f"{bare}.0", int(bare), f"'0{bare}", f'="0{bare}"', f"0{bare}".translate(_WIDE),
            f"0{bare} / 0912345678"]  # fmt: skip
    held = [f"{mantissa}E8", mantissa.replace(".", ",") + "E+08", f"{int(bare):.2E}", f"{int(bare):.5E}",
            f"O{bare}", f"0{bare[:-1]}O", f"0{bare[:-1]}", f"0{bare}1", f"-{bare}",
            f"0{bare[:4]}a{bare[4:]}"]  # fmt: skip
    right = (f"+84{bare}",)
    return draw(
        st.one_of(
            st.sampled_from(sure).map(lambda cell: Spelt("Số điện thoại", cell, right, sure=True)),
            st.sampled_from(held).map(lambda cell: Spelt("Điện thoại", cell, right)),
        )
    )


@st.composite
def identities(draw: Any) -> Spelt:
    digits = f"{draw(st.integers(1, 96)):03}{draw(st.integers(0, 3))}{draw(st.integers(0, 99_999_999)):08}"
    short = digits.lstrip("0")
    sure = [digits, f"'{digits}", f'="{digits}"', digits.translate(_WIDE), f"{digits[:3]} {digits[3:]}", int(digits)]
    shortest = f"{short[0]}.{short[1:].rstrip('0') or '0'}E{len(short) - 1}"
    held = [f"{int(digits):.5E}", shortest, digits[:-1], digits[:8], f"{digits[:5]}O{digits[6:]}", f"{digits}0"]
    return draw(
        st.one_of(
            st.sampled_from(sure).map(lambda cell: Spelt("Số CCCD", cell, (digits,), sure=True)),
            st.sampled_from(held).map(lambda cell: Spelt("CCCD", cell, (digits,))),
        )
    )


@st.composite
def registered(draw: Any) -> Spelt:
    day = draw(st.dates(date(1990, 1, 1), TODAY))
    later = draw(st.dates(TODAY + timedelta(1), date(2089, 12, 31)))
    forms = [f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}", f"{day:%d/%m/%y}", f"{day:%Y-%m-%d}", day,
             f"{day:%d}-{_DAYS[day.month - 1]}-{day:%y}", (day - date(1899, 12, 30)).days, f"{day:%d/%m/%Y} 10:30",
             f"ngày {day.day} tháng {day.month} năm {day.year}"]  # fmt: skip
    never = [f"{later:%d/%m/%Y}", later, f"31/02/{day.year}", f"{day:%m/%Y}", str(day.year), f"{day:%d/%m}"]
    return draw(
        st.one_of(
            st.sampled_from(forms).map(lambda cell: Spelt("Ngày đăng ký", cell, (day,), sure=True)),
            st.sampled_from(never).map(lambda cell: Spelt("Ngày đăng ký", cell)),
        )
    )
