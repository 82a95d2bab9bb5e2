"""The steps to an order, who gave the link, and who is not counted because it is no person. Pure."""

import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum
from functools import reduce

from market.catalog.rules.sources import Source
from market.language import Sentence
from market.money import dong


class Step(StrEnum):
    """What somebody did in the store; what follows, an order, is counted from the orders."""

    OPENED = "opened"
    LOOKED = "looked"
    BASKET = "basket"


# Who came without a link of ours that says who gave it.
DIRECT = "direct"
SOURCES = {
    Source.HOUSEHOLD: Sentence("Nhà bán gửi", en="Sent by the household"),
    Source.TEAM: Sentence("Tổ công nghệ số gửi", en="Sent by the digital team"),
    Source.POSTER: Sentence("Quét mã ở quầy", en="Poster at the stall"),
    Source.FAIR: Sentence("Phiên chợ", en="A fair"),
    Source.FEED: Sentence("Trang khác giới thiệu", en="Feeds on other sites"),
    DIRECT: Sentence("Tự tìm đến", en="Found the way alone"),
}

_NOBODY = Sentence("Chưa có ai mở liên kết đã gửi.", en="Nobody has opened a link that was sent yet.")
_SAID = Sentence("{opened} người mở liên kết, {ordered} đơn", en="{opened} opened the link, {ordered} ordered")


@dataclass(frozen=True)
class Steps:
    """How far they came: each counted by itself, so that a later step may be more than the one before it."""

    opened: int = 0
    looked: int = 0
    basket: int = 0
    ordered: int = 0

    def plus(self, other: "Steps") -> "Steps":
        return Steps(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def whole(by_source: Mapping[str, Steps]) -> Steps:
    """Of all sources together."""
    return reduce(Steps.plus, by_source.values(), Steps())


def said(by_source: Mapping[str, Steps]) -> Sentence:
    """What became of the links that were given: 7 người mở liên kết, 2 đơn."""
    found = whole({source: steps for source, steps in by_source.items() if source != DIRECT})
    if not found.opened and not found.ordered:
        return _NOBODY
    return _SAID.format(opened=dong(found.opened), ordered=dong(found.ordered))


_BROWSER = re.compile(r"(?:Mozilla|Opera)/")
# Previews of links, search engines, watchers. Zalo's and Facebook's own browsers are none: those stand on a phone.
_PROGRAM = re.compile(
    r"bot\b|crawl|spider|slurp|preview|facebookexternalhit|facebookcatalog|meta-external|whatsapp|telegram|viber"
    r"|skypeuri|embedly|pinterest|mediapartners|google-|inspectiontool|lighthouse|pingdom|uptime|monitor",
    re.IGNORECASE,
)


def is_program(user_agent: str) -> bool:
    """Whether what asks is no browser in front of somebody, as far as it says what it is."""
    if not _BROWSER.match(user_agent) or _PROGRAM.search(user_agent):
        return True
    return "zalo" in user_agent.lower() and "Mobile" not in user_agent
