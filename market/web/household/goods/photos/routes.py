"""The photos of a good: a form of their own, so that a broken line loses nothing that was written."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from flask import Response, current_app, request

from market import clock, errors
from market.accounts import access
from market.catalog import flows
from market.catalog.actions import photos
from market.catalog.photos import LARGEST_FILE, PictureTooLarge
from market.catalog.queries import products
from market.catalog.rules.products import MOST_PHOTOS
from market.catalog.schemas.products import PhotoQuery
from market.http.browsers import PageBlueprint
from market.web.household import looked_at, shops
from market.web.household.goods.photos.words import DONE, NO_PHOTO, PHOTOS
from market.web.shell import forms

blueprint = PageBlueprint("household_photos", __name__, template_folder="templates")
_PHOTOS = "/shop/<uuid:shop_id>/goods/<uuid:product_id>/photos"
_PHOTO = f"{_PHOTOS}/<int(min=1,max={MOST_PHOTOS}):n>"
_FORM = 16 * 1024  # what stands around the picture
_READ = "market.picture"


@blueprint.route(_PHOTOS, methods=["GET"])
@access.signed_in
def show_photos(shop_id: UUID, product_id: UUID, n: int = 0) -> Response:  # noqa: ARG001  refused for photo n
    """Her photos in their order, and the form that sends one more."""
    shop, good = looked_at.good_of(shop_id, product_id)
    kept = good["photos"]
    say = PHOTOS["say_full" if len(kept) >= MOST_PHOTOS else "say" if kept else "say_first"]
    shown = {"good": good, "is_full": len(kept) >= MOST_PHOTOS}
    return shops.page(
        "photos.html", shop=shop, part="goods", title=PHOTOS["title"], say=say, words=PHOTOS, done=DONE, **shown
    )


@blueprint.route(_PHOTO, methods=["GET"])
@access.signed_in
def show_photo(shop_id: UUID, product_id: UUID, n: int) -> Response:
    """The picture itself, also of what is not on sale. Its address names its content, so it is kept."""
    good = looked_at.good_to_name(shop_id, product_id)
    photo, _ = products.photo_for(good.id, n, access.current_person(), now=clock.now())
    response = Response(flows.picture_of(photo, forms.asked(PhotoQuery())["size"]), mimetype="image/webp")
    lasts = "max-age=31536000, immutable" if photo.digest.startswith(request.args.get("v") or "-") else "no-cache"
    response.headers["Cache-Control"] = f"private, {lasts}"
    return response


@blueprint.route(_PHOTOS, methods=["POST"])
@access.signed_in
@forms.back_to(show_photos)
def add_photo(shop_id: UUID, product_id: UUID) -> Response:
    """One more photo; the same one sent again is there once."""
    good, now, me = looked_at.good_to_change(shop_id, product_id), clock.now(), access.current_person()
    media_dir: Path = current_app.config["MARKET"].media_dir
    flows.append_photo(product=good, read=picture_sent(), media_dir=media_dir, by=me, now=now)
    return forms.then(_at(shop_id, product_id), "added")


@blueprint.route(f"{_PHOTO}/cover", methods=["POST"])
@access.signed_in
@forms.back_to(show_photos)
def make_cover(shop_id: UUID, product_id: UUID, n: int) -> Response:
    """Let buyers see this one first."""
    good = looked_at.good_to_change(shop_id, product_id)
    photos.move_photo(product=good, n=n, to=0, now=clock.now())
    return forms.then(_at(shop_id, product_id), "cover")


@blueprint.route(f"{_PHOTO}/earlier", methods=["POST"])
@access.signed_in
@forms.back_to(show_photos)
def move_earlier(shop_id: UUID, product_id: UUID, n: int) -> Response:
    """One place to the front."""
    good = looked_at.good_to_change(shop_id, product_id)
    before = sum(photo.n < n for photo in good.photos)
    photos.move_photo(product=good, n=n, to=before - 1, now=clock.now())
    return forms.then(_at(shop_id, product_id), "moved")


@blueprint.route(f"{_PHOTO}/removal", methods=["POST"])
@access.signed_in
@forms.back_to(show_photos)
def remove_photo(shop_id: UUID, product_id: UUID, n: int) -> Response:
    """Take one away."""
    good = looked_at.good_to_change(shop_id, product_id)
    photos.remove_photo(product=good, n=n, now=clock.now())
    return forms.then(_at(shop_id, product_id), "removed")


def picture_sent() -> Callable[[], bytes]:
    """How to read the picture of a form, of two that may be chosen; it raises PictureTooLarge, InvalidInput."""
    request.max_content_length = LARGEST_FILE + _FORM
    return lambda: request.environ.get(_READ) or _read()


def _read() -> bytes:
    if (request.content_length or 0) > LARGEST_FILE + _FORM:
        raise PictureTooLarge
    sent = (request.files.get(name) for name in ("taken", "chosen"))
    try:
        picture = next((file for file in sent if file is not None and file.filename), None)
        if picture is None:
            raise errors.InvalidInput(errors={"taken": [NO_PHOTO]})
        content: bytes = picture.read()
    finally:
        request.close()  # a large one lies in a temporary file
    request.environ[_READ] = content  # a second try has it at hand
    return content


def _at(shop_id: UUID, product_id: UUID) -> str:
    return f"/shop/{shop_id}/goods/{product_id}/photos"
