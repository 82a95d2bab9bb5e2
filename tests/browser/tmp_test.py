import re, pytest
from pathlib import Path
from tests.browser.pages import SEEN
from tests.browser.pages.complaints import PAGES
from tests.browser.test_figures import passed_on, faults  # noqa
MINE=[n for n in SEEN if any(n.startswith(p.name) for p in PAGES)]
@pytest.mark.parametrize("name", MINE)
def test_mine(request, app, passed_on, name):
    page, wrong = SEEN[name]; phone, known = passed_on, page.state(); phone.pass_on(); bad=[]
    for language in ("vi","en") if wrong is None else ("vi",):
        phone.speak(language); page.seen(phone, known, wrong)
        phone.page.set_viewport_size({"width":360,"height":740})
        phone.page.screenshot(path=f"/tmp/hearE/shot-{re.sub(r'[^a-z0-9]+','-',name.lower())}-{language}.png", full_page=True)
        phone.page.set_viewport_size({"width":320,"height":740})
        bad+=[phone.answer.status] if (phone.answer.status!=page.status if wrong is None else not 400<=phone.answer.status<500) else []
        bad+=faults(phone, by_axe=language=="vi")
    assert bad==[]
