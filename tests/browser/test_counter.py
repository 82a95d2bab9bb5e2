"""The clerk's and the courier's common acts by finger: two taps or fewer, and the field waits for the next number."""

from __future__ import annotations

from tests.browser.pages.counter import AT, cash_with_a_courier, on_a_round
from tests.browser.phone import Phone
from tests.support.village import a_clerk, a_shop_with_money, booked_parcel, calling, code_of, owner_of


def is_ready(phone: Phone) -> bool:
    """Whether what a scanner types goes into the one field."""
    return bool(phone.page.evaluate("document.activeElement.id === 'q'"))


def scans(phone: Phone, number: str) -> None:
    """A scanner that is a keyboard: the number, then Enter."""
    with phone.page.expect_navigation():
        phone.page.keyboard.type(f"{number}\n")


def test_two_parcels_are_scanned_and_taken_in_by_one_tap_each(phone: Phone) -> None:
    phone.sign_in(a_clerk())
    phone.open("/counter")
    for number in (booked_parcel().tracking_number, booked_parcel().tracking_number):
        assert is_ready(phone)
        scans(phone, number)
        phone.tap("Nhận vào bưu cục")
        assert phone.says(f"Đã nhận vào: {number}")
    assert (phone.taps, phone.typed) == (2, 0)
    assert phone.says("Chờ chuyển đi (2)")
    phone.back()
    assert "Khi lên xe, bấm “Chuyển đi”" in phone.now  # as it stands now, not as it was


def test_a_courier_tells_why_not_in_two_taps_and_delivers_with_the_cash_in_two(phone: Phone) -> None:
    known = on_a_round()
    phone.sign_in(known["me"])
    phone.open(f"{AT}/parcels/{known['number']}")
    phone.tap("Phát chưa được")
    phone.tap("Người nhận đi vắng")
    assert (phone.taps, phone.says(f"Đã ghi chưa phát được: {known['number']}")) == (2, True)
    phone.tap(known["number"], within=".list")
    phone.tap("Mang đi phát")
    phone.tap(known["number"], within=".list")
    phone.tap("Đã phát, đã thu 120.000")
    assert (phone.taps, phone.says(f"Đã phát: {known['number']}")) == (6, True)


def test_cash_is_handed_in_by_two_taps_and_a_code_paid_by_two(phone: Phone) -> None:
    owner = owner_of(shop := a_shop_with_money())
    made = calling(owner).post(f"/shops/{shop.id}/cash-outs", {"amount_vnd": 98_500}).json
    phone.sign_in(cash_with_a_courier()["me"])
    phone.open(AT)
    phone.tap("Quỹ")
    phone.tap("Nhận đủ 183.000")
    assert (phone.taps, phone.says("Đã nhận tiền bưu tá nộp.")) == (2, True)
    phone.tap("Trả tiền")
    for name, value in {"phone": owner.phone, "code": code_of(made["id"]), "id_number_tail": "4321"}.items():
        phone.type(name, str(value))
    phone.tap("Kiểm tra và trả tiền")
    assert (phone.taps, phone.says("ĐƯA 98.500")) == (4, True)
