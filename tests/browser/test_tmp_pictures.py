import pytest
from tests.browser.pages import money, account
from tests.browser.figures import faults
PAGES = {p.name if w is None else f"{p.name}, {w}": (p, w) for m in (money, account) for p in m.PAGES for w in (None, *p.wrong)}
@pytest.mark.parametrize("name", PAGES)
def test_x(open_phone, name):
    page, wrong = PAGES[name]
    phone = open_phone(width=360)
    known = page.state()
    for language in ("vi", "en"):
        phone.speak(language)
        page.seen(phone, known, wrong)
        file = name.replace(" ", "_").replace(":", "").replace(",", "")
        phone.page.screenshot(path=f"/tmp/hh-money/{file}.{language}.png", full_page=True)
        print(name, language, phone.received, phone.answer.status)
        f = faults(phone)
        if f: print("FAULTS", name, language, f)
