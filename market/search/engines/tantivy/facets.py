"""What Tantivy counts of all that matches, in one pass."""

from collections.abc import Collection, Mapping
from typing import Any

from market.search.engines.interface import PRICE_BANDS, Request

# One more than are shown tells nothing; a segment names a few more than asked, so that sums over segments are right.
_MOST = {"size": 100, "segment_size": 400}
# Provinces and districts are sums of all their communes.
_ALL_COMMUNES = {"size": 4000, "segment_size": 4000}
SPREAD = {"least": {"min": {"field": "price"}}, "shops": {"cardinality": {"field": "shop_serial"}}}
# Asked for by every page; the total is read off them.
ALWAYS = ("category", "commune", "stars")


def asked(request: Request, names: Collection[str]) -> dict[str, Any]:
    """What is to be counted for `names`: each costs a look at all that matches."""
    certified = {"field": "stars_until", "ranges": [{"from": request.today.toordinal() + 1}]}
    communes = _ALL_COMMUNES if {"province", "district"} & set(request.facets) else _MOST
    ranges = [{"from": least, "to": below} for least, below in PRICE_BANDS]
    bands = [{name: n for name, n in band.items() if n is not None} for band in ranges]
    known: dict[str, Any] = {
        "category": {"terms": {"field": "category", **_MOST}},
        "commune": {"terms": {"field": "commune", **communes}},
        "stars": {"range": certified, "aggs": {"stars": {"terms": {"field": "stars"}}}},
        "price": {"range": {"field": "price", "ranges": bands}},
        "ships_by_post": {"terms": {"field": "ships_by_post"}},
    }
    return {name: wanted for name, wanted in known.items() if name in names}


def total(counted: Mapping[str, Any]) -> int:
    kinds = counted["category"]  # every document has one
    return sum(bucket["doc_count"] for bucket in kinds["buckets"]) + int(kinds["sum_other_doc_count"])


def read(counted: Mapping[str, Any], name: str) -> Mapping[Any, int]:
    """How many have each label; of prices, by where their band begins."""
    if name == "stars":
        valid = next((b for b in counted["stars"]["buckets"] if "from" in b), None)
        buckets = valid["stars"]["buckets"] if valid else []
        return {b["key"]: b["doc_count"] for b in buckets}
    buckets = counted[name]["buckets"]
    if name == "price":
        return {int(b.get("from", 0)): b["doc_count"] for b in buckets}
    return {b["key"]: b["doc_count"] for b in buckets}
