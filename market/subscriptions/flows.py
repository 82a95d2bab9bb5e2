"""Sending: some messages at a time, one a subscription. The lane of the worker that does it does nothing else."""

import json
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app

from market import encryption, metrics
from market.config import Config
from market.db import read_only, transaction
from market.fields import rfc3339
from market.subscriptions import models, posting, rules
from market.subscriptions.actions import messages

# So many receivers may be slow at once before another waits for one of them.
AT_ONCE = 8


@dataclass(frozen=True)
class Letter:
    """A message as it leaves: nothing of it is looked up any more."""

    subscription_id: UUID
    message_id: UUID
    url: str
    headers: dict[str, str]
    body: bytes
    loopback: bool


class Sender:
    """Keeps up to `AT_ONCE` letters on their way, beside each other."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="letters")
        self.under_way: dict[Future[posting.Posted], Letter] = {}

    def turn(self, *, clock: Callable[[], datetime], patience: float = 0) -> bool:
        """Write down what has come back and send what is due; whether there was anything to do."""
        back = [each for each in self.under_way if each.done()]
        if self.under_way and not back and patience:
            back = list(wait(self.under_way, timeout=patience, return_when=FIRST_COMPLETED).done)
        for each in back:
            _write_down(self.under_way.pop(each), each.result(), clock())
        free = AT_ONCE - len(self.under_way)
        sent = written(now=clock(), limit=free) if free else []
        for letter in sent:
            self.under_way[self.pool.submit(_post, letter)] = letter
        return bool(back or sent)

    def is_idle(self) -> bool:
        """Whether nothing is on its way and nothing waits to be: a letter falls due, or comes back, unannounced."""
        return not self.under_way and not read_only(messages.any_waiting)

    def close(self) -> None:
        self.pool.shutdown(wait=True)


def send_due(*, clock: Callable[[], datetime]) -> None:
    """All that is due, one after the other. For tests and small scripts."""
    while letters := written(now=clock(), limit=AT_ONCE):
        for letter in letters:
            _write_down(letter, _post(letter), clock())


def written(*, now: datetime, limit: int) -> list[Letter]:
    """The letters to be sent now, signed."""
    config: Config = current_app.config["MARKET"]

    def write() -> list[Letter]:
        return [_letter(*each, config, now) for each in messages.lease(now=now, limit=limit)]

    return transaction(write)


def _letter(subscription: models.Subscription, message: models.Message, config: Config, now: datetime) -> Letter:
    news, message_id, timestamp = message.news, message.webhook_id, int(now.timestamp())
    told: dict[str, Any] = {"type": news.type, "timestamp": rfc3339(news.at), "data": news.data}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "content-type": "application/json",
        "user-agent": "cho-phien-webhooks",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": rules.signatures(
            _secrets(subscription, config, now), message_id=message_id, timestamp=timestamp, body=body
        ),
    }
    return Letter(subscription.id, message.id, subscription.url, headers, body, config.webhook_loopback)


def _secrets(subscription: models.Subscription, config: Config, now: datetime) -> list[str]:
    sealed = [subscription.secret]
    if subscription.former_secret is not None and subscription.former_until and subscription.former_until > now:
        sealed.append(subscription.former_secret)
    return [encryption.unseal(one, purpose=rules.SECRET, secret=config.secret_key) for one in sealed]


def _post(letter: Letter) -> posting.Posted:
    return posting.post(letter.url, headers=letter.headers, body=letter.body, loopback=letter.loopback)


def _write_down(letter: Letter, posted: posting.Posted, now: datetime) -> None:
    metrics.WEBHOOKS.labels("delivered" if posted.is_good else posted.error).inc()
    ids = {"subscription_id": letter.subscription_id, "message_id": letter.message_id}
    transaction(lambda: messages.record(**ids, posted=posted, now=now))
