"""What buyers say of what they had delivered."""

from tests.support.paying import broken, told
from tests.support.reviewing import a_review, says
from tests.support.village import a_buyer, buyer_of, calling, delivered_order, guest, seller_of


def test_a_buyer_says_what_the_goods_were_like_and_anybody_reads_it(app) -> None:
    said, of = a_review(4, "Na ngọt. Gọi tôi 0912 345 678")
    product, shop = said["product"]["id"], said["shop_id"]
    for page in (f"/products/{product}/reviews", f"/shops/{shop}/reviews"):
        found = guest().get(page).json["items"]
        assert [(one["stars"], one["words"], one["answer"]) for one in found] == [
            (4, "Na ngọt. Gọi tôi (số điện thoại được ẩn)", None)
        ]
        assert found[0]["buyer"]["province"]["name"] == "Thành phố Hà Nội"
    assert guest().get(f"/products/{product}").json["reviews"] == {"buyers": 1, "stars": None}
    assert told(of.seller_id)[-1] == "review_written"
    assert broken() == []
