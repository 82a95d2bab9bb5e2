"""The two addresses that everybody tries first."""

import pytest

pytestmark = pytest.mark.once  # pages of the frame: no database decides what they show


@pytest.mark.parametrize("path", ["/", "/api/v1"])
@pytest.mark.parametrize(("language", "said"), [("vi", "chợ của các hộ"), ("en", "a marketplace of highland")])
def test_what_this_is_and_where_to_go_on_is_said_in_the_callers_language(client, path, language, said) -> None:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert said in answer.json["about"]
    assert len(answer.data) < 1500


def test_every_link_leads_somewhere(app, client) -> None:
    links = client.get("/api/v1").json["links"]
    found = {link["rel"]: client.get(link["href"]).status_code for link in links}
    assert found == {rel: 503 if rel == "search" else 200 for rel in found}  # here is no search index
    assert all(link["about"] for link in links)


def test_nothing_else_is_done_there(client) -> None:
    assert [client.post(path, json={}).status_code for path in ("/", "/api/v1")] == [405, 405]
    assert client.get("/api/v1?x=1").status_code in (200, 422)


def test_the_guide_is_found_with_and_without_a_stroke(client) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/docs/")] == [200, 200]
