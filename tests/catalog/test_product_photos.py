"""A household's photo of its goods: put, shown in three sizes, replaced, taken away."""

import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from market import outbox
from market.catalog import flows, photos
from market.catalog.actions.photos import DISCARD
from market.catalog.models import Photo, Product
from market.catalog.queries import documents
from market.db import db
from market.ids import new_id
from tests.support.village import a_household, a_product, calling, guest, now, owner_of


def jpeg(colour: str = "green") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(file, "JPEG")
    return file.getvalue()


def address(product: Product, n: int = 1) -> str:
    return f"/products/{product.id}/photos/{n}"


def put(product: Product, content: bytes, n: int = 1):
    household = calling(owner_of(product.shop))
    return household.put(address(product, n), data=content, content_type="image/jpeg")


def to_discard() -> list[outbox.OutboxEntry]:
    db.session.rollback()
    return list(db.session.scalars(select(outbox.OutboxEntry).where(outbox.OutboxEntry.topic == DISCARD)))


def test_a_photo_is_shown_in_three_sizes(app) -> None:
    product = a_product()
    reply = put(product, jpeg())
    assert reply.status_code == 201
    assert reply.json == guest().get(f"/products/{product.id}").json["photos"][0]
    for size, side in photos.SIDES.items():
        shown = guest().get(reply.json[size])
        picture = Image.open(io.BytesIO(shown.data))
        assert (shown.mimetype, picture.format, max(picture.size)) == ("image/webp", "WEBP", min(side, 800))
        assert shown.headers["Cache-Control"] == "public, max-age=3600"
        again = guest().get(reply.json[size], headers={"If-None-Match": shown.headers["ETag"]})
        assert again.status_code == 304
    assert guest().get(address(product)).status_code == 200
    assert guest().get(f"{address(product)}?size=huge").status_code == 422
    (document,) = documents.documents([product.id], now=now())
    assert document.photo == reply.json["small"]


def test_photos_stand_in_their_order(app) -> None:
    product = a_product()
    for n in (3, 1, 8):
        put(product, jpeg(), n)
    assert [photo["n"] for photo in guest().get(f"/products/{product.id}").json["photos"]] == [1, 3, 8]
    assert put(product, jpeg(), 9).status_code == 404
    assert put(product, jpeg(), 0).status_code == 404


@pytest.mark.parametrize(
    ("content", "status", "word"),
    [
        (b"", 422, "not-a-picture"),
        (b"hello", 422, "not-a-picture"),
        (b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024 - 2), 413, "too-large"),
        (b"\xff\xd8\xff" + b"0" * (11 * 1024 * 1024), 413, "too-large"),
    ],
)
def test_what_is_no_picture_is_not_kept(app, content, status, word) -> None:
    product = a_product()
    reply = put(product, content)
    assert (reply.status_code, reply.json["type"]) == (status, word)
    assert guest().get(f"/products/{product.id}").json["photos"] == []


def test_nobody_elses_photo_is_kept(app) -> None:
    product = a_product()
    assert calling(a_household()).put(address(product), data=jpeg()).status_code == 403
    assert calling(a_household()).delete(address(product)).status_code == 403
    assert guest().put(address(product), data=jpeg()).status_code == 401
    assert calling(a_household()).put(f"/products/{new_id()}/photos/1", data=jpeg()).status_code == 404
    assert guest().get(address(product)).status_code == 404


def test_no_transaction_is_open_while_a_photo_is_read_and_shrunk(app, monkeypatch) -> None:
    seen, shrink = [], photos.shrink

    def looked(content):
        seen.append(db.session().in_transaction())
        return shrink(content)

    monkeypatch.setattr(photos, "shrink", looked)
    assert put(a_product(), jpeg()).status_code == 201
    assert seen == [False]


def test_photos_of_hidden_goods_are_hidden(app) -> None:
    product = a_product()
    put(product, jpeg())
    household = calling(owner_of(product.shop))
    household.put(f"/products/{product.id}/unlisting")
    assert guest().get(address(product)).status_code == 404
    assert household.get(address(product)).headers["Cache-Control"] == "private, max-age=3600"


def test_a_replaced_photo_is_discarded_later_and_the_same_one_never(app, home: Path) -> None:
    product = a_product()
    put(product, jpeg("green"))
    put(product, jpeg("green"))
    assert to_discard() == []
    old = db.session.get(Photo, (product.id, 1)).digest
    put(product, jpeg("red"))
    (entry,) = to_discard()
    assert (entry.payload, entry.due_at > now()) == ({"product_id": str(product.id), "digest": old}, True)
    flows.discard_photo(entry.payload, now())
    assert not photos.path_of(home / "media", product.id, old, "small").exists()
    assert guest().get(address(product)).status_code == 200


def test_a_picture_that_another_photo_shows_is_kept(app, home: Path) -> None:
    product = a_product()
    put(product, jpeg(), 1)
    put(product, jpeg(), 2)
    household = calling(owner_of(product.shop))
    assert household.delete(address(product, 1)).status_code == 204
    assert household.delete(address(product, 1)).status_code == 404
    flows.discard_photo(to_discard()[0].payload, now())
    assert guest().get(address(product, 1)).status_code == 404
    assert guest().get(address(product, 2)).status_code == 200
