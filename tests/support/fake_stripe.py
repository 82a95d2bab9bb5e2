"""A stateful Stripe of our own, for what the other stand-ins lack: keys that replay, errors in their real shape, faults
before and after the deed, and events that a test delivers late, twice and in any order. It runs on loopback.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from market.payments.cards.rules import signature

WEBHOOK_SECRET = "whsec_of_the_tests"
KEY = "sk_test_of_the_tests"
_UNPAID = ("requires_payment_method", "requires_confirmation", "requires_action", "requires_capture")

Answer = tuple[int, dict[str, Any]]


class Refused(Exception):
    def __init__(self, status: int, kind: str, code: str) -> None:
        self.answer: Answer = (status, {"error": {"type": kind, "code": code, "message": code}})


class FakeStripe:
    def __init__(self) -> None:
        self.objects: dict[str, dict[str, Any]] = {}
        self.events: list[dict[str, Any]] = []
        self.answered: dict[str, tuple[Any, Answer]] = {}
        self.faults: list[tuple[str, str]] = []
        self.calls: list[str] = []
        self._lock, self._ids = Lock(), count(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    def __enter__(self) -> FakeStripe:
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def fail(self, call: str, how: str, times: int = 1) -> None:
        """Let the next `times` calls like `call` fail.

        They are lost "before" or "after" the deed, or "slow" to tell of it, or answered with a status.
        """
        self.faults += [(call, how)] * times

    # What the payer and the gateway's own people do

    def pay(self, intent_id: str) -> bool:
        """A card pays; False when it is too late."""
        return self._settle(intent_id, "succeeded", "payment_intent.succeeded")

    def promise(self, intent_id: str) -> bool:
        """A card promises the money, to be captured."""
        return self._settle(intent_id, "requires_capture", "payment_intent.amount_capturable_updated")

    def decline(self, intent_id: str) -> None:
        with self._lock:
            self._tell("payment_intent.payment_failed", self.objects[intent_id])

    def fail_refund(self, refund_id: str) -> None:
        """The card's bank sends a refund back, days later."""
        with self._lock:
            self.objects[refund_id]["status"] = "failed"
            self._tell("refund.failed", self.objects[refund_id])

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        return [found for found in self.objects.values() if found["object"] == kind]

    def intent(self) -> dict[str, Any]:
        """The newest intent."""
        return self.of_kind("payment_intent")[-1]

    def pay_on_page(self) -> dict[str, Any]:
        """A card pays on the newest page, by an intent that is made only then; the intent."""
        with self._lock:
            page = self.of_kind("checkout.session")[-1]
            if page["status"] != "open":
                raise AssertionError("this page is over")
            form = {"amount": str(page["amount_total"]), "metadata[charge]": page["metadata"]["charge"]}
            paid = self._made("payment_intent", "pi", form, status="succeeded", amount_received=page["amount_total"])
            page |= {"status": "complete", "payment_status": "paid", "payment_intent": paid["id"]}
            self._tell("payment_intent.succeeded", paid)
            return paid

    # The API

    def answer(self, method: str, path: str, form: dict[str, str], key: str | None, token: str) -> Answer | None:
        """The answer to a call; None when the line breaks."""
        call = f"{method} {path}"
        how = self._fault(call)
        if how == "before":
            return None
        if token != f"Bearer {KEY}":
            return 401, {"error": {"type": "invalid_request_error", "message": "Invalid API Key"}}
        with self._lock:
            self.calls.append(call)
            given = self._once(call, form, key, lambda: self._do(method, path, form, how))
        if how == "slow":
            time.sleep(0.4)
        return None if how == "after" else given

    def _fault(self, call: str) -> str | None:
        for fault in self.faults:
            if re.search(fault[0], call):
                self.faults.remove(fault)
                return fault[1]
        return None

    def _once(self, call: str, form: dict[str, str], key: str | None, do: Callable[[], Answer]) -> Answer:
        if key is None:
            return do()
        if key in self.answered:
            asked, given = self.answered[key]
            clash = Refused(400, "idempotency_error", "idempotency_key_in_use").answer
            return given if asked == (call, form) else clash
        given = do()
        if given[0] not in (400, 409, 429):  # what was refused unseen is not kept; a 500 is
            self.answered[key] = (call, form), given
        return given

    def _do(self, method: str, path: str, form: dict[str, str], how: str | None) -> Answer:
        if how and how.isdecimal():
            return int(how), {"error": {"type": "api_error", "message": "Something broke"}}
        parts = path.strip("/").split("/")[1:]
        try:
            return 200, self._route(method, parts, form)
        except Refused as refused:
            return refused.answer

    def _route(self, method: str, parts: list[str], form: dict[str, str]) -> dict[str, Any]:
        if parts[0] == "checkout":
            return self._page(method, parts[2:], form)
        if method == "GET":
            return self._listed(parts[0], form) if len(parts) == 1 else self._found(parts[1])
        if parts == ["payment_intents"]:
            return self._create(form)
        if parts == ["refunds"]:
            return self._refund(form)
        return self._end(self._found(parts[1]), parts[2])

    def _create(self, form: dict[str, str]) -> dict[str, Any]:
        unknown = set(form) - {"amount", "currency", "payment_method_types[]", "metadata[charge]"}
        if unknown or int(form["amount"]) <= 0:
            raise Refused(400, "invalid_request_error", "parameter_unknown")
        made = self._made("payment_intent", "pi", form, status="requires_payment_method", amount_received=0)
        made["client_secret"] = f"{made['id']}_secret_x"
        return made

    def _page(self, method: str, named: list[str], form: dict[str, str]) -> dict[str, Any]:
        if not named:
            price = "line_items[0][price_data]"
            unknown = {
                name for name in form if not name.startswith(("line_items[0]", "metadata", "payment_intent_data"))
            }
            if unknown - {"mode", "payment_method_types[]", "success_url", "cancel_url", "expires_at"}:
                raise Refused(400, "invalid_request_error", "parameter_unknown")
            if int(form["expires_at"]) < time.time() + 1800 - 5:
                raise Refused(400, "invalid_request_error", "parameter_invalid_integer")
            given = {"amount": form[f"{price}[unit_amount]"]} | {
                name: value for name, value in form.items() if name.startswith("metadata[")
            }
            made = self._made("checkout.session", "cs", given, status="open", payment_status="unpaid")
            address = f"{self.address}/pay/{made['id']}"
            made |= {"amount_total": made["amount"], "payment_intent": None, "url": address, "asked": form}
            return made
        page = self._found(named[0])
        if method == "POST":
            if page["status"] != "open":
                raise Refused(400, "invalid_request_error", "checkout_session_not_open")
            page["status"] = "expired"
        return page

    def _refund(self, form: dict[str, str]) -> dict[str, Any]:
        intent, amount = self._found(form["payment_intent"]), int(form["amount"])
        gone = sum(
            refund["amount"]
            for refund in self.of_kind("refund")
            if refund["payment_intent"] == intent["id"] and refund["status"] != "failed"
        )
        if intent["status"] != "succeeded" or gone + amount > intent["amount"]:
            raise Refused(400, "invalid_request_error", "charge_already_refunded")
        made = self._made("refund", "re", form, status="succeeded", payment_intent=intent["id"])
        self._tell("refund.created", made)
        return made

    def _end(self, intent: dict[str, Any], verb: str) -> dict[str, Any]:
        fits = intent["status"] == "requires_capture" if verb == "capture" else intent["status"] in _UNPAID
        if not fits:
            raise Refused(400, "invalid_request_error", "payment_intent_unexpected_state")
        paid = verb == "capture"
        intent["status"] = "succeeded" if paid else "canceled"
        intent["amount_received"] = intent["amount"] if paid else 0
        self._tell("payment_intent.succeeded" if paid else "payment_intent.canceled", intent)
        return intent

    def _settle(self, intent_id: str, status: str, event: str) -> bool:
        with self._lock:
            intent = self.objects[intent_id]
            if intent["status"] not in _UNPAID:
                return False
            intent["status"] = status
            intent["amount_received"] = intent["amount"] if status == "succeeded" else 0
            self._tell(event, intent)
            return True

    def _made(self, kind: str, prefix: str, form: dict[str, str], **given: Any) -> dict[str, Any]:
        metadata = {name[9:-1]: value for name, value in form.items() if name.startswith("metadata[")}
        own_id = f"{prefix}_{next(self._ids)}"
        made = {"id": own_id, "object": kind, "amount": int(form["amount"]), "currency": "vnd"}
        made |= {"metadata": metadata, "created": int(time.time()), **given}
        self.objects[own_id] = made
        return made

    def _found(self, name: str) -> dict[str, Any]:
        if name not in self.objects:
            raise Refused(404, "invalid_request_error", "resource_missing")
        return self.objects[name]

    def _listed(self, kind: str, query: dict[str, str]) -> dict[str, Any]:
        rows = [found for found in reversed(self.of_kind(kind[:-1])) if self._wanted(found, query)]
        after = query.get("starting_after")
        if after:
            rows = rows[[row["id"] for row in rows].index(after) + 1 :]
        limit = int(query.get("limit", 10))
        return {"object": "list", "data": rows[:limit], "has_more": len(rows) > limit}

    def _wanted(self, found: dict[str, Any], query: dict[str, str]) -> bool:
        return query.get("payment_intent") in (None, found.get("payment_intent"))

    def _tell(self, kind: str, found: dict[str, Any]) -> None:
        event = {"id": f"evt_{next(self._ids)}", "object": "event", "type": kind, "created": int(time.time())}
        self.events.append(event | {"data": {"object": json.loads(json.dumps(found))}})


def signed(event: dict[str, Any], *, secret: str = WEBHOOK_SECRET, at: float | None = None) -> dict[str, Any]:
    """What the gateway would send for an event: body and headers for a test client."""
    body, moment = json.dumps(event).encode(), int(time.time() if at is None else at)
    header = f"t={moment},v1={signature(body, at=moment, secret=secret)}"
    return {"data": body, "headers": {"Stripe-Signature": header}, "content_type": "application/json"}


def _handler(fake: FakeStripe) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            given = dict(parse_qsl(body or url.query))
            if self.command == "POST" and self.headers.get("Content-Type") != "application/x-www-form-urlencoded":
                self.send_error(400)  # stripe-mock refuses this too, even of an empty form
                return
            token = self.headers.get("Authorization", "")
            answer = fake.answer(self.command, url.path, given, self.headers.get("Idempotency-Key"), token)
            if answer is None:
                self.close_connection = True
                return
            content = json.dumps(answer[1]).encode()
            with suppress(OSError):
                self.send_response(answer[0])
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        do_GET = do_POST = _serve  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    return Handler
