"""The stories of the README, of money and of the post, told with the client that `openapi-python-client` generates.

It stands outside of the package: it knows nothing of the service but its contract. mypy reads it strictly.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import httpx
from cho_phien_client import AuthenticatedClient, Client, models
from cho_phien_client.api.accounts import ask_sign_in_code
from cho_phien_client.api.catalog import add_photo, add_product, change_product, open_shop, show_photo, show_product
from cho_phien_client.api.delivery import list_parcels, record_scans, track_parcel
from cho_phien_client.api.orders import (
    accept_order,
    cancel_order,
    check_out,
    pack_order,
    print_order_label,
    receive_order,
    receive_order_return,
    refund_order,
    show_order,
    show_order_payment,
    show_order_qr,
)
from cho_phien_client.api.payments import (
    add_bank_statement,
    add_remittance,
    answer_payout_file,
    ask_cash_out,
    download_payout_file,
    file_my_payout_account,
    list_bank_transfers,
    list_refunds,
    make_payout_file,
    move_till,
    receive_remittance,
    redeem_cash_out,
    refund_bank_transfer,
    show_my_balance,
    show_shop_balance,
    show_shop_statement,
    show_till,
)
from cho_phien_client.api.search import search_products
from cho_phien_client.types import UNSET, File

T = TypeVar("T")
ADDRESS = os.environ["ADDRESS"]
GATEWAY = os.environ["GATEWAY"]
MARKET = os.environ["MARKET"]
HOME = Path(os.environ["MARKET_HOME"])
AWAY = timedelta(days=7)  # a phone was offline for so long


def given(kind: type[T], answer: object) -> T:
    """The answer, which is of this kind; a refusal is told and ends the story."""
    if not isinstance(answer, kind):
        raise TypeError(answer)
    return answer


def until(there: Callable[[], T | None]) -> T:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if found := there():
            return found
        time.sleep(0.3)
    raise TimeoutError(there)


def person(phone: str, name: str, *at: str) -> AuthenticatedClient:
    subprocess.run([MARKET, "person", phone, "--name", name, *at], check=True, stdout=subprocess.DEVNULL)
    said = subprocess.run([MARKET, "token", phone], check=True, capture_output=True, text=True)
    return AuthenticatedClient(ADDRESS, token=said.stdout.strip())


def sms(to: str, pattern: str) -> str | None:
    """The last word of this pattern that `to` was sent."""
    box = HOME / "sms.jsonl"  # is made by the first word that leaves: at night only codes do
    lines = box.read_text(encoding="utf-8").splitlines() if box.exists() else []
    said = [json.loads(line)["text"] for line in lines if to[1:] in line]
    found = [match[1] for text in said if (match := re.search(pattern, text))]
    return found[-1] if found else None


lan = person("0977200001", "Hoàng Thị Lan")
ha = person("0977200002", "Trần Thu Hà")
mai = person("0977200003", "Lương Thị Mai", "--role", "clerk", "--place", "25715")
huong = person("0977200004", "Đỗ Thị Hương", "--role", "clerk", "--place", "VN01")
anh = person("0977200005", "Đỗ Minh Anh", "--role", "operator")
guest = Client(ADDRESS)


def scan(who: AuthenticatedClient, parcel: str, event: str, office: str, *, ago: timedelta, reason: str = "") -> str:
    told = models.ScanIn(
        scan_id=uuid4(),
        tracking_number=parcel,
        event=models.ScanInEvent(event),
        scanned_at=datetime.now(UTC) - ago,
        post_office_code=office,
        reason=models.ScanInReasonType0(reason) if reason else UNSET,
    )
    answer = given(models.ScanResults, record_scans.sync(client=who, body=models.ScanBatch(scans=[told])))
    return str(answer.results[0].parcel_state)


def buy(product: UUID, by: str, *, quantity: int = 2) -> models.CheckoutOut:
    to = models.RecipientIn(name="Trần Thu Hà", phone="0977 200 002", commune_code="00070", address_line="12 Hàng Bài")
    method = models.CheckoutInPaymentMethod(by)
    basket = models.CheckoutIn(items=[models.ItemIn(product, quantity)], payment_method=method, deliver_to=to)
    return given(models.CheckoutOut, check_out.sync(client=ha, body=basket, idempotency_key=str(uuid4())))


def packed(number: str) -> str:
    accepted = given(models.OrderOut, accept_order.sync(number, client=lan))
    assert accepted.state == models.OrderOutState.ACCEPTED
    order = given(models.OrderOut, pack_order.sync(number, client=lan, body=models.PackIn()))
    return given(models.OrderParcelOut, order.parcel).tracking_number


def readme() -> tuple[UUID, UUID]:
    shop = given(
        models.ShopOut, open_shop.sync(client=lan, body=models.NewShop("Vườn na nhà Lan", "06463", "Đồng Đĩnh"))
    )
    fruit = models.NewProduct(
        name="Na bở nhà Lan", category="fruit", unit="hộp", pack="1 kg", price_vnd=70_000, weight_g=1150, stock=60,
        shelf_life_days=4,
    )  # fmt: skip
    product = given(models.ProductOut, add_product.sync(shop.id, client=lan, body=fruit)).id

    picture = File(BytesIO(Path(os.environ["PICTURE"]).read_bytes()))
    photo = given(models.PhotoOut, add_photo.sync(product, 1, client=lan, body=picture))
    assert photo.n == 1
    shown = given(File, show_photo.sync(product, 1, client=guest, size=models.ShowPhotoSize.SMALL))
    assert shown.payload.read(4) == b"RIFF"

    tag = show_product.sync_detailed(product, client=lan).headers["ETag"]
    cheaper = models.ProductEdit(price_vnd=65_000)
    assert (
        given(models.ProductOut, change_product.sync(product, client=lan, body=cheaper, if_match=tag)).price_vnd
        == 65_000
    )
    late = change_product.sync_detailed(product, client=lan, body=cheaper, if_match=tag)
    assert late.status_code == HTTPStatus.PRECONDITION_FAILED
    assert given(models.ProblemOut, late.parsed).type_ == "precondition-failed"

    found = until(lambda: given(models.SearchPage, search_products.sync(client=guest, q="na bo nha lan")).items)
    assert found[0].name == "Na bở nhà Lan"

    number = buy(product, "cod").orders[0].number
    parcel = packed(number)
    label = given(File, print_order_label.sync(number, client=lan))
    assert label.payload.read(5) == b"%PDF-"
    assert scan(mai, parcel, "accepted", "25715", ago=timedelta(seconds=1)) == "accepted"
    assert scan(huong, parcel, "delivered", "VN01", ago=timedelta()) == "delivered"
    assert given(models.TrackingOut, track_parcel.sync(parcel, client=guest)).state == models.TrackingOutState.DELIVERED
    done = given(models.OrderOut, receive_order.sync(number, client=ha))
    assert done.state == models.OrderOutState.COMPLETED
    return shop.id, product


def by_card(product: UUID) -> None:
    bought = buy(product, "card")
    number, secret = bought.orders[0].number, given(str, bought.payment.client_secret)
    with httpx.Client(base_url=f"{GATEWAY}/v1", auth=("sk_test_of_the_demo", "")) as cards:
        card = {"number": "4000002500003155", "exp_month": "12", "exp_year": "2030", "cvc": "123"}
        sent = {"type": "card", **{f"card[{name}]": value for name, value in card.items()}}
        method = cards.post("/payment_methods", data=sent).json()["id"]
        intent = f"/payment_intents/{secret.partition('_secret')[0]}"
        cards.post(intent, data={"payment_method": method})
        assert cards.post(f"{intent}/confirm").json()["status"] == "requires_action"
        shown = {"client_secret": secret, "success": "true", "key": "pk_test_x"}
        assert cards.post(f"{intent}/_authenticate", data=shown).json()["status"] == "succeeded"
    until(lambda: given(models.OrderOut, show_order.sync(number, client=ha)).state == models.OrderOutState.PLACED)
    why = models.ReasonIn("Mưa đá, na hỏng")
    assert (
        given(models.OrderOut, cancel_order.sync(number, client=lan, body=why)).state == models.OrderOutState.CANCELLED
    )
    until(lambda: str(given(models.OrderPaymentOut, show_order_payment.sync(number, client=ha)).status) == "refunded")


def by_bank(product: UUID) -> None:
    bought = buy(product, "bank_transfer")
    number, transfer = bought.orders[0].number, given(models.TransferOut, bought.payment.transfer)
    assert "<svg" in given(str, show_order_qr.sync(number, client=ha))
    line = f"24/11/2026;{given(int, bought.payment.amount_vnd) + 5000};MBVCB.4471.{transfer.text}.TRAN THU HA"
    statement = File(BytesIO(f"Ngày giao dịch;Ghi có;Nội dung\n{line}\n".encode()))
    given(models.StatementOut, add_bank_statement.sync(client=anh, body=statement))
    assert given(models.OrderOut, show_order.sync(number, client=ha)).state == models.OrderOutState.PLACED

    over = given(models.TransferPage, list_bank_transfers.sync(client=anh, queue=models.ListBankTransfersQueue.OVER))
    given(models.BankTransferOut, refund_bank_transfer.sync(over.items[0].id, client=anh, body=models.NoteIn()))
    given(models.CodeSent, ask_sign_in_code.sync(client=guest, body=models.CodeRequest("0977 200 002")))
    code = until(lambda: sms("0977200002", r"dang nhap cua ban la (\d{6})"))
    account = models.PayoutAccountIn("970405", "8400205123456", "TRAN THU HA", code=code)
    given(models.PayoutAccountOut, file_my_payout_account.sync(client=ha, body=account))
    file = given(models.PayoutFileOut, make_payout_file.sync(client=anh)).id
    ids = [row.split(",")[0] for row in given(str, download_payout_file.sync(file, client=anh)).splitlines()[1:]]
    paid = "".join(["id,outcome\n", *(f"{id},paid\n" for id in ids)])
    given(models.PayoutFileOut, answer_payout_file.sync(file, client=anh, body=File(BytesIO(paid.encode()))))
    settled = given(models.RefundPage, list_refunds.sync(client=anh, state=models.ListRefundsState.SETTLED))
    assert settled.items
    back = models.RefundIn(amount_vnd=32_500, note="Một hộp bị dập")
    assert str(given(models.OrdersRefundOut, refund_order.sync(number, client=lan, body=back)).state) == "approved"


def in_cash(shop: UUID, product: UUID) -> None:
    bought = buy(product, "cod")
    order = bought.orders[0]
    parcel = packed(order.number)
    scan(mai, parcel, "accepted", "25715", ago=timedelta(seconds=1))
    assert scan(huong, parcel, "delivered", "VN01", ago=timedelta()) == "delivered"
    assert given(models.BalanceOut, show_shop_balance.sync(shop, client=lan)).available_vnd > 100_000

    filled = models.MovementIn(kind=models.MovementInKind.REPLENISHMENT, amount_vnd=500_000)
    given(models.MovementOut, move_till.sync("25715", client=mai, body=filled))
    given(models.CashOutOut, ask_cash_out.sync(shop, client=lan, body=models.CashOutIn(amount_vnd=100_000)))
    digits = until(lambda: sms("0977200001", r"la (\d{8})"))
    shown = models.RedemptionIn(phone="0977 200 001", code=digits, id_number_tail="1234")
    assert given(models.RedemptionOut, redeem_cash_out.sync("25715", client=mai, body=shown)).amount_vnd == 100_000
    assert given(models.TillOut, show_till.sync("25715", client=mai)).till_vnd >= 400_000
    back = models.RefundIn(amount_vnd=10_000, note="Thiếu một quả")
    assert str(given(models.OrdersRefundOut, refund_order.sync(order.number, client=lan, body=back)).channel) == "cash"
    assert given(models.BalanceOut, show_my_balance.sync(client=ha)).available_vnd == 10_000

    line = f"{parcel},{bought.total_vnd},{bought.shipping_vnd}"
    statement = File(BytesIO(f"tracking_number,amount_vnd,fee_vnd\n{line}\n".encode()))
    remitted = given(models.RemittanceOut, add_remittance.sync(client=anh, body=statement, number="PM-CLIENT"))
    came = models.ReceiptIn(received_vnd=remitted.stated_vnd)
    given(models.RemittanceOut, receive_remittance.sync(remitted.id, client=anh, body=came))
    month = f"{datetime.now(UTC):%Y-%m}"
    assert order.number in given(str, show_shop_statement.sync(shop, month, client=lan))


def sent_and_missed(product: UUID) -> tuple[str, str]:
    number = buy(product, "cod", quantity=1).orders[0].number
    parcel, seconds = packed(number), iter(range(1, 20))

    def then(who: AuthenticatedClient, event: str, office: str, reason: str = "") -> str:
        return scan(who, parcel, event, office, ago=AWAY - timedelta(seconds=next(seconds)), reason=reason)

    then(mai, "accepted", "25715")
    for _ in range(3):
        then(huong, "out_for_delivery", "VN01")
        then(huong, "delivery_failed", "VN01", "absent")
    assert then(huong, "held_for_pickup", "VN01") == "held_for_pickup"
    assert given(models.TrackingOut, track_parcel.sync(parcel, client=guest)).what_now
    return number, parcel


def goes_back(number: str, parcel: str) -> None:
    todo = models.ListParcelsWorklist.TO_RETURN
    until(lambda: given(models.ParcelPage, list_parcels.sync(client=huong, worklist=todo, q=parcel)).items)
    assert scan(huong, parcel, "return_started", "VN01", ago=timedelta(seconds=2)) == "returning"
    assert scan(mai, parcel, "returned", "25715", ago=timedelta()) == "returned"
    again = models.ReturnIn(restock=True)
    order = given(models.OrderOut, receive_order_return.sync(number, client=lan, body=again))
    assert order.state == models.OrderOutState.RETURNED
    assert str(order.payment.status) == "not_due"


def main() -> None:
    shop, product = readme()
    missed = sent_and_missed(product)
    by_card(product)
    by_bank(product)
    in_cash(shop, product)
    goes_back(*missed)
    sys.stdout.write("all is well\n")


if __name__ == "__main__":
    main()
