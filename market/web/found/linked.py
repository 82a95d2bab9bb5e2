"""What a page of the store is about, in the words of schema.org (JSON-LD), for whoever reads it without eyes."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from market.catalog.rules.shops import ShopStatus
from market.catalog.rules.store_addresses import fair_path, product_path, shop_path
from market.delivery import tariff
from market.fairs.shown import Window
from market.ids import in_address
from market.orders.rules import TIMERS, OrderState
from market.reviews.rules import MOST_STARS
from market.web.found.feeds import kind
from market.web.found.words import FEED
from market.web.shell.words import WORDS

Thing = dict[str, Any]

_SCHEMA = "https://schema.org"
_COUNTRY = "VN"
_MOST_PHOTOS, _LONGEST = 3, 1000
# Until when a household has accepted and packed that needs no reminder.
_PACKED_WITHIN = sum((TIMERS[state][0].after for state in (OrderState.PLACED, OrderState.ACCEPTED)), timedelta())


def of_page(root: str, title: str, path: str, steps: Iterable[Thing], about: Sequence[Thing]) -> Thing | None:
    """All that the page at `path` tells: what it is `about`, and the way to it if it is not the first."""
    above = [(step["word"], step["path"]) for step in steps]
    way = [_crumbs(root, *above, (title, path))] if path != "/" else []
    return {"@context": _SCHEMA, "@graph": [*about, *way]} if about or way else None


def market(root: str) -> Thing:
    """The front page: what this is, and how it is searched."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{root}/search?q={{search_term_string}}"}
    search = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    named = {"name": str(WORDS["market"]), "description": str(FEED["about"]), "inLanguage": ["vi", "en"]}
    return {"@type": "WebSite", "url": f"{root}/", **named, "potentialAction": search}


def good(shown: Thing, root: str) -> Thing:
    """A product as `product_shown` tells it."""
    address = root + product_path(shown["id"], shown["slug"])
    home = shown["shop"]["commune"]
    told = {
        "@type": "Product",
        "name": shown["name"],
        "description": (shown["description"] or f"{shown['name']}, {home['name']}")[:_LONGEST],
        "sku": in_address(shown["id"]),
        "url": address,
        "image": [root + photo["large"] for photo in shown["photos"][:_MOST_PHOTOS]],
        "brand": {"@type": "Brand", "name": home["name"]},
        "category": kind(shown["category"]),
        "countryOfOrigin": _COUNTRY,
        "weight": {"@type": "QuantitativeValue", "value": shown["weight_g"], "unitCode": "GRM"},
        "hasCertification": _certified(shown["ocop"]),
        "aggregateRating": _rated(shown["reviews"]),
        "offers": _offer(shown, address, root),
    }
    return {name: value for name, value in told.items() if value}


def shop(shown: Thing, root: str, photo: str | None = None) -> Thing:
    """A shop as `shop_shown` tells it: where it is by its commune; machines are told no more than the page shows."""
    told = {
        "@type": "LocalBusiness",
        "name": shown["name"],
        "description": shown["about"][:_LONGEST],
        "url": root + shop_path(shown["id"], shown["name"]),
        "image": f"{root}{photo.partition('?')[0]}?size=large" if photo else None,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": shown["commune"]["name"],
            "addressRegion": shown["commune"]["province"]["name"],
            "addressCountry": _COUNTRY,
        },
        "aggregateRating": _rated(shown["reviews"]),
    }
    return {name: value for name, value in told.items() if value}


def fair(shown: Thing, stands: Sequence[Thing], root: str) -> Thing:
    """A fair as `fair_shown` tells it, with an offer of each stand: it is held here, so its place is its page."""
    address = root + fair_path(shown["slug"])
    is_off = shown["window"] == Window.CALLED_OFF
    told = {
        "@type": "SaleEvent",
        "name": shown["name"],
        "description": (shown["about"] or shown["name"])[:_LONGEST],
        "url": address,
        "startDate": shown["opens_at"].isoformat(timespec="seconds"),
        "endDate": shown["closes_at"].isoformat(timespec="seconds"),
        "eventStatus": f"{_SCHEMA}/{'EventCancelled' if is_off else 'EventScheduled'}",
        "eventAttendanceMode": f"{_SCHEMA}/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": address},
        "image": [f"{root}{one['photo'].partition('?')[0]}?size=large" for one in stands if one["photo"]][
            :_MOST_PHOTOS
        ],
        "offers": [_offered(shown, one, root) for one in stands],
    }
    return {name: value for name, value in told.items() if value}


def _offered(fair: Thing, stand: Thing, root: str) -> Thing:
    """What a household sells there, and when it can be ordered."""
    is_there = stand["left"] > 0 and fair["window"] in (Window.OPEN, Window.SOON)
    return {
        "@type": "Offer",
        "name": f"{stand['name']}, {stand['unit']} {stand['pack']}".strip(),
        "url": root + product_path(stand["product_id"], stand["slug"]),
        "price": stand["price_vnd"],
        "priceCurrency": "VND",
        "availability": f"{_SCHEMA}/{'PreOrder' if is_there else 'SoldOut'}",
        "availabilityStarts": fair["opens_at"].isoformat(timespec="seconds"),
        "availabilityEnds": fair["closes_at"].isoformat(timespec="seconds"),
        "itemCondition": f"{_SCHEMA}/NewCondition",
        "seller": _seller(stand["shop"], root),
    }


def _seller(shop: Thing, root: str) -> Thing:
    return {"@type": "Organization", "name": shop["name"], "url": root + shop_path(shop["id"], shop["name"])}


def _rated(reviews: Thing) -> Thing | None:
    """The stars that the page shows, once it shows any."""
    if reviews["stars"] is None:
        return None
    ends = {"bestRating": MOST_STARS, "worstRating": 1}
    return {"@type": "AggregateRating", "ratingValue": reviews["stars"], "reviewCount": reviews["buyers"], **ends}


def _crumbs(root: str, *steps: tuple[str, str | None]) -> Thing:
    """The way from the front page, as (name, path)."""
    way = [(WORDS["market"], "/"), *steps]
    items = [
        {"@type": "ListItem", "position": place, "name": str(name), "item": f"{root}{path}"}
        for place, (name, path) in enumerate(way, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _certified(ocop: Thing | None) -> Thing | None:
    if ocop is None:
        return None
    number, ends = ocop["certificate_no"], ocop["expires_on"].isoformat()
    named = {"name": f"OCOP {ocop['stars']} sao", "certificationIdentification": number}
    return {"@type": "Certification", **named, "expires": ends}


def _offer(shown: Thing, address: str, root: str) -> Thing:
    told = {
        "@type": "Offer",
        "url": address,
        "price": shown["price_vnd"],
        "priceCurrency": "VND",
        "availability": f"{_SCHEMA}/{_availability(shown)}",
        "itemCondition": f"{_SCHEMA}/NewCondition",
        "seller": _seller(shown["shop"], root),
    }
    return told | _in_window(shown["fair"]) | ({"shippingDetails": _sent(shown)} if shown["ships_by_post"] else {})


def _in_window(fair: Thing | None) -> Thing:
    """From when until when it can be ordered, of what is sold at a fair."""
    if fair is None:
        return {}
    return {
        "availabilityStarts": fair["opens_at"].isoformat(timespec="seconds"),
        "availabilityEnds": fair["closes_at"].isoformat(timespec="seconds"),
    }


def _availability(shown: Thing) -> str:
    if not shown["in_stock"] or shown["shop"]["status"] != ShopStatus.OPEN:
        return "OutOfStock"
    if shown["fair"]:
        return "PreOrder" if shown["fair"]["window"] in (Window.OPEN, Window.SOON) else "SoldOut"
    return "InStock" if shown["ships_by_post"] else "InStoreOnly"


def _sent(shown: Thing) -> Thing:
    """One pack to the other end of the country: what it is to whoever reads this is not known."""
    size = shown["dimensions_cm"]
    volume_g = tariff.chargeable_weight_g(0, (size["length"], size["width"], size["height"])) if size else 0
    of_one = {"weight_g": shown["weight_g"], "goods_vnd": shown["price_vnd"], "volume_g": volume_g}
    way = tariff.farthest(from_commune=shown["shop"]["commune"]["code"], **of_one)
    return {
        "@type": "OfferShippingDetails",
        "shippingRate": {"@type": "MonetaryAmount", "value": way.shipping_vnd, "currency": "VND"},
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": _COUNTRY},
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "handlingTime": _days(0, _PACKED_WITHIN.days),
            "transitTime": _days(way.min_days, way.max_days),
        },
    }


def _days(least: int, most: int) -> Thing:
    return {"@type": "QuantitativeValue", "minValue": least, "maxValue": most, "unitCode": "DAY"}
