"""Own checkers of what search engines, feeds and their readers are told: what each protocol asks for and recommends."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
G = "{http://base.google.com/ns/1.0}"
_MOST_ADDRESSES, _MOST_BYTES = 50_000, 50 * 1024 * 1024
_FEED = {
    "id": 50, "title": 150, "description": 5000, "link": 2000, "image_link": 2000, "availability": 20, "price": 30,
    "brand": 70, "condition": 10,
}  # fmt: skip
_AVAILABLE = {"in_stock", "out_of_stock", "in stock", "out of stock"}
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


# What stands in a page


def linked(page: str) -> list[dict[str, Any]]:
    """The things that a page tells of in JSON-LD."""
    told = [json.loads(data) for data in _DATA.findall(page)]
    for one in told:
        assert one["@context"] == "https://schema.org"
    return [thing for one in told for thing in one["@graph"]]


def of_type(page: str, *types: str) -> dict[str, Any]:
    """The one thing of a kind."""
    (found,) = [thing for thing in linked(page) if thing["@type"] in types]
    return found


def links(page: str) -> dict[str, str]:
    """rel, with its language if it has one, → where."""
    found = re.findall(r'<link rel="(canonical|alternate)"(?: hreflang="([a-z-]+)")? href="([^"]+)">', page)
    return {f"{rel} {language}".strip(): href for rel, language, href in found}


def faults(thing: dict[str, Any]) -> list[str]:
    """What schema.org and Google ask of a thing and it lacks, or says and means nothing; [] for one in order."""
    kind = thing.get("@type", "nothing")
    if kind not in _WANTED:
        return [f"what is {kind}?"]
    lacking = [f"{kind} without {name}" for name in _WANTED[kind] if thing.get(name) in (None, "", [], {})]
    unknown = [f"{kind} with {name}" for name in thing.keys() - {"@type"} - {*_WANTED[kind], *_MAY.get(kind, ())}]
    inner = [one for value in thing.values() for one in (value if isinstance(value, list) else [value])]
    more = [fault for one in inner if isinstance(one, dict) for fault in faults(one)]
    return lacking + unknown + more + _addresses(thing) + _CHECKED.get(kind, lambda _: [])(thing)


def _addresses(thing: dict[str, Any]) -> list[str]:
    """Whatever is an address is a whole one."""
    found = [thing.get(name) for name in ("url", "item", "image", "urlTemplate")]
    each = [one for value in found if value for one in (value if isinstance(value, list) else [value])]
    return [str(one) for one in each if not re.match(r"https?://[^/]+/", one)]


def _offer(offer: dict[str, Any]) -> list[str]:
    named = [offer[name] for name in ("availability", "itemCondition")]
    wrong = [name for name in named if not name.startswith("https://schema.org/")]
    wrong += ["window"] if offer["availability"].endswith("PreOrder") and not _is_window(offer) else []
    in_dong = isinstance(offer["price"], int) and offer["price"] >= 0 and offer["priceCurrency"] == "VND"
    return wrong if in_dong else [*wrong, f"price {offer['price']}"]


def _is_window(offer: dict[str, Any]) -> bool:
    """What can be ordered ahead says from when until when."""
    starts, ends = (datetime.fromisoformat(offer.get(f"availability{end}", "")) for end in ("Starts", "Ends"))
    return starts.tzinfo is not None and starts < ends


def _event(event: dict[str, Any]) -> list[str]:
    starts, ends = (datetime.fromisoformat(event[name]) for name in ("startDate", "endDate"))
    named = [event[name] for name in ("eventStatus", "eventAttendanceMode")]
    wrong = [name for name in named if not name.startswith("https://schema.org/Event") and "Online" not in name]
    return wrong if starts.tzinfo is not None and starts < ends else [*wrong, f"{starts} to {ends}"]


def _days(days: dict[str, Any]) -> list[str]:
    return [] if 0 <= days["minValue"] <= days["maxValue"] and days["unitCode"] == "DAY" else [str(days)]


def _crumbs(crumbs: dict[str, Any]) -> list[str]:
    places = [item["position"] for item in crumbs["itemListElement"]]
    return [] if places == list(range(1, len(places) + 1)) and len(places) > 1 else [str(places)]


def _weight_or_days(value: dict[str, Any]) -> list[str]:
    return [] if value["unitCode"] == "GRM" and value["value"] > 0 else _days(value)


# Required by Google for a merchant's listing, a business, crumbs and a field of search, and what it recommends of
# what we know: neither stars of buyers nor numbers of makers.
_WANTED = {
    "Product": ("name", "description", "sku", "url", "brand", "offers", "category"),
    "Brand": ("name",),
    "Offer": ("url", "priceCurrency", "availability", "itemCondition", "seller"),
    "Organization": ("name", "url"),
    "Certification": ("name", "certificationIdentification", "expires"),
    "OfferShippingDetails": ("shippingRate", "shippingDestination", "deliveryTime"),
    "MonetaryAmount": ("value", "currency"),
    "DefinedRegion": ("addressCountry",),
    "ShippingDeliveryTime": ("handlingTime", "transitTime"),
    "QuantitativeValue": ("unitCode",),
    "LocalBusiness": ("name", "address", "url"),
    "PostalAddress": ("addressLocality", "addressRegion", "addressCountry"),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    # Google's recommended of an event online, and its place.
    "SaleEvent": (
        "name", "url", "startDate", "endDate", "location", "description", "eventStatus", "eventAttendanceMode",
    ),
    "VirtualLocation": ("url",),
    "WebSite": ("name", "url", "potentialAction"),
    "SearchAction": ("target", "query-input"),
    "EntryPoint": ("urlTemplate",),
}  # fmt: skip
# What else schema.org has for each that we say.
_MAY = {
    "Product": ("image", "countryOfOrigin", "weight", "hasCertification"),
    "Offer": ("price", "shippingDetails", "name", "availabilityStarts", "availabilityEnds"),
    "SaleEvent": ("image", "offers"),
    "LocalBusiness": ("description", "image"),
    "QuantitativeValue": ("value", "minValue", "maxValue"),
    "WebSite": ("description", "inLanguage"),
}
_CHECKED = {"Offer": _offer, "SaleEvent": _event, "QuantitativeValue": _weight_or_days, "BreadcrumbList": _crumbs}


# Files


def sitemap(content: bytes) -> list[tuple[str, str | None]]:
    """Address and date of each line of a sitemap, or of the list of its parts."""
    assert len(content) <= _MOST_BYTES
    tree = ElementTree.fromstring(content)
    assert tree.tag in (f"{SITEMAP}urlset", f"{SITEMAP}sitemapindex")
    lines = [(line.findtext(f"{SITEMAP}loc"), line.findtext(f"{SITEMAP}lastmod")) for line in tree]
    assert len(lines) <= _MOST_ADDRESSES
    for address, changed in lines:
        assert address.startswith("http")
        assert len(address) < 2048
        assert changed is None or datetime.fromisoformat(changed).tzinfo is not None
    return lines


def google(content: bytes) -> list[dict[str, str]]:
    """The goods of the feed, each in order."""
    tree = ElementTree.fromstring(content)
    (channel,) = tree
    assert (tree.tag, tree.get("version")) == ("rss", "2.0")
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    return _in_order({child.tag.removeprefix(G): child.text or "" for child in item} for item in channel.iter("item"))


def meta(content: bytes) -> list[dict[str, str]]:
    return _in_order(csv.DictReader(io.StringIO(content.decode(), newline="")))


def _in_order(found: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    goods = list(found)
    for good in goods:
        wrong = {name: good.get(name) for name, most in _FEED.items() if not 0 < len(good.get(name) or "") <= most}
        assert wrong == {}
        assert good["availability"] in _AVAILABLE
        assert re.fullmatch(r"[1-9]\d* VND", good["price"])
        assert re.fullmatch(r"[1-9]\d* g", good["shipping_weight"])
        assert good["link"].endswith("?via=feed")
    assert len({good["id"] for good in goods}) == len(goods)
    return goods


def news(content: bytes) -> list[dict[str, str]]:
    """The items of an RSS feed, each in order."""
    tree = ElementTree.fromstring(content)
    (channel,) = tree
    assert (tree.tag, tree.get("version")) == ("rss", "2.0")
    assert all(channel.findtext(name) for name in ("title", "link", "description", "language"))
    items = [{child.tag: child.text or "" for child in item} for item in channel.iter("item")]
    for item in items:
        assert item["title"]
        assert parsedate_to_datetime(item["pubDate"]).tzinfo is not None
    assert len({item["guid"] for item in items}) == len(items)
    return items


def is_left_alone(robots: str, path: str) -> bool:
    """Whether a search engine that keeps to RFC 9309 leaves `path` alone: the longest rule decides, of equals allow."""
    rules = re.findall(r"^(Allow|Disallow): (\S+)$", robots, re.MULTILINE)
    fitting = [(len(rule), word == "Allow") for word, rule in rules if re.match(_pattern(rule), path)]
    return bool(fitting) and not max(fitting)[1]


def _pattern(rule: str) -> str:
    return re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$")
