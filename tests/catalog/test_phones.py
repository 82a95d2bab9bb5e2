"""What phones of 2026 make by themselves is taken, within the child's memory; what claims to be more is refused."""

import struct

import pytest
from PIL import Image

from market.catalog import colours, photos
from tests.support.heic import heic, primaries, turned
from tests.support.pictures import BLUE, GREEN, HEIC, RED, child, colour, encoded, linux, opened, png, two_halves

IPHONE = (b"heic", b"mif1", b"MiHE", b"MiPr", b"miaf", b"MiHB", b"heic", b"tmap")
SIX = b"MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"  # EXIF: turn a quarter to the right
P3 = colours._display_p3()


def large(content):
    return photos.shrink(content)["large"]


def test_the_default_photo_of_an_iphone_is_taken():
    picture = large(heic(5712, 4284, brands=IPHONE, properties=(turned(3),), exif=b"\0\0\0\0" + SIX))
    assert opened(picture).size == (1200, 1600)
    assert (colour(picture, 0.5, 0.02), colour(picture, 0.5, 0.07)) == (RED, BLUE)


@linux
@pytest.mark.parametrize("bits", [8, 10])
def test_fifty_megapixels_of_heic_fit_into_the_memory(bits):
    status, peak = child(heic(8192, 6103, bits=bits, properties=(turned(1),)))
    assert status == 0
    assert peak < 420_000


@linux
def test_fifty_megapixels_of_avif_fit_into_the_memory():
    status, peak = child(encoded(Image.new("RGB", (8192, 6103), RED), "AVIF", speed=10))
    assert status == 0
    assert peak < 480_000


@linux
def test_two_hundred_megapixels_of_jpeg_fit_into_the_memory():
    status, peak = child(encoded(Image.new("L", (16320, 12240)), "JPEG"))
    assert status == 0
    assert peak < 150_000


def claiming(content: bytes, width: int, height: int, *, kind: bytes) -> bytes:
    """`content` with the size in its header written over."""
    head, tail = content.split(kind, 1)
    if kind == b"ispe":
        return head + kind + tail[:4] + struct.pack(">II", width, height) + tail[12:]
    return head + kind + tail[:3] + struct.pack(">HH", height, width) + tail[7:]


@pytest.mark.parametrize(
    "content",
    [
        heic(8192, 6144),
        claiming(HEIC, 65535, 65535, kind=b"ispe"),
        claiming(encoded(two_halves(), "AVIF"), 16000, 16000, kind=b"ispe"),
        claiming(encoded(two_halves(), "JPEG"), 16384, 12288, kind=b"\xff\xc0"),
        claiming(encoded(two_halves(), "JPEG", progressive=True), 8192, 6144, kind=b"\xff\xc2"),
    ],
    ids=["HEIC of 50.3", "HEIC", "AVIF", "JPEG", "progressive"],
)
@linux
def test_what_claims_more_is_refused_before_it_is_decoded(content):
    status, peak = child(content)
    assert status == photos.OVERSIZED
    assert peak < 60_000


@linux
@pytest.mark.parametrize(
    "content", [heic(4000, 3000), encoded(Image.new("RGB", (4000, 3000)), "AVIF", speed=10)], ids=["HEIC", "AVIF"]
)
def test_what_needs_more_memory_than_there_is_counts_as_too_large(content):
    status, peak = child(content, before="decoding.MEMORY = 110_000_000")
    assert status == photos.OVERSIZED
    assert peak < 110_000


@pytest.mark.parametrize("brand", [*sorted(photos.HEVC_BRANDS), b"MiHB", b"miaf"])
def test_every_brand_of_hevc_is_taken(brand):
    assert opened(large(heic(600, 700, brands=(brand, b"mif1", b"heic")))).size == (600, 700)


@pytest.mark.parametrize("brand", [b"avif", b"mif1", b"msf1"])
def test_every_brand_of_av1_is_taken(brand):
    content = encoded(two_halves(), "AVIF")
    renamed = content[:8] + brand + content[12:]
    assert colour(large(renamed), 0.2, 0.5) == RED


@pytest.mark.parametrize("brand", [b"isom", b"mp42", b"qt  ", b"M4A ", b"3gp5", b"jxl "])
def test_films_and_sounds_are_no_pictures(brand):
    with pytest.raises(photos.NotAPicture):
        large(b"\0\0\0\x18ftyp" + brand + bytes(4) + brand + b"isom" + bytes(600))


def test_a_burst_gives_its_first_picture():
    first, *rest = (Image.new("RGB", (60, 40), colour) for colour in (RED, GREEN, BLUE))
    content = encoded(first, "AVIF", save_all=True, append_images=rest)
    assert content[8:12] == b"avis"
    assert colour(large(content), 0.5, 0.5) == RED


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (heic(512, 300, properties=(turned(3),), exif=b"\0\0\0\0" + SIX), (300, 512)),
        (heic(512, 300, exif=b"\0\0\0\0" + SIX), (512, 300)),
        (encoded(two_halves(512, 300), "AVIF", exif=SIX), (300, 512)),
        (encoded(two_halves(512, 300), "JPEG", exif=b"Exif\0\0" + SIX), (300, 512)),
        (encoded(two_halves(512, 300), "WEBP", exif=SIX), (300, 512)),
    ],
    ids=["HEIC by both", "HEIC by EXIF alone, which there is only a remark", "AVIF", "JPEG", "WebP"],
)
def test_a_photo_is_turned_once(content, size):
    assert opened(large(content)).size == size


def test_a_jpeg_with_a_film_or_a_map_of_brightness_behind_it_is_a_jpeg():
    still = encoded(two_halves(), "JPEG")
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(50_000)
    brighter = encoded(two_halves(), "MPO", save_all=True, append_images=[Image.new("L", (32, 16))])
    for content in (still + film, brighter, brighter + film):
        assert (colour(large(content), 0.2, 0.5), opened(large(content)).size) == (RED, (128, 64))


@pytest.mark.parametrize("length", [6, 20, 60])
def test_a_broken_list_of_further_pictures_does_no_harm(length):
    content = encoded(two_halves(), "MPO", save_all=True, append_images=[two_halves()])
    at = content.index(b"MPF\0") + 4
    assert colour(large(content[:at] + b"\xff" * length + content[at + length :]), 0.2, 0.5) == RED


def test_wide_colours_become_those_of_every_screen():
    """(200, 100, 50) of Display P3 is (215, 93, 31) of sRGB, whether a profile says so or a number."""
    plain = Image.new("RGB", (60, 40), (200, 100, 50))
    numbered = encoded(plain, "AVIF", quality=100)
    assert numbered.count(b"colrnclx\0\1") == 1
    numbered = numbered.replace(b"colrnclx\0\1", b"colrnclx\0\x0c")
    profiled = [encoded(plain, kind, icc_profile=P3, quality=95) for kind in ("JPEG", "PNG", "WEBP", "AVIF")]
    for content in (*profiled, numbered):
        red, green, blue = opened(large(content)).resize((1, 1)).tobytes()
        assert abs(red - 215) + abs(green - 93) + abs(blue - 31) <= 8


def test_a_number_says_the_colours_only_where_it_is_the_only_one():
    assert colours.stated(heic(properties=(primaries(12), primaries(2))))
    for others in ((), (primaries(1),), (primaries(12), primaries(1)), (primaries(9),)):
        assert colours.stated(heic(properties=others)) is None


def test_colours_of_sixteen_bits_stay_the_same():
    rows = [struct.pack(">3H", 0xCCCC, 0x6666, 0x3333) * 60] * 40
    assert colour(large(png(60, 40, bits=16, kind=2, rows=rows)), 0.5, 0.5) == (204, 102, 51)


@pytest.mark.parametrize("beginning", [*photos.RAW_BEGINNINGS, encoded(two_halves(), "TIFF")[:64]])
def test_a_raw_picture_is_refused_with_what_to_do(beginning):
    with pytest.raises(photos.NotAPicture) as refusal:
        large(beginning + bytes(100))
    assert (refusal.value.status, refusal.value.type) == (422, "not-a-picture")
    assert "RAW" in refusal.value.detail and "JPEG" in refusal.value.detail.en


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.95])
@pytest.mark.parametrize("content", [heic(600, 700), encoded(two_halves(), "AVIF")], ids=["HEIC", "AVIF"])
def test_what_the_network_cut_off_is_refused(content, part):
    with pytest.raises(photos.NotAPicture):
        large(content[: int(part * len(content))])
