"""How a message leaves us. One small class per way, chosen by the settings."""

import json
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import requests

from market.config import Config
from market.fields import rfc3339

_SECONDS = 10


@dataclass(frozen=True)
class Message:
    """One notice on its way: to a phone (E.164), as it is read, and as an SMS shows it; `id` makes it one."""

    id: str
    to: str
    notice: str
    text: str
    sms: str
    at: datetime


class Refused(Exception):
    """The way takes this message to nobody, however often it is asked (a phone that is not on Zalo)."""


class Adapter(Protocol):
    """Sends a message, or raises so that the outbox tries again. The same id again is not a second message."""

    name: str

    def send(self, message: Message) -> None: ...


class ConsoleSMS:
    """Prints the message where the worker runs: for a laptop without a gateway."""

    name = "console"

    def send(self, message: Message) -> None:
        sys.stdout.write(f"SMS {rfc3339(message.at)} {message.to}: {message.sms}\n")
        sys.stdout.flush()


class FileSMS:
    """Appends one JSON line a message."""

    name = "file"

    def __init__(self, file: Path) -> None:
        self.file = file

    def send(self, message: Message) -> None:
        line = json.dumps({"to": message.to, "text": message.sms, "at": rfc3339(message.at)}, ensure_ascii=False)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


class GatewaySMS:
    """An SMS gateway over HTTP: JSON `{to, text, id}`; any 2xx is taken, and a repeated id is not sent again."""

    name = "http"

    def __init__(self, address: str, key: str) -> None:
        self.address, self.key = address, key

    def send(self, message: Message) -> None:
        answer = requests.post(
            self.address,
            json={"to": message.to, "text": message.sms, "id": message.id},
            headers={"Authorization": f"Bearer {self.key}", "Idempotency-Key": message.id},
            timeout=_SECONDS,
            allow_redirects=False,
        )
        answer.raise_for_status()
        if answer.status_code >= 300:
            raise requests.HTTPError(f"status {answer.status_code}")


class Zalo:
    """Zalo's notification service: a template named as the notice, filled with the accented sentence."""

    name = "zalo"

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token

    def send(self, message: Message) -> None:
        answer = requests.post(
            self.address,
            json={
                "phone": message.to.removeprefix("+"),
                "template_id": message.notice,
                "template_data": {"content": message.text},
                "tracking_id": message.id,
            },
            headers={"access_token": self.token},
            timeout=_SECONDS,
            allow_redirects=False,
        )
        answer.raise_for_status()
        try:
            refusal = answer.json().get("error", 0)
        except (ValueError, AttributeError):
            raise requests.HTTPError("not an answer of Zalo's") from None
        if refusal:
            raise Refused(str(refusal))


def sms_adapter(config: Config) -> Adapter:
    if config.sms_adapter == "http":
        return GatewaySMS(config.sms_gateway_url, config.sms_gateway_key)
    return FileSMS(config.sms_file) if config.sms_adapter == "file" else ConsoleSMS()


def adapters_for(config: Config, channel: str) -> list[Adapter]:
    """The ways to try, in order: what the person wishes where it is set up, then SMS."""
    zalo: list[Adapter] = [Zalo(config.zalo_api_url, config.zalo_api_token)] if config.zalo_api_url else []
    return [*(zalo if channel == "zalo" else []), sms_adapter(config)]
