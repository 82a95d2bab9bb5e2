"""What the one script makes better, and that no other may run."""

from __future__ import annotations

import io
import random
import threading
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Error

from market.web.shell.script import enhance
from tests.browser.phone import Open, Phone
from tests.browser.sample import Sample
from tests.support.village import a_household

MOST = 150_000
ASKED = "performance.getEntriesByType('resource').map(e => [e.transferSize, e.renderBlockingStatus])"


@pytest.fixture
def lan(open_phone: Open, sample: Sample) -> Phone:
    """Hoàng Thị Lan at the page with every kind of field; without script there would be nothing to see."""
    phone = open_phone(at=sample.address)
    phone.sign_in(a_household())
    phone.open("/sample")
    return phone


def seen(phone: Phone) -> dict[str, Any]:
    told: dict[str, Any] = phone.page.evaluate(
        "() => Object.fromEntries(new FormData(document.querySelector('main form')))"
    )
    return {name: value for name, value in told.items() if name not in ("key", "photo")}


def types_all(phone: Phone) -> dict[str, str]:
    phone.type("name", "Na dai")
    phone.type("note", "Hái sáng nay")
    phone.choose("size", "l")
    phone.tap("Đồng ý")
    return {"name": "Na dai", "price_vnd": "1000", "note": "Hái sáng nay", "size": "l", "agree": "yes"}


# Its size, and who may run


def test_it_is_small_asked_for_once_and_kept(lan: Phone) -> None:
    assert len(enhance().written.encode()) <= 4096
    before = lan.received
    answer = lan.page.request.get(f"{lan.address}/enhance-{enhance().version}.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/javascript")
    lan.tap("Xem lại")
    assert lan.page.evaluate(ASKED) == [[0, "non-blocking"]]  # the second page has it already
    assert lan.received - before < 10_000
    assert lan.page.request.get(f"{lan.address}/enhance-000000000000.js").status == 404


# Run by the page itself: what a debugger evaluates may evaluate more.
FOREIGN = """() => new Promise(end => setTimeout(() => {
  const put = html => document.body.insertAdjacentHTML('beforeend', html)
  put('<img src="x:" onerror="done = 1"><a id="go" href="javascript:done = 1">x</a>')
  document.querySelector('#go').click()
  for (const src of ['/openapi.json', '/docs/swagger-ui-bundle.js', 'data:text/javascript,done=1'])
    document.body.append(Object.assign(document.createElement('script'), { src }))
  document.body.append(Object.assign(document.createElement('script'), { text: 'done = 1' }))
  for (const run of [() => eval('done = 1'), () => setTimeout('done = 1'), () => new Function('done = 1')()])
    try { run() } catch (e) {}
  setTimeout(() => end(typeof done), 200)
}))"""


def test_no_other_script_runs_not_even_of_ours(lan: Phone) -> None:
    assert lan.page.evaluate(FOREIGN) == "undefined"
    assert sum("Content Security Policy" in told for told in lan.refused) >= 7, lan.refused


def test_a_script_that_was_changed_on_its_way_does_not_run(open_phone: Open) -> None:
    phone = open_phone()
    body = enhance().written + "\nwindow.done = 1"
    phone.page.route("**/enhance-*.js", lambda route: route.fulfill(body=body, content_type="text/javascript"))
    phone.open("/sign-in")
    assert phone.page.evaluate("typeof done") == "undefined"
    phone.type("phone", "12")
    phone.send()
    assert phone.says("Số này chưa đúng")


# Pressed once


def test_a_button_that_was_pressed_says_so_and_is_not_pressed_twice(lan: Phone, sample: Sample) -> None:
    sample.open.clear()
    threading.Timer(2, sample.open.set).start()
    lan.type("name", "Na")
    lan.tap_again_and_again()
    assert lan.page.evaluate("sessionStorage.pressed") == "Đang gửi…"
    assert (sample.asked, sample.said) == (1, ["Na 1000 s"])
    lan.back()
    assert lan.page.locator("main form button").inner_text().strip() == "Gửi"
    assert lan.page.locator("main form button svg").count() == 1
    lan.page.locator("[name=name]").fill("Na dai")  # as she likes: it may be pressed again
    lan.send()
    assert sample.asked == 2


def test_who_went_back_after_it_was_done_does_it_twice_only_by_new_words(lan: Phone, sample: Sample) -> None:
    lan.type("name", "Na")
    lan.send()
    lan.back()
    lan.send()
    assert len(sample.said) <= 2  # a page that was kept has its old key, one that is drawn anew is a new wish
    assert lan.says("Đã ghi.") or lan.says("đã được gửi một lần rồi")


# Lost connections


def test_without_a_network_all_stays_and_is_sent_by_pressing_again(lan: Phone, sample: Sample) -> None:
    typed = types_all(lan)
    lan.context.set_offline(True)
    button = lan.page.locator("main form button")
    button.tap()
    assert lan.page.locator("[role=alert]").inner_text().startswith("Chưa có mạng.")
    assert (seen(lan), sample.asked, button.inner_text().strip()) == (typed, 0, "Gửi")
    lan.context.set_offline(False)
    lan.send()
    assert sample.said == ["yes Na dai Hái sáng nay 1000 l"]
    lan.tap("Xem lại")
    assert seen(lan) == {"name": "", "price_vnd": "1000", "note": "", "size": "s"}


def test_an_answer_that_was_lost_loses_nothing_and_is_no_second_act(lan: Phone, sample: Sample) -> None:
    """It was done, but the page never came: she goes back, finds what she typed, and presses again."""
    typed = types_all(lan)

    def lose(route: Any) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    lan.page.route("**/sample", lose, times=1)
    with pytest.raises(Error, match="ERR_CONNECTION_RESET"):
        lan.send()
    lan.page.wait_for_url("chrome-error://**")
    assert len(sample.said) == 1
    lan.open("/")
    lan.open("/sample")
    assert seen(lan) == typed
    lan.send()
    assert lan.says("Đã ghi.")
    assert len(sample.said) == 1


def test_a_tab_that_was_put_away_by_the_phone_comes_back_with_what_was_typed(lan: Phone) -> None:
    typed = types_all(lan)
    lan.page.reload()
    assert seen(lan) == typed


def test_on_a_shared_phone_nothing_stays_after_signing_out(lan: Phone) -> None:
    types_all(lan)
    lan.tap("Đăng xuất")
    assert lan.page.evaluate("sessionStorage.length") == 0


def test_what_is_refused_shows_what_is_wrong_first(lan: Phone, sample: Sample) -> None:
    lan.type("name", "Na")
    lan.type("price_vnd", "bốn")
    lan.send()
    assert lan.page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert seen(lan)["price_vnd"] == "bốn"
    assert lan.page.evaluate("sessionStorage.length") == 0


# Photos


def a_photo(width: int, height: int, kind: str = "JPEG") -> bytes:
    """Noise, which is as hard to make small as a photo gets."""
    drawn = io.BytesIO()
    chance = random.Random(7)
    Image.frombytes("RGB", (width // 4, height // 4), chance.randbytes(width // 4 * (height // 4) * 3)).resize(
        (width, height)
    ).save(drawn, kind, quality=95)
    return drawn.getvalue()


@pytest.mark.parametrize(("width", "height", "kind"), [(3000, 2000, "JPEG"), (900, 1700, "PNG")])
def test_a_photo_is_drawn_small_before_it_travels(lan: Phone, sample: Sample, width, height, kind) -> None:
    photo = a_photo(width, height, kind)
    assert len(photo) > MOST
    lan.type("name", "Na")
    lan.page.set_input_files("[name=photo]", {"name": "a.x", "mimeType": f"image/{kind.lower()}", "buffer": photo})
    lan.send()  # without waiting until it is drawn
    assert lan.says("Đã ghi.")
    assert len(sample.photos[0]) <= MOST
    with Image.open(io.BytesIO(sample.photos[0])) as sent:
        assert (sent.format, max(sent.size) <= 1600) == ("JPEG", True)
        assert abs(sent.width / sent.height - width / height) < 0.01


@pytest.mark.parametrize("photo", [b"not a picture " * 20_000, b"%PDF-1.7 small"])
def test_what_cannot_be_drawn_or_is_small_travels_as_it_is(lan: Phone, sample: Sample, photo: bytes) -> None:
    lan.type("name", "Na")
    lan.page.set_input_files("[name=photo]", {"name": "a.heic", "mimeType": "image/heic", "buffer": photo})
    lan.send()
    assert sample.photos == [photo]


# What is there only where it works

VOICE = """
window.said = []
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => [{ lang: '%s' }], cancel() {}, speak: what => said.push(what.text, what.lang) } })
Object.defineProperty(navigator, 'share', { value: what => (said.push(what.text), Promise.resolve()) })
"""


@pytest.mark.parametrize("voice", ["vi_VN", "de-DE"])
def test_the_first_sentence_is_read_aloud_where_somebody_speaks_the_language(open_phone: Open, voice: str) -> None:
    phone = open_phone()
    phone.context.add_init_script(VOICE % voice)
    phone.open("/sign-in")
    listen = phone.page.locator(".now + button")
    assert listen.count() == (voice == "vi_VN")
    if listen.count():
        listen.tap()
        assert phone.page.evaluate("said") == [phone.now, "vi"]


@pytest.mark.usefixtures("demo")
def test_a_number_is_copied_and_sent_on_by_a_tap(open_phone: Open) -> None:
    phone = open_phone()
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.context.add_init_script(VOICE % "vi")
    phone.open("/kit")
    phone.tap("Chép lại")
    phone.page.wait_for_selector("text=Đã chép")
    assert phone.page.evaluate("navigator.clipboard.readText()") == "CA000000014VN"
    phone.tap("Gửi cho người khác")
    assert phone.page.evaluate("said") == ["CA000000014VN"]


def test_no_password_is_kept_by_the_browser(lan: Phone) -> None:
    lan.open("/me/password")
    lan.type("password", "mua thu o Chi Lang")
    assert "mua thu" not in lan.page.evaluate("JSON.stringify(sessionStorage)")
