"""Photos and certificates by page: taken by any phone, in her order, and a broken upload loses nothing."""

from __future__ import annotations

import io
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from market.catalog import photos
from market.catalog.actions.photos import record_photo
from market.catalog.models import Certificate, Photo, Product
from market.db import db, transaction
from tests.support.browsing import BROWSER, come
from tests.support.pictures import HEIC, encoded, opened, two_halves
from tests.support.village import a_household, a_person, a_product, a_shop, an_officer, calling, in_days, now

LARGE = 2_000_000  # of a body that is not read before its view asks


@pytest.fixture
def good(client) -> Product:
    owner = a_household()
    made = a_product(a_shop(owner))
    come(client, owner)
    return made


def at(good: Product, path: str = "") -> str:
    return f"/shop/{good.shop_id}/goods/{good.id}{path}"


def sends(
    client, good: Product, content: bytes | None, field: str = "taken", path: str = "/photos", **more: Any
) -> Any:
    form: dict[str, Any] = {"key": str(uuid4())} | more
    if content is not None:
        form[field] = FileStorage(io.BytesIO(content), filename="IMG_0001.jpg")
    boundary, body = encode_multipart(form)  # at once: the client would leave a temporary file open
    sent = {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}
    return client.post(at(good, path), headers=BROWSER, **sent)


def jpeg(shade: int = 0, side: int = 300) -> bytes:
    return encoded(Image.new("RGB", (side, side), (shade, 90, 200)), "JPEG")


def noise(side: int) -> bytes:
    return encoded(Image.effect_noise((side, side), 90).convert("RGB"), "PNG")


def kept(good: Product) -> list[Any]:
    db.session.rollback()
    wanted = select(Photo.n, Photo.digest).where(Photo.product_id == good.id).order_by(Photo.n)
    return transaction(lambda: [tuple(row) for row in db.session.execute(wanted)])


def has_photos(good: Product, count: int) -> None:
    """Rows alone: what they show plays no part."""
    for n in range(1, count + 1):
        transaction(partial(record_photo, product=good, n=n, digest=f"{n}" * 64, now=now()))


@pytest.mark.parametrize(
    "content",
    [jpeg(), noise(100), encoded(two_halves(), "WEBP"), HEIC, noise(1000)],
    ids=["jpeg", "png", "webp", "heic", "large"],
)
@pytest.mark.parametrize("field", ["taken", "chosen"])
def test_any_picture_of_a_phone_is_added_from_the_camera_or_from_those_it_has(client, good, content, field) -> None:
    answer = sends(client, good, content, field)
    assert (answer.status_code, answer.headers["Location"]) == (303, at(good, "/photos?done=added"))
    assert [n for n, _ in kept(good)] == [1]
    page = client.get(at(good, "/photos"), headers=BROWSER)
    assert f"{at(good, '/photos/1')}?size=small&amp;v={kept(good)[0][1][:8]}" in page.text
    assert client.get(at(good, "/photos/1?size=small")).mimetype == "image/webp"


@pytest.mark.parametrize("large", [False, True])
def test_the_same_one_sent_twice_is_there_once_and_another_comes_behind(client, good, large) -> None:
    content = noise(1000) if large else jpeg()
    for _ in range(2):
        assert sends(client, good, content).status_code == 303
    sends(client, good, jpeg(200))
    assert [n for n, _ in kept(good)] == [1, 2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Chưa có ảnh nào được chọn"),
        (b"", "Không đọc được tệp này"),
        (b"x" * 500, "Không đọc được tệp này"),
        (b"x" * LARGE, "Không đọc được tệp này"),
        (b"II*\0" + b"x" * 500, "ảnh thô"),
        (b"\xff\xd8\xff" + b"x" * (photos.LARGEST_FILE + 20_000), "nặng quá 10 MB"),
        (b"\xff\xd8\xff" + b"x" * 3 * photos.LARGEST_FILE, "nặng quá 10 MB"),
    ],
    ids=["none", "empty", "junk", "large junk", "raw", "heavy", "far too heavy"],
)
@pytest.mark.parametrize("path", ["/photos", "/certificate/photo"])
def test_what_is_no_picture_is_told_on_the_page_and_what_was_there_stays(client, good, content, said, path) -> None:
    sends(client, good, jpeg())
    version = "1"
    client.post(at(good, "/certificate"), data={"version": version, **DECLARED}, headers=BROWSER)
    answer = sends(client, good, content, path=path)
    assert 413 <= answer.status_code <= 422
    assert said in answer.text
    assert "<form" in answer.text
    assert [n for n, _ in kept(good)] == [1]


def test_the_order_is_hers_and_the_first_is_the_one_on_cards(client, good) -> None:
    has_photos(good, 4)
    first, second, third, fourth = [digest for _, digest in kept(good)]
    sends(client, good, None, path="/photos/3/cover")
    assert [digest for _, digest in kept(good)] == [third, first, second, fourth]
    sends(client, good, None, path="/photos/4/earlier")
    assert [digest for _, digest in kept(good)] == [third, first, fourth, second]
    sends(client, good, None, path="/photos/1/removal")
    assert kept(good) == [(2, first), (3, fourth), (4, second)]
    sends(client, good, None, path="/photos/2/earlier")  # it cannot stand before the first
    assert [digest for _, digest in kept(good)] == [first, fourth, second]
    gone = sends(client, good, None, path="/photos/7/cover")
    assert (gone.status_code, len(kept(good))) == (404, 3)


def test_a_ninth_photo_is_refused_in_words(client, good) -> None:
    has_photos(good, 8)
    answer = sends(client, good, jpeg())
    assert answer.status_code == 409
    assert "nhiều nhất 8 ảnh" in answer.text
    assert 'type="file"' not in answer.text
    assert len(kept(good)) == 8


def test_a_tiny_picture_is_made_once_of_one_that_is_there_and_goes_with_it(client, good, home) -> None:
    sends(client, good, noise(700))
    digest = kept(good)[0][1]
    tiny = photos.path_of(home / "media", good.id, digest, "tiny")
    assert not tiny.exists()
    shown = client.get(f"/api/v1/products/{good.id}/photos/1?size=tiny")
    assert (shown.status_code, max(opened(shown.data).size)) == (200, 120)
    assert len(shown.data) <= 3_000
    assert tiny.read_bytes() == shown.data
    assert client.get(at(good, f"/photos/1?size=tiny&v={digest[:8]}")).data == shown.data
    photos.discard(home / "media", good.id, digest)
    assert not tiny.exists()
    assert client.get(f"/api/v1/products/{good.id}/photos/1?size=tiny").status_code == 404
    assert client.get(at(good, "/photos/1?size=tiny")).status_code == 404


def test_a_picture_is_kept_by_her_phone_as_long_as_it_is_named_by_its_content(client, good) -> None:
    sends(client, good, jpeg())
    digest = kept(good)[0][1]
    assert "immutable" in client.get(at(good, f"/photos/1?v={digest[:8]}")).headers["Cache-Control"]
    for other in ("", "?v=", "?v=0"):
        assert client.get(at(good, f"/photos/1{other}")).headers["Cache-Control"] == "private, no-cache"
    assert client.get(at(good, "/photos/1?size=huge")).status_code == 422


def test_what_rests_shows_its_photo_to_her_and_to_nobody_else(client, good) -> None:
    sends(client, good, jpeg())
    client.post(at(good, "/resting"), headers=BROWSER)
    assert client.get(at(good, "/photos/1?size=tiny")).status_code == 200
    assert client.get(f"/api/v1/products/{good.id}/photos/1").status_code == 404
    come(client, a_person())
    assert client.get(at(good, "/photos/1")).status_code == 404


@pytest.mark.parametrize("size", [1000, LARGE, 12_000_000])
def test_whose_session_has_ended_signs_in_though_a_picture_came_along(client, good, size) -> None:
    client.delete_cookie("cho")
    answer = sends(client, good, b"\xff\xd8\xff" + b"x" * size)
    assert answer.status_code == 401
    assert f'value="{at(good, "/photos")}"' in answer.text
    assert kept(good) == []


# Certificates

DECLARED = {"stars": "4", "certificate_no": "123/QĐ-UBND", "issued_on": "15/12/2025"}


def certificate(good: Product) -> Certificate | None:
    db.session.rollback()
    return transaction(lambda: db.session.get(Certificate, good.id))


def declares(client, good: Product, **typed: str) -> Any:
    version = transaction(lambda: db.session.get(Product, good.id, populate_existing=True).version)
    return client.post(at(good, "/certificate"), data={"version": version} | DECLARED | typed, headers=BROWSER)


def test_stars_are_declared_photographed_refused_declared_anew_and_confirmed(client, good) -> None:
    assert "Nếu mặt hàng có sao OCOP" in client.get(at(good, "/certificate"), headers=BROWSER).text
    assert declares(client, good).headers["Location"] == at(good, "/certificate?done=declared")
    assert sends(client, good, jpeg(), path="/certificate/photo").headers["Location"].endswith("?done=photographed")
    assert client.get(at(good, "/certificate/photo")).mimetype == "image/webp"
    officer, page = calling(an_officer()), at(good, "/certificate")
    officer.put(f"/products/{good.id}/certificate/refusal", {"reason": "Ảnh mờ"})
    said = client.get(page, headers=BROWSER).text
    assert "Cán bộ nói: Ảnh mờ" in said
    assert "<details open>" in said
    assert declares(client, good, stars="3").status_code == 303
    officer.put(f"/products/{good.id}/certificate/verification")
    assert "Cán bộ đã xác nhận" in client.get(page, headers=BROWSER).text
    assert "3 sao, cán bộ đã xác nhận" in client.get(at(good), headers=BROWSER).text


def test_what_was_declared_and_its_photo_are_taken_back(client, good) -> None:
    declares(client, good)
    sends(client, good, jpeg(), path="/certificate/photo")
    assert sends(client, good, None, path="/certificate/photo/removal").status_code == 303
    assert certificate(good).photo is None
    assert client.get(at(good, "/certificate/photo")).status_code == 404
    stale = client.post(at(good, "/certificate/withdrawal"), data={"version": "1"}, headers=BROWSER)
    assert (stale.status_code, certificate(good) is None) == (412, False)
    version = transaction(lambda: db.session.get(Product, good.id, populate_existing=True).version)
    client.post(at(good, "/certificate/withdrawal"), data={"version": version}, headers=BROWSER)
    assert certificate(good) is None
    assert sends(client, good, jpeg(), path="/certificate/photo").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"stars": ""}, "stars"),
        ({"stars": "9"}, "stars"),
        ({"certificate_no": ""}, "certificate_no"),
        ({"issued_on": "hôm qua"}, "issued_on"),
        ({"issued_on": "30/02/2025"}, "issued_on"),
        ({"issued_on": f"{in_days(3):%d/%m/%Y}"}, "issued_on"),
        ({"stars": "", "certificate_no": "", "issued_on": ""}, "stars"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_told_beside_it(client, good, wrong, field) -> None:
    answer = declares(client, good, **wrong)
    assert answer.status_code == 422
    assert f'id="{field}-bad"' in answer.text
    assert certificate(good) is None
