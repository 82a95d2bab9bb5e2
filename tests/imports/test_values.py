"""What a table says of money, weight, time and season arrives as meant; errors.csv goes through a spreadsheet."""

import csv
import io

import pytest
from sqlalchemy import select

from market.catalog.models import Product
from market.db import db, transaction
from tests.support.importing import count, errors_of, named, rules_of, send, table
from tests.support.village import Caller, an_officer, calling

HOUSEHOLDS = "Mã hộ;Họ và tên chủ hộ;Số điện thoại;Thôn;Xã;Ngày đăng ký"
SHOPS = "Mã gian hàng;Tên gian hàng;Mã hộ"
GOODS = (
    "Mã sản phẩm;Mã gian hàng;Tên sản phẩm;Loại;Đơn vị tính;Giá bán (nghìn đồng);Khối lượng (gam);Mùa vụ;Hạn sử dụng"
)


@pytest.fixture
def province(app) -> Caller:
    return calling(an_officer("20"))


def test_goods_are_what_their_headers_and_cells_say(province) -> None:
    send(province, table("A1;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng;15/03/98", head=HOUSEHOLDS))
    send(province, table("G1;Nhà Páo;A1", head=SHOPS), "shops")
    rows = ("P1;G1;Na;Trái cây;hộp;65;500;9-Jul;6 tháng", "P2;G1;Chè;đồ khô;hộp;65,5;25;quanh năm (12 tháng);1 năm")
    assert send(province, table(*rows, head=GOODS), "products")["counts"]["created"] == 2
    wanted = select(
        Product.price_vnd, Product.weight_g, Product.from_month, Product.to_month, Product.shelf_life_days
    ).order_by(Product.price_vnd)
    assert transaction(lambda: [tuple(row) for row in db.session.execute(wanted)]) == [
        (65_000, 500, 7, 9, 180), (65_500, 25, None, None, 365),
    ]  # fmt: skip
    assert str(named("Nông Thị Páo").registered_on) == "1998-03-15"


def test_what_is_not_sure_is_held_by_name_and_nothing_is_made(province) -> None:
    rows = ("A1;Bế Văn Mũ;9.77E+08;Đồng Đĩnh;Chi Lăng;", "A2;Lý Văn Sao;0912555002;Đồng Đĩnh;Chi Lăng;1/1/2099")
    done = send(province, table(*rows, head=HOUSEHOLDS))
    assert rules_of(province, done, status="held") == {2: ["phone-shape"], 3: ["date-shape"]}
    told = errors_of(province, done)
    assert "Số điện thoại không đúng: 9.77E+08." in told
    assert "1/1/2099. Xin ghi" in told
    send(province, table("A3;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng;", head=HOUSEHOLDS))
    send(province, table("G1;Nhà Páo;A3", head=SHOPS), "shops")
    done = send(province, table("P1;G1;Na;Trái cây;hộp;65.000;500;3 tháng;12", head=GOODS), "products")
    assert sorted(rules_of(province, done, status="held")[2]) == ["amount-unclear", "amount-unclear", "season-shape"]
    assert count(Product) == 0


def test_a_number_of_java_is_its_own_holders(province) -> None:
    send(province, table("A1;Bế Văn Mũ;9.7731006E8;Đồng Đĩnh;Chi Lăng;", head=HOUSEHOLDS))
    assert named("Bế Văn Mũ").phone == "+84977310060"


def test_errors_csv_goes_through_a_spreadsheet_unchanged(province) -> None:
    send(province, table("00012;Nông Thị Páo;0912555001;Đồng Đĩnh;Chi Lăng;", head=HOUSEHOLDS))
    send(province, table("007;Nhà Páo;00012", head=SHOPS), "shops")
    row = "0001;007;Na;Trái cây;hộp;65;500;7-9;hai năm"
    told = errors_of(province, send(province, table(row, head=GOODS), "products"))
    header, cells = csv.reader(io.StringIO(told.lstrip("\ufeff")), delimiter=";")
    assert cells[:9] == ["'0001", "'007", "Na", "Trái cây", "hộp", "65", "500", "'7-9", "hai năm"]
    cells[8] = "2 năm"
    again = send(province, table(";".join(cells), head=";".join(header)), "products")
    assert again["counts"]["created"] == 1
    wanted = select(Product.from_month, Product.to_month, Product.shelf_life_days)
    assert transaction(lambda: tuple(db.session.execute(wanted).one())) == (7, 9, 730)
    assert send(province, table(row.replace("hai", "2"), head=GOODS), "products")["counts"]["unchanged"] == 1
