"""What waits for an officer: certificates, papers, visits, and a file of hers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from market import clock, outbox
from market.catalog.models import Product
from market.wiring import jobs
from tests.support.helping import Village, a_picture, a_village, sent_paper
from tests.support.importing import send, table
from tests.support.village import CHI_LANG, a_product, a_shop, an_officer, calling, owner_of, placed_order


def declared(*, days_ago: int = 100, photo: bool = True, **fields: Any) -> Product:
    """Goods with a certificate that waits for an officer."""
    issued = clock.local_day(clock.now()) - timedelta(days=days_ago)
    product = a_product(ocop={"stars": 4, "certificate_no": "12/QĐ", "issued_on": issued}, **fields)
    if photo:
        path = f"/products/{product.id}/certificate/photo"
        sent = calling(owner_of(product.shop)).put(path, data=a_picture(), content_type="image/jpeg")
        assert sent.status_code == 200, sent.json
    return product


def waiting_paper(village: Village | None = None, **fields: Any) -> str:
    village = village or a_village()
    return sent_paper(village.member, village.writes_down(**fields))


def counted() -> None:
    """The figures as they stand once the worker was there."""
    while outbox.drain(jobs.JOBS, clock=clock.now):
        pass


def a_certificate(*, photo: bool = True) -> dict[str, Any]:
    return {"me": an_officer(), "product": declared(photo=photo).id}


def a_paper() -> dict[str, Any]:
    return {"me": an_officer(), "paper": waiting_paper()}


def a_visit() -> dict[str, Any]:
    """To the only household of a team's village."""
    a_village()
    placed_order(a_product(a_shop(name="Vườn na nhà Lan")), hours_ago=30)
    counted()
    return {"me": an_officer()}


def a_target(measure: str = "active_shops") -> dict[str, Any]:
    me, year = an_officer(), clock.local_day(clock.now()).year
    a_product()
    aimed = {"percent": 50, "from": f"{year}-01-01", "to": f"{year}-12-31"}
    assert calling(me).put(f"/targets/{CHI_LANG}/{measure}", aimed).status_code == 200
    counted()
    return {"me": me}


def a_file() -> dict[str, Any]:
    """One row was taken, one waits."""
    me = an_officer()
    rows = ("H1;Triệu Thị Mới;0912555888;Đồng Đĩnh;Chi Lăng", "H2;Lý Văn Hai;12;Đồng Đĩnh;Chi Lăng")
    return {"me": me, "file": send(calling(me), table(*rows))["id"]}


def a_busy_day() -> dict[str, Any]:
    """A certificate, a paper and a visit wait."""
    placed_order(a_product(a_shop(name="Vườn na nhà Lan")), hours_ago=30)
    return a_certificate() | {"paper": waiting_paper()}
