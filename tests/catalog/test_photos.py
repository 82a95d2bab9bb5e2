"""Photos: whatever a stranger sends, three clean pictures come out, or one plain refusal."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageOps

from market.catalog import photos
from market.errors import Busy
from market.ids import new_id
from tests.support.pictures import (
    BLUE,
    GREEN,
    HEIC,
    RED,
    WHITE,
    child,
    colour,
    encoded,
    leaves,
    linux,
    opened,
    png,
    two_halves,
)
from tests.support.sources import ROOT


@pytest.fixture
def interpreter(tmp_path, monkeypatch):
    """Puts a shell script in the place of the child."""

    def put(script: str) -> None:
        file = tmp_path / "interpreter"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(file))

    return put


def test_three_pictures_by_their_longest_side():
    pictures = photos.shrink(encoded(two_halves(1000, 2000), "JPEG"))
    assert {size: opened(content).size for size, content in pictures.items()} == {
        "small": (120, 240),
        "medium": (360, 720),
        "large": (800, 1600),
    }


def test_a_heap_of_leaves_is_no_heavier_on_a_page_than_a_plate_on_a_table():
    pictures = photos.shrink(encoded(leaves(), "JPEG"))
    assert len(pictures["large"]) > 100_000
    assert {size: len(pictures[size]) <= most for size, most in photos.MOST_BYTES.items()} == {
        "small": True,
        "medium": True,
    }


def test_a_small_picture_is_never_enlarged():
    pictures = photos.shrink(encoded(two_halves(300, 200), "WEBP"))
    assert [opened(pictures[size]).size for size in photos.SIDES] == [(240, 160), (300, 200), (300, 200)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_place_where_a_photo_was_taken_is_gone_from_all_three(kind):
    exif = Image.Exif()
    exif[0x010E] = "nha ba Pham Thi Lan"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 51.0, 10.0), 3: "E", 4: (106.0, 45.0, 30.0)})
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = encoded(two_halves(), kind, exif=exif, icc_profile=icc, xmp=b"<x:xmpmeta>Lan</x:xmpmeta>")
    assert b"Pham Thi Lan" in content
    for picture in photos.shrink(content).values():
        assert not opened(picture).getexif()
        assert not any(trace in picture for trace in (b"EXIF", b"XMP ", b"ICCP", b"Lan"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_as_the_camera_was_held(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = two_halves()
    stored.paste(GREEN, (0, 32, 64, 64))
    content = encoded(stored, "JPEG", exif=exif)
    upright = encoded(ImageOps.exif_transpose(Image.open(io.BytesIO(content))), "WEBP")
    for picture in photos.shrink(content).values():
        assert opened(picture).size == opened(upright).size
        for corner in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)):
            assert colour(picture, *corner) == colour(upright, *corner)


@pytest.mark.parametrize("exif", [b"Exif\0\0garbage", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12"])
def test_broken_exif_does_no_harm(exif):
    assert opened(photos.shrink(encoded(two_halves(), "JPEG", exif=exif))["large"]).size == (128, 64)


def test_a_heic_photo_is_turned_once_and_loses_its_place():
    pictures = photos.shrink(HEIC)
    assert opened(pictures["large"]).size == (64, 128)
    assert (colour(pictures["small"], 0.5, 0.2), colour(pictures["small"], 0.5, 0.8)) == (RED, BLUE)
    assert all(b"EXIF" not in picture and not opened(picture).getexif() for picture in pictures.values())


def test_transparency_becomes_white():
    halves = two_halves().convert("RGBA")
    halves.paste((0, 0, 0, 0), (64, 0, 128, 64))
    assert colour(photos.shrink(encoded(halves, "PNG"))["large"], 0.8, 0.5) == WHITE
    indexed = encoded(two_halves().quantize(2), "PNG", transparency=0)
    assert WHITE in (colour(photos.shrink(indexed)["large"], x, 0.5) for x in (0.2, 0.8))


def test_grey_of_sixteen_bits_stays_grey():
    assert colour(photos.shrink(encoded(Image.new("I;16", (60, 40), 0x6666), "PNG"))["large"], 0.5, 0.5) == (102,) * 3


def test_colours_are_turned_into_srgb():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    crossed = profile.replace(b"rXYZ", b"....").replace(b"gXYZ", b"rXYZ").replace(b"....", b"gXYZ")
    content = encoded(Image.new("RGB", (60, 40), RED), "JPEG", icc_profile=crossed)
    assert colour(photos.shrink(content)["large"], 0.5, 0.5) == GREEN


def test_a_broken_colour_profile_does_no_harm():
    content = encoded(Image.new("RGB", (60, 40), RED), "JPEG", icc_profile=b"no profile" * 20)
    assert colour(photos.shrink(content)["large"], 0.5, 0.5) == RED


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO"])
def test_of_moving_pictures_the_first_is_taken(kind):
    first, *rest = (Image.new("RGB", (60, 40), colour) for colour in (RED, GREEN, BLUE))
    content = encoded(first, kind, save_all=True, append_images=rest)
    assert colour(photos.shrink(content)["large"], 0.5, 0.5) == RED


def test_a_jpeg_of_twenty_megapixels_passes():
    assert opened(photos.shrink(encoded(two_halves(5184, 3888), "JPEG"))["large"]).size == (1600, 1200)


@pytest.mark.parametrize(
    "content", [b"", b"T\xc3\xb4i l\xc3\xa0 \xe1\xba\xa3nh.jpg", b"%PDF-1.7", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP"]
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(photos.NotAPicture):
        photos.shrink(content)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "JPEG2000"])
def test_other_kinds_of_picture_are_refused(kind):
    with pytest.raises(photos.NotAPicture):
        photos.shrink(encoded(two_halves(), kind))


@pytest.mark.parametrize("content", [encoded(two_halves(), kind) for kind in ("JPEG", "PNG", "WEBP")] + [HEIC])
def test_a_picture_cut_short_is_refused(content):
    with pytest.raises(photos.NotAPicture):
        photos.shrink(content[: len(content) // 2])


def test_a_file_over_ten_megabytes_is_refused_before_it_is_looked_at(interpreter):
    interpreter("exit 1")
    with pytest.raises(photos.PictureTooLarge) as refusal:
        photos.shrink(b"\xff\xd8\xff" + bytes(photos.LARGEST_FILE))
    assert (refusal.value.status, refusal.value.type) == (413, "too-large")
    assert "10 MB" in refusal.value.detail and "10 MB" in refusal.value.detail.en


def empty_png(width: int, height: int) -> bytes:
    """A transparent PNG that needs no memory of the test itself."""
    return png(width, height, bits=8, kind=6, rows=(bytes(4 * width) for _ in range(height)))


def test_a_small_file_that_unfolds_to_49_megapixels_is_refused():
    bomb = empty_png(8160, 6080)
    assert len(bomb) < 300_000
    with pytest.raises(photos.TooManyPixels) as refusal:
        photos.shrink(bomb)
    assert (refusal.value.status, refusal.value.type) == (422, "too-many-pixels")
    assert all(
        limit in words for limit in ("200", "50", "16") for words in (refusal.value.detail, refusal.value.detail.en)
    )


@linux
def test_a_bomb_is_not_unfolded():
    status, peak = child(empty_png(8160, 6080))
    assert status == photos.OVERSIZED
    assert peak < 60_000


@linux
def test_memory_is_limited_even_if_the_count_of_pixels_were_not():
    status, peak = child(empty_png(8160, 6080), before="photos.MOST_PIXELS['PNG'] = 10**9; decoding.MEMORY = 2**27")
    assert status == photos.OVERSIZED
    assert peak < 2**17


def test_a_picture_that_crashes_the_decoder_is_refused_like_any_other():
    unknown_codec = HEIC.replace(b"hvc1", b"xxxx", 1)  # a segmentation fault in pi-heif 1.4.0
    with pytest.raises(photos.NotAPicture):
        photos.shrink(unknown_codec)


def test_a_child_killed_by_its_limits_means_no_picture(interpreter):
    interpreter("kill -XCPU $$")
    with pytest.raises(photos.NotAPicture) as refusal:
        photos.shrink(HEIC)
    assert (refusal.value.status, refusal.value.type) == (422, "not-a-picture")


def test_a_child_that_is_merely_slow_means_busy(interpreter, monkeypatch):
    interpreter("exec sleep 30")
    monkeypatch.setattr(photos, "PATIENCE", 0.2)
    with pytest.raises(Busy):
        photos.shrink(HEIC)


def test_a_child_that_cannot_start_is_our_fault_and_says_why(interpreter):
    interpreter("echo no module named PIL >&2; exit 1")
    with pytest.raises(RuntimeError, match="no module named PIL"):
        photos.shrink(HEIC)


def test_the_child_is_told_no_secret(interpreter, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    interpreter(f'test -z "$SECRET_KEY" && exit {photos.UNREADABLE}; exit {photos.OVERSIZED}')
    with pytest.raises(photos.NotAPicture):
        photos.shrink(HEIC)


def test_pictures_are_shrunk_one_at_a_time():
    with photos._one_at_a_time, pytest.raises(Busy):
        photos.shrink(HEIC)


def test_the_child_loads_neither_flask_nor_the_database():
    program = "import market.catalog.decoding, sys; print({'flask', 'sqlalchemy', 'PIL'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "set()"


PICTURES = {"small": b"nho", "medium": b"vua", "large": b"to"}


def files_under(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_pictures_are_kept_by_their_content(tmp_path):
    product_id = new_id()
    digest = photos.store(tmp_path, product_id, PICTURES)
    assert photos.store(tmp_path, product_id, PICTURES) == digest
    assert len(digest) == 64
    assert files_under(tmp_path / str(product_id)) == [f"{digest}-{size}.webp" for size in ("large", "medium", "small")]
    for size, content in PICTURES.items():
        assert photos.path_of(tmp_path, product_id, digest, size).read_bytes() == content


def test_discarding_removes_that_photo_only_and_can_be_repeated(tmp_path):
    product_id = new_id()
    kept = photos.store(tmp_path, product_id, PICTURES)
    gone = photos.store(tmp_path, product_id, PICTURES | {"large": b"khac"})
    for _ in range(2):
        photos.discard(tmp_path, product_id, gone)
    assert files_under(tmp_path) == [f"{kept}-{size}.webp" for size in ("large", "medium", "small")]


def test_a_write_that_fails_leaves_nothing_half_written(tmp_path, monkeypatch):
    def disk_full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(OSError, match="No space"):
        photos.store(tmp_path, new_id(), PICTURES)
    assert files_under(tmp_path) == []


def test_there_is_no_fourth_size(tmp_path):
    with pytest.raises(KeyError):
        photos.path_of(tmp_path, new_id(), "0" * 64, "../../huge")
