"""The chains by which the fair was once taken over, played as they were found and varied by chance.

Each says at once where it got what it should not; what it moved unseen shows in the rows afterwards.
"""

from __future__ import annotations

import io
from random import Random
from typing import Any
from uuid import uuid4

import requests
from PIL import Image
from sqlalchemy import select

from market import clock
from market.db import db
from market.delivery.models import Parcel
from market.delivery.queries.offices import routes_of
from proofs.hostile.fair import SIMS, Fair, Player
from proofs.market_process import Answer

# An operator's own; nobody else's of the same name comes near it.
TEMPLATE = "mau-cua-toi"
_FORMS = ("{}", "0{short}", "84{short}", "0{short} ", "+84 {short}")


def take_an_account(fair: Fair, chance: Random) -> None:
    """A household named like somebody with her phone, or her real one; then a hand-over to one's own SIM."""
    by, sim = fair.any_of(chance, "team_member", "officer"), chance.choice(SIMS[10:])
    household, shop = (_named_like_somebody if chance.random() < 0.5 else _real)(fair, chance, by)
    purpose = chance.choice(["hand_over", "hand_over", "consent"])
    fair.call(by, "POST", f"/households/{household}/codes", {"purpose": purpose, "phone": sim})
    code = fair.household_code(sim)
    if purpose == "consent":
        fair.call(by, "PUT", f"/households/{household}/consent", {"code": code, "given_by": "Chủ hộ"})
    fair.call(by, "POST", f"/shops/{shop}/hand-over", {"code": code, "keep_team": chance.random() < 0.5})
    sign_in_as_stranger(fair, chance, sim)


def _named_like_somebody(fair: Fair, chance: Random, by: Player) -> tuple[str, str]:
    victim = _victim(fair, chance)
    name = chance.choice([victim.name, victim.name.upper(), "Người Khác", victim.name + " "])
    body = {"name": name, "phone": _written(victim.phone, chance), "commune_code": "06463", "village": "Đồng Đĩnh"}
    made = fair.call(by, "POST", f"/teams/{chance.choice(fair.known['team_id'])}/households", body)
    if made.status != 201:
        return _real(fair, chance, by)
    if made.json["person_id"] == str(victim.id):
        fair.breaches.append(f"{victim.name} was tied to a household: {made}")
    return made.json["id"], made.json["shop_id"]


def _real(fair: Fair, chance: Random, _by: Player) -> tuple[str, str]:
    household = chance.choice(fair.known["household_id"])
    owned = "SELECT shops.id FROM shops JOIN households ON households.person_id = shops.owner_id WHERE households.id ="
    return household, chance.choice(fair.rows(f"{owned} '{_key(fair, household)}'") or fair.known["shop_id"])


def sign_in_as_stranger(fair: Fair, chance: Random, sim: str | None = None) -> None:
    """With the code of one's own SIM, or a guess at another's: never is one somebody else."""
    sim = sim or chance.choice(SIMS[10:])
    fair.call(fair.any_of(chance, "buyer"), "POST", "/sign-in-codes", {"phone": sim})
    to = sim if chance.random() < 0.8 else _victim(fair, chance).phone
    answer = fair.call(fair.any_of(chance, "buyer"), "POST", "/tokens", {"phone": to, "code": fair.sign_in_code(sim)})
    known = {str(player.id) for player in fair.players if player.wary}
    if answer.status < 300 and answer.json["person"]["id"] in known:
        fair.breaches.append(f"{sim} signed in as {answer.json['person']}")


def undo_what_was_named(fair: Fair, chance: Random) -> None:
    """A file that names somebody, or another's key, taken in and undone."""
    by, victim = fair.any_of(chance, "team_member", "officer"), _victim(fair, chance)
    rows = {
        "households": f"Họ và tên chủ hộ,Số điện thoại,Xã,Thôn\n{victim.name},{victim.phone},Chi Lăng,Đồng Đĩnh\n",
        "shops": "Tên gian hàng,Chủ hộ,Số điện thoại,Xã,Thôn\n"
        f"Nhà ta,{victim.name},{victim.phone},Chi Lăng,Đồng Đĩnh\n",
        "products": "Mã sản phẩm,Mã gian hàng,Tên sản phẩm,Giá,Đơn vị\n"
        f"{chance.choice(fair.known['product_id'])},{chance.choice(fair.known['shop_id'])},Của ta,1000,kg\n",
    }
    kind = chance.choice(sorted(rows))
    _send_file(fair, by, kind, rows[kind])
    for undoing in fair.rows("SELECT id FROM imports ORDER BY id DESC LIMIT 3"):
        fair.call(by, "PUT", f"/imports/{undoing}/{chance.choice(['undoing', 'undoing', 'cancellation'])}")


def say_yes_for_others(fair: Fair, chance: Random) -> None:
    """A grey picture as consent; a withdrawal in the household's name; a household's own no, then a picture."""
    by, household = fair.any_of(chance, "team_member", "officer"), chance.choice(fair.known["household_id"])
    if chance.random() < 0.3:
        owner = fair.any_of(chance, "seller", wary=False) if _has(fair, "seller") else None
        if owner is not None:
            fair.call(owner, "DELETE", "/me/consent")
    drawn = io.BytesIO()
    Image.new("RGB", (50, 50), "grey").save(drawn, "JPEG")
    _send_bytes(fair, by, f"/households/{household}/consent/paper", drawn.getvalue(), "image/jpeg")
    for paper in fair.rows("SELECT id FROM paper_consents ORDER BY id DESC LIMIT 2"):
        if fair.call(by, "PUT", f"/paper-consents/{paper}/decision", {"agreed": True}).status == 200:
            _look_at_decision(fair, by, paper)
    spoke = _speaks(fair, household)
    if fair.call(by, "DELETE", f"/households/{household}/consent").status == 204 and spoke:
        fair.breaches.append(f"{by.roles} withdrew the consent of {household}")
    fair.call(by, "GET", f"/shops/{chance.choice(fair.known['shop_id'])}/balance")


def give_money_away(fair: Fair, chance: Random) -> None:
    """A team gives back what a household has earned, without its code or with any."""
    by, number = fair.any_of(chance, "team_member"), chance.choice(fair.known["number"])
    body: dict[str, Any] = {"amount_vnd": chance.choice([1, 1000, 195_000]), "channel": "cash"}
    if chance.random() < 0.5:
        body["household_code"] = fair.household_code(chance.choice(SIMS))
    answer = fair.call(by, "POST", f"/orders/{number}/refunds", body, Idempotency_Key=str(uuid4()))
    if answer.status < 300:
        fair.breaches.append(f"{by.roles} gave {body} of {number} away: {answer}")


def look_at_strangers(fair: Fair, chance: Random) -> None:
    """A scan from an office that the parcel never comes by, then a look at its recipient."""
    by, number = fair.any_of(chance, "clerk", "courier"), chance.choice(fair.known["tracking_number"])
    before = fair.call(by, "GET", f"/parcels/{number}")
    route = fair.service.ask(lambda: _route(number))
    office = next(place for role, place in by.roles if role in ("clerk", "courier"))
    event = chance.choice(["out_for_delivery", "arrived", "delivered", "lost", "damaged", "returned", "accepted"])
    scan = {"scan_id": str(uuid4()), "tracking_number": number, "event": event, "post_office_code": office}
    scan |= {"scanned_at": clock.now().isoformat().replace("+00:00", "Z"), "note": ""}
    if before.status != 404 or office in route:
        return
    fair.call(by, "POST", "/scans", {"scans": [scan]}, Idempotency_Key=str(uuid4()))
    after = fair.call(by, "GET", f"/parcels/{number}")
    if after.status == 200:
        fair.breaches.append(f"{by.roles} sees {number} by a scan of {event}: {after}")
    ended = fair.rows(f"SELECT standing FROM scans WHERE scan_id = '{_key(fair, scan['scan_id'])}'")
    if "counts" in ended and event in ("delivered", "lost", "damaged", "returned"):
        fair.breaches.append(f"{by.roles} ended {number} of {route} by a scan of {event}")
    fair.call(by, "PUT", f"/scans/{scan['scan_id']}/voiding", {"reason": "nhầm"})


def be_the_second_hand(fair: Fair, chance: Random) -> None:
    """One operator asks and agrees; or sends money and says that it came back; or moves somebody's phone alone."""
    by, victim = fair.any_of(chance, "operator"), _victim(fair, chance)
    rate = {"name": "second_approval_vnd", "value": "10000000000", "from_day": "2027-01-01"}
    fair.call(by, "POST", "/rates", rate, Idempotency_Key=str(uuid4()))
    fair.call(by, "POST", "/rates", rate | {"note": "lại"}, Idempotency_Key=str(uuid4()))
    asked = {"phone": _written(victim.phone, chance), "new_phone": chance.choice(SIMS[10:]), "reason": "mất máy"}
    change = fair.call(by, "POST", "/phone-changes", asked, Idempotency_Key=str(uuid4()))
    if change.status == 201 and fair.call(by, "PUT", f"/phone-changes/{change.json['id']}/approval").status < 300:
        fair.breaches.append(f"one operator agreed to her own change of phone: {asked}")
    for amount in (500_000, 500_000, 200_000):
        body = {"amount_vnd": amount, "channel": "cash"}
        fair.call(by, "POST", f"/orders/{chance.choice(fair.known['number'])}/refunds", body)
    for refund in chance.sample(fair.known["refund_id"], min(2, len(fair.known["refund_id"]))):
        fair.call(by, "PUT", f"/refunds/{refund}/approval")


def join_what_one_leads(fair: Fair, chance: Random) -> None:
    """An officer adds her own phone, or asks who has a phone; another's template is written over."""
    by, victim = fair.any_of(chance, "officer", "team_member"), _victim(fair, chance)
    phone = chance.choice([by.phone, victim.phone, victim.phone])
    team = chance.choice(fair.known["team_id"])
    invited = fair.call(by, "POST", f"/teams/{team}/members", {"phone": phone, "name": "Ai Đó"})
    if invited.status < 300 and victim.name in str(invited.json):
        fair.breaches.append(f"whose phone it is was told: {invited}")
    if invited.status < 300:
        body = {"code": f"{chance.randrange(10**6):06}"}
        fair.call(by, "PUT", f"/teams/{team}/invitations/{invited.json['id']}/confirmation", body)
    swapped = {"kind": "households", "columns": {"Họ tên": "phone", "Số": "name"}}
    fair.call(by, "PUT", f"/import-templates/{TEMPLATE}", swapped)


def secure_with_a_token_alone(fair: Fair, chance: Random) -> None:
    """A stolen token: password, bank account and identity, without the code, or with one of another SIM."""
    victim = _victim(fair, chance)
    code = chance.choice([{}, {"code": "000000"}, {"code": fair.sign_in_code(chance.choice(SIMS))}])
    account = {"bank_bin": "970436", "number": "0011004321", "holder": "KE GIAN"}
    tried = [
        fair.call(victim, "PATCH", "/me", {"password": "quýt vàng bắc sơn 77"} | code),
        fair.call(victim, "PUT", "/me/identity", {"id_number": "001099012345"} | code),
        fair.call(victim, "PUT", "/me/payout-account", account | code),
        fair.call(victim, "DELETE", "/me/identity" + (f"?code={code['code']}" if code else "")),
    ]
    if any(answer.status < 300 for answer in tried):
        fair.breaches.append(f"a token alone secured {victim.name}: {tried}")


def change_ones_own(fair: Fair, chance: Random) -> None:
    """Honest use beside it all: one's own bank account, by the code of one's own phone."""
    by = chance.choice([player for player in fair.players if not player.wary])
    if fair.call(by, "POST", "/sign-in-codes", {"phone": by.phone}).status == 202:
        account = {"bank_bin": "970436", "number": f"{chance.randrange(10**10):010}", "holder": "NGUOI LA"}
        fair.call(by, "PUT", "/me/payout-account", account | {"code": fair.sign_in_code(by.phone)})


CHAINS = (
    change_ones_own,
    take_an_account,
    sign_in_as_stranger,
    undo_what_was_named,
    say_yes_for_others,
    give_money_away,
    look_at_strangers,
    be_the_second_hand,
    join_what_one_leads,
    secure_with_a_token_alone,
)


def _victim(fair: Fair, chance: Random) -> Player:
    role = chance.choice(["operator", "officer", "seller", "seller", "buyer", "clerk", "courier", "team_member"])
    return fair.any_of(chance, role, wary=True)


def _route(number: str) -> set[str]:
    parcel = db.session.scalars(select(Parcel).filter_by(tracking_number=number)).one()
    return routes_of([parcel])[parcel.id]


def _written(phone: str, chance: Random) -> str:
    return chance.choice(_FORMS).format(phone, short=phone.removeprefix("+84"))


def _has(fair: Fair, role: str) -> bool:
    return any(player.holds(role) and not player.wary for player in fair.players)


def _key(fair: Fair, id: str) -> str:
    return id if "postgresql" in fair.service.environ["DATABASE_URL"] else id.replace("-", "")


def _speaks(fair: Fair, household: str) -> bool:
    """Whether the household signs in, so that nobody else speaks for it, not the officers of its place either."""
    key = _key(fair, household)
    return bool(fair.rows(f"SELECT id FROM households WHERE id = '{key}' AND signed_in_at IS NOT NULL"))


def _look_at_decision(fair: Fair, by: Player, paper: str) -> None:
    senders = fair.rows(f"SELECT sent_by FROM paper_consents WHERE id = '{_key(fair, paper)}'")
    if str(by.id) in senders or by.holds("team_member"):
        fair.breaches.append(f"{by.roles} agreed to {paper}, sent by {senders}")


def _send_file(fair: Fair, by: Player, kind: str, content: str) -> None:
    form = {"kind": kind, "source": "postmart"}
    _post(fair, by, "POST", "/imports", files={"file": ("ho.csv", content.encode())}, data=form)


def _send_bytes(fair: Fair, by: Player, path: str, content: bytes, kind: str) -> Answer:
    return _post(fair, by, "PUT", path, data=content, headers={"Content-Type": kind})


def _post(fair: Fair, by: Player, method: str, path: str, headers: dict[str, str] | None = None, **sent: Any) -> Answer:
    given = {"Authorization": f"Bearer {by.token}"} | (headers or {})
    address = f"{fair.service.address}/api/v1{path}"
    try:
        answer = requests.request(method, address, headers=given, timeout=60, **sent)
    except requests.RequestException as error:
        fair.heard(0, f"{method} {path}: {error!r}", {})
        return Answer(0, {}, {})
    fair.heard(answer.status_code, f"{method} {path}: {answer.text}", answer.headers)
    return Answer(answer.status_code, {"text": answer.text}, dict(answer.headers))
