"""Places: every name of now and then finds what it means now, and villages are named once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, event, func, select, update

from market.db import db, reading, transaction
from market.http import Market
from market.places import data, queries
from market.places.actions import load_places, name_village
from market.places.invariants import audit
from market.places.models import Became, Commune, FormerCommune, Province, Village
from market.places.rules import NoSuchPlace, NoVillageName, digital_address
from market.places.spelling import bare, words
from market.text import fold

PROVINCES = {fact.code: fact.name for fact in data.provinces()}
FORMER = data.former_communes()


@pytest.fixture(scope="module", autouse=True)
def _directory() -> None:
    queries.directory()  # the first use builds it, which no property test should be timed by


def found(query: str, kind: str | None = None) -> list[str]:
    return [f"{place.code} {place.name}" for place in queries.directory().find(query, kind)]


# The look-up


@given(st.sampled_from(data.communes()))
def test_every_commune_is_found_by_its_folded_name_and_province(fact: data.CommuneFact) -> None:
    for province in (PROVINCES[fact.province_code], bare(PROVINCES[fact.province_code])[1]):
        assert f"{fact.code} {fact.name}" in found(fold(f"{fact.name} {province}"))
        assert f"{fact.code} {fact.name}" in found(f"{bare(fact.name)[1]}, {province}")


@given(st.sampled_from(FORMER))
def test_every_former_commune_leads_to_all_it_became(fact: data.FormerFact) -> None:
    for query in (f"{fact.name}, {fact.district}, {fact.province}", fold(f"{bare(fact.name)[1]} {fact.district}")):
        assert set(fact.now) <= {line[:5] for line in found(query)}
        assert found(query)


@given(st.text(max_size=120))
def test_nothing_that_is_typed_breaks_the_look_up(query: str) -> None:
    found(query)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("van thuy chi lang", "06481 Xã Chiến Thắng"),
        ("x. Vân Thủy, h. Chi Lăng, tỉnh Lạng Sơn", "06481 Xã Chiến Thắng"),
        ("VÂN THUỶ chi la", "06481 Xã Chiến Thắng"),
        ("lạng sơn, vân thủy", "06481 Xã Chiến Thắng"),
        ("chi lang lang son", "06463 Xã Chi Lăng"),
        ("phuong chi lang lang son", "05983 Phường Lương Văn Tri"),
        ("tt dong mo", "06463 Xã Chi Lăng"),
        ("thai binh lang son", "06616 Xã Thái Bình"),
        ("lang son", "20 Tỉnh Lạng Sơn"),
        ("tinh bac giang", "24 Tỉnh Bắc Ninh"),
        ("tp.hcm", "79 Thành phố Hồ Chí Minh"),
        ("thua thien hue", "46 Thành phố Huế"),
        ("Ea H'leo", "24184 Xã Ea H’Leo"),
        ("ea hleo dak lak", "24184 Xã Ea H’Leo"),
        ("chien th", "06481 Xã Chiến Thắng"),
        ("06481", "06481 Xã Chiến Thắng"),
    ],
)
def test_what_people_type_finds_the_place_first(query: str, first: str) -> None:
    assert found(query)[0] == first


def test_an_old_commune_that_was_divided_gives_every_candidate() -> None:
    assert found("binh xa dinh lap") == ["06613 Xã Đình Lập", "06625 Xã Kiên Mộc"]


def test_an_old_commune_whose_fate_no_source_tells_gives_its_districts_communes() -> None:
    assert {line[6:] for line in found("phuong 19 quan binh thanh")} == {
        "Phường Bình Lợi Trung", "Phường Bình Quới", "Phường Bình Thạnh", "Phường Gia Định", "Phường Thạnh Mỹ Tây",
    }  # fmt: skip


def test_accents_typed_exactly_come_before_folded_ones() -> None:
    assert found("Bính Xá")[:2] == ["06613 Xã Đình Lập", "06625 Xã Kiên Mộc"]
    assert found("Bình Xa")[0].endswith("Xã Bình Xa")


def test_both_places_of_the_tone_mark_are_one_spelling() -> None:
    assert found("Hoà Bình") == found("Hòa Bình")
    assert words("thuỷ").toned == words("thủy").toned


def test_a_district_alone_gives_its_communes_of_now() -> None:
    assert "06481 Xã Chiến Thắng" in found("huyện Chi Lăng")
    assert len(found("lang son", "commune")) >= 65


@pytest.mark.parametrize("query", ["06472", "06622", "99999", "chi lang khong co", "!!!", "諒山", "x " * 60])
def test_what_is_no_place_of_now_finds_nothing(query: str) -> None:
    assert found(query) == []


def test_no_code_of_before_stands_for_what_it_was() -> None:
    assert found("06463") == ["06463 Xã Chi Lăng"]  # once thị trấn Đồng Mỏ
    reused = [
        fact for fact in FORMER if fact.province == "Tỉnh Lạng Sơn" and (now := queries.directory().commune(fact.code))
        and bare(now.name)[1] != bare(fact.name)[1]
    ]  # fmt: skip
    assert len(reused) == 27


# Over HTTP


def test_the_look_up_answers_anyone_in_its_fixed_shape(client: FlaskClient) -> None:
    answer = client.get("/api/v1/places?q=van thuy chi lang&kind=commune")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    (item,) = answer.json["items"]
    assert item | {"formerly": []} == {
        "code": "06481",
        "name": "Xã Chiến Thắng",
        "kind": "commune",
        "province": {"code": "20", "name": "Tỉnh Lạng Sơn"},
        "formerly": [],
    }
    assert {"name": "Xã Vân Thủy", "district": "Huyện Chi Lăng", "province": "Tỉnh Lạng Sơn"} in item["formerly"]
    assert answer.json["next"] is None


def test_a_province_tells_which_provinces_it_was(client: FlaskClient) -> None:
    item = client.get("/api/v1/places?q=bac giang&kind=province").json["items"][0]
    assert item["province"] == {"code": "24", "name": "Tỉnh Bắc Ninh"}
    assert [once["name"] for once in item["formerly"]] == ["Tỉnh Bắc Giang", "Tỉnh Bắc Ninh"]


def test_without_words_every_place_is_listed_page_by_page(client: FlaskClient) -> None:
    codes, cursor = [], ""
    while cursor is not None:
        page = client.get(f"/api/v1/places?kind=province&limit=20{cursor and '&cursor='}{cursor}").json
        codes += [item["code"] for item in page["items"]]
        cursor = page["next"]
    assert codes == sorted(PROVINCES)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=101", "limit"),
        ("limit=1000000000", "limit"),
        ("limit=0", "limit"),
        ("cursor=***", "cursor"),
        ("cursor=LTE", "cursor"),  # -1
        ("cursor=InR3byI", "cursor"),  # "two"
        ("kind=district", "kind"),
        ("q=" + "a" * 121, "q"),
        ("q=%00", "q"),
        ("name=x", "name"),
    ],
)
def test_a_look_up_that_makes_no_sense_is_refused(client: FlaskClient, query: str, field: str) -> None:
    answer = client.get(f"/api/v1/places?{query}")
    assert (answer.status_code, answer.json["type"]) == (422, "invalid-input")
    assert list(answer.json["errors"]) == [field]


# Reference data


def test_every_place_is_loaded_and_loading_again_writes_nothing(app: Market) -> None:
    counts = [db.session.scalar(select(func.count()).select_from(m)) for m in (Province, Commune, FormerCommune)]
    assert counts == [34, 3321, 10051]
    assert list(audit()) == []
    assert _writes_of(load_places) == []


def test_loading_puts_right_what_differs_from_the_facts(app: Market) -> None:
    reading.set(False)
    db.session.rollback()
    db.session.execute(update(Commune).where(Commune.code == "06481").values(name="Xã Khác"))
    db.session.execute(delete(Became).where(Became.former_code == "06622"))
    db.session.add(Became(former_code="06472", commune_code="06463"))
    db.session.flush()
    assert len(list(audit())) == 2
    load_places()
    db.session.expire_all()
    assert queries.commune("06481").name == "Xã Chiến Thắng"
    links = select(Became.commune_code).where(Became.former_code.in_(["06472", "06622"]))
    assert sorted(db.session.scalars(links)) == ["06481", "06613", "06625"]
    db.session.rollback()


def test_the_communes_of_lang_son_have_postal_codes(app: Market) -> None:
    assert queries.commune("06463").postal_code == "25715"
    assert db.session.scalar(select(func.count()).where(Commune.postal_code.is_not(None))) == 65


def _writes_of(work: Callable[[], object]) -> list[str]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement.split()[0])

    event.listen(db.engine, "before_cursor_execute", note)
    work()
    event.remove(db.engine, "before_cursor_execute", note)
    return [word for word in seen if word not in ("SELECT", "BEGIN")]


# What other packages ask


def test_a_commune_that_does_not_exist_is_refused_by_its_field(app: Market) -> None:
    assert queries.require_commune("06463").name == "Xã Chi Lăng"
    with pytest.raises(NoSuchPlace) as refusal:
        queries.require_commune("06472", field="deliver_to")
    assert list(refusal.value.errors) == ["deliver_to"]


def test_a_code_of_before_july_2025_is_refused_with_what_it_became() -> None:
    with pytest.raises(NoSuchPlace) as refusal:
        queries.require_place("05971", field="deliver_to.commune_code")
    ((told,),) = refusal.value.errors["deliver_to"].values()
    assert told.spoken("vi").startswith("Phường Hoàng Văn Thụ đã sáp nhập ngày 1/7/2025. Nay là: Phường Kỳ Lừa (06187)")
    ((told,),) = refusal.value.to_people().errors["deliver_to"].values()
    assert told.spoken("vi") == "Phường Hoàng Văn Thụ đã sáp nhập. Nay là: Phường Kỳ Lừa. Xin chọn lại xã, phường."


def test_names_provinces_and_centres_need_no_database() -> None:
    assert queries.commune_names(["06463", "06472"]) == {"06463": "Xã Chi Lăng"}
    assert queries.province_of("06463") == "20"
    assert queries.centre_of("06463") == (21.6099, 106.546)
    assert queries.centre_of("00070") is None
    with pytest.raises(NoSuchPlace):
        queries.province_of("06472")


def test_a_digital_address_is_a_plus_code_of_eleven_digits() -> None:
    assert digital_address(21.6099, 106.546) == "7PH8JG5W+XC6"


# Villages


def test_a_village_is_made_once_whoever_names_it_and_however(app: Market) -> None:
    for name in ("Đồng Đĩnh", "đồng  đĩnh", "DONG DINH"):
        assert transaction(partial(name_village, commune_code="06463", name=name)) == "dong-dinh"
    (village,) = db.session.scalars(select(Village))
    assert (village.key, village.name) == ("06463/dong-dinh", "Đồng Đĩnh")


def test_two_people_may_name_a_village_at_once(app: Market) -> None:
    def name(spelling: str) -> str:
        with app.app_context():
            return transaction(lambda: name_village(commune_code="06463", name=spelling))

    with ThreadPoolExecutor(4) as people:
        slugs = set(people.map(name, ["Làng Mới", "làng mới", "Lang Moi", "LÀNG MỚI"]))
    assert slugs == {"lang-moi"}
    assert db.session.scalar(select(func.count()).select_from(Village)) == 1


@pytest.mark.parametrize(
    ("commune", "name", "refusal"),
    [("06463", "…", NoVillageName), ("06463", "a" * 81, NoVillageName), ("06472", "Làng Mới", NoSuchPlace)],
)
def test_a_village_nobody_could_find_again_is_refused(
    app: Market, commune: str, name: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        transaction(lambda: name_village(commune_code=commune, name=name))
    assert db.session.scalar(select(func.count()).select_from(Village)) == 0


# One place, and its villages


def test_one_place_is_looked_up_by_its_code(client: FlaskClient) -> None:
    commune, province = client.get("/api/v1/places/06463"), client.get("/api/v1/places/20")
    assert (commune.json["name"], commune.json["province"]["code"]) == ("Xã Chi Lăng", "20")
    assert (province.json["kind"], province.headers["Cache-Control"]) == ("province", "public, max-age=3600")
    assert client.get("/api/v1/places/99999").status_code == 404


def test_villages_are_found_as_they_were_named(app: Market, client: FlaskClient) -> None:
    for name in ("Đồng Đĩnh", "Làng Cóc"):
        transaction(partial(name_village, commune_code="06463", name=name))
    address = "/api/v1/places/06463/villages"
    assert client.get(address).json["items"] == [
        {"key": "06463/dong-dinh", "name": "Đồng Đĩnh"},
        {"key": "06463/lang-coc", "name": "Làng Cóc"},
    ]
    assert [one["name"] for one in client.get(f"{address}?q=DONG").json["items"]] == ["Đồng Đĩnh"]
    assert client.get("/api/v1/places/06427/villages").json == {"items": [], "next": None}
    first = client.get(f"{address}?limit=1").json
    second = client.get(f"{address}?limit=1&cursor={first['next']}").json
    assert ([one["key"] for one in second["items"]], second["next"]) == (["06463/lang-coc"], None)
    assert client.get("/api/v1/places/20/villages").status_code == 404
