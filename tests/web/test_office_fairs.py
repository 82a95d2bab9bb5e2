"""An officer's page of a planned fair: what was planned is put right there."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from market import clock
from market.fairs.models import Fair
from tests.support.browsing import come
from tests.support.fairs import a_fair, a_stand, fair_now, open_fair
from tests.support.looking import look, press
from tests.support.village import an_officer


def changes(client: Any, fair: Fair, **typed: str) -> Any:
    """The answer to the form of a planned fair: all that stands in it, but for what is `typed`."""
    here = f"/office/fairs/{fair.slug}"
    page = look(client, here)
    there = dict(re.findall(r'name="([a-z_]+)" type="(?:text|date)" value="([^"]*)"', page.split(f"{here}/changes")[1]))
    return press(client, page, f"{here}/changes", **(there | typed))


def test_too_little_is_promised_so_the_minimum_is_lowered_and_it_opens(client: Any) -> None:
    """What is typed is kept, also that nothing is; an hour of which the day stays does too."""
    fair = a_fair(minimum_packs=50)
    a_stand(fair, packs=40)
    come(client, an_officer())
    here = f"/office/fairs/{fair.slug}"
    refused = press(client, look(client, here), f"{here}/opening")
    assert (refused.status_code, "giảm mức tối thiểu" in refused.text) == (409, True)
    closes = clock.local_day(fair.closes_at) + timedelta(days=1)
    told = {"minimum_packs": "40", "name": "Phiên na muộn", "closes_at": closes.isoformat(), "about": ""}
    assert changes(client, fair, **told).status_code == 303
    now = fair_now(fair)
    assert (now.name, now.minimum_packs, now.about, now.opens_at) == ("Phiên na muộn", 40, "", fair.opens_at)
    assert now.closes_at == clock.begin_of(closes) + timedelta(hours=21)
    assert press(client, look(client, here), f"{here}/opening").status_code == 303
    assert (fair_now(fair).state, "/changes" in look(client, here)) == ("open", False)


def test_what_cannot_be_is_told_beside_its_field_and_changes_nothing(client: Any) -> None:
    fair = a_fair()
    come(client, an_officer())
    refused = changes(client, fair, ships_to="2020-01-01")
    assert (refused.status_code, 'id="ships_to-bad"' in refused.text) == (422, True)
    assert changes(client, fair, minimum_packs="rẻ").status_code == 422
    assert fair_now(fair).version == fair.version


def test_once_open_buyers_go_by_it(client: Any) -> None:
    fair = open_fair()
    come(client, an_officer())
    here = f"/office/fairs/{fair.slug}"
    days = {name: getattr(fair, name).isoformat() for name in ("ships_from", "ships_to")}
    days |= {name: clock.local_day(getattr(fair, name)).isoformat() for name in ("opens_at", "closes_at")}
    page = look(client, here).replace("/closing", "/changes")
    refused = press(client, page, f"{here}/changes", name="Phiên khác", minimum_packs="9", **days)
    assert (refused.status_code, fair_now(fair).minimum_packs, fair_now(fair).name) == (422, None, fair.name)
