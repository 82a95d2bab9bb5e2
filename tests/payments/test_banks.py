"""Which banks there are, and which ways of paying are open."""

from tests.support.village import a_buyer, calling, fresh_code, guest


def test_banks_are_found_by_any_part_of_a_name(app) -> None:
    assert len(guest().get("/banks").json["items"]) == 60
    for typed in ("agri", "NONG NGHIEP", "970405"):
        assert guest().get("/banks", query_string={"q": typed}).json["items"][0]["short_name"] == "Agribank"
    assert guest().get("/banks?q=khong co").json == {"items": []}


def test_money_is_sent_to_no_bank_that_is_not(app) -> None:
    me = calling(a_buyer())
    account = {"bank_bin": "970499", "number": "0011004321", "holder": "NGO VAN QUY"} | fresh_code(me)
    refused = me.put("/me/payout-account", account)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["bank_bin"])
    assert me.get("/me/payout-account").status_code == 404


def test_the_ways_of_paying_say_which_are_open(app) -> None:
    ways = guest().get("/payment-methods", headers={"Accept-Language": "en"}).json["items"]
    assert [(one["name"], one["open"], one["prepaid"]) for one in ways] == [
        ("cod", True, False),
        ("card", False, True),
        ("bank_transfer", False, True),
    ]
    assert ways[0]["title"] == "Cash on delivery"
