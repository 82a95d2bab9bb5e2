"""What Tantivy counts of all that matches, in one pass."""

from collections.abc import Mapping
from typing import Any

from market.search.engines.interface import PRICE_BANDS, Request

# One more than are shown tells nothing; a segment names a few more than asked, so that sums over segments are right.
_MOST = {"size": 100, "segment_size": 400}
# Provinces and districts are sums of all their communes.
_ALL_COMMUNES = {"size": 4000, "segment_size": 4000}
SPREAD = {"least": {"min": {"field": "price"}}, "shops": {"cardinality": {"field": "shop_serial"}}}


def asked(request: Request) -> dict[str, Any]:
    certified = {"field": "stars_until", "ranges": [{"from": request.today.toordinal() + 1}]}
    communes = _ALL_COMMUNES if {"province", "district"} & set(request.facets) else _MOST
    wanted: dict[str, Any] = {
        "category": {"terms": {"field": "category", **_MOST}},
        "commune": {"terms": {"field": "commune", **communes}},
        "certified": {"range": certified, "aggs": {"stars": {"terms": {"field": "stars"}}}},
    }
    if "price" in request.facets:
        ranges = [{"from": least, "to": below} for least, below in PRICE_BANDS]
        bands = [{name: n for name, n in band.items() if n is not None} for band in ranges]
        wanted["price"] = {"range": {"field": "price", "ranges": bands}}
    if "ships_by_post" in request.facets:
        wanted["ships_by_post"] = {"terms": {"field": "ships_by_post"}}
    return wanted


def total(counted: Mapping[str, Any]) -> int:
    kinds = counted["category"]  # every document has one
    return sum(bucket["doc_count"] for bucket in kinds["buckets"]) + int(kinds["sum_other_doc_count"])


def read(counted: Mapping[str, Any], name: str) -> Mapping[Any, int]:
    """How many have each label; of prices, by where their band begins."""
    if name == "stars":
        valid = next((b for b in counted["certified"]["buckets"] if "from" in b), None)
        buckets = valid["stars"]["buckets"] if valid else []
        return {b["key"]: b["doc_count"] for b in buckets}
    buckets = counted[name]["buckets"]
    if name == "price":
        return {int(b.get("from", 0)): b["doc_count"] for b in buckets}
    return {b["key"]: b["doc_count"] for b in buckets}
