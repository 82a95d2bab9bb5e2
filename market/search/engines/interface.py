"""What every search engine does, in the words both sides of it share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from market.catalog.rules.document import Document
from market.errors import Problem
from market.language import Sentence
from market.search import places
from market.search.index.index_versions import Generations
from market.search.language.lexicon import Lexicon
from market.search.language.synonyms import Words

LONGEST_QUERY = 200
DEEPEST = 1000
_GOES_ON_DAYS = 1
# From how many đồng on, and below how many.
_EDGES = (50_000, 100_000, 200_000, 500_000)
PRICE_BANDS = tuple(zip((0, *_EDGES), (*_EDGES, None), strict=True))


class Sort(StrEnum):
    RELEVANCE = "relevance"
    CHEAPEST = "price"
    DEAREST = "-price"
    NEWEST = "newest"
    PER_KG = "price_per_kg"
    BEST_SELLING = "best_selling"
    NEAREST = "nearest"


class Kind(StrEnum):
    PRODUCT = "product"
    SHOP = "shop"
    COMMUNE = "commune"
    CATEGORY = "category"


class IndexNotReady(Problem):
    """There is no index to read yet, or it is being repaired; the follower builds one within seconds."""

    status = 503
    type = "index-not-ready"
    title = Sentence("Chưa tìm kiếm được", en="Search is not ready")
    detail = Sentence(
        "Danh mục tìm kiếm đang được dựng, xin thử lại sau ít giây.",
        en="The search index is being built; please retry in a few seconds.",
    )

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "3"})


@dataclass(frozen=True)
class Request:
    """What somebody looks for `today` (the day in Vietnam). `after` is the place a `Found.next` named."""

    today: date
    text: str = ""
    category: str | None = None  # a leaf or one of the six groups; several with commas between
    commune_code: str | None = None  # several with commas, as the next two
    district_code: str | None = None  # of before July 2025
    province_code: str | None = None
    shop_id: UUID | None = None
    ocop_stars: int | None = None
    min_price_vnd: int | None = None
    max_price_vnd: int | None = None
    in_stock: bool | None = None
    in_season: bool | None = None
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    after: "PageEnd | None" = None
    explain: bool = False
    certified: bool | None = None  # with however many stars
    seasonal: bool = False  # only what has a season at all
    literal: bool = False  # every word is sought as it stands
    month: int | None = None  # it has a season, and this month is in it
    ships_by_post: bool | None = None
    max_price_per_kg_vnd: int | None = None
    good: str | None = None  # only what many sell by this name
    without: tuple[str, ...] = ()  # nothing of these names
    near: str | None = None  # the commune from which NEAREST is reckoned
    facets: tuple[str, ...] = ()  # beside those that are always counted
    group: str | None = None

    @property
    def filtered(self) -> bool:
        """Whether not all that is found may be shown."""
        wishes = (self.category, self.communes, self.shop_id, self.ocop_stars, self.in_stock, self.in_season)
        more = (self.min_price_vnd, self.max_price_vnd, self.certified, self.seasonal or None, self.month)
        last = (self.ships_by_post, self.max_price_per_kg_vnd, self.good, self.without or None)
        return any(wish is not None for wish in (*wishes, *more, *last))

    @property
    def seed(self) -> date:
        """The day whose order is shown: whoever goes on after midnight sees it as it began."""
        begun = self.after.seed if self.after else self.today
        return begun if abs((self.today - begun).days) <= _GOES_ON_DAYS else self.today

    @property
    def categories(self) -> tuple[str, ...] | None:
        return None if self.category is None else tuple(self.category.split(","))

    @property
    def communes(self) -> tuple[str, ...] | None:
        """Of which communes goods may be; None where none is wished for. The index knows a good's commune alone."""
        return places.communes(self.province_code, self.district_code, self.commune_code)


@dataclass(frozen=True)
class PageEnd:
    """Where a page ended: how many hits came before, and the order key of the last."""

    passed: int
    key: tuple[Any, ...]
    seed: date


@dataclass(frozen=True)
class Found:
    """One page of product cards, the count of all hits, and how they divide. `reasons`: why each card ranks so.

    `understood`: what of the text became a filter; `relaxed`: the words that the first hit does not hold.
    """

    items: list[dict[str, Any]] = field(default_factory=list)
    total: int = 0
    facets: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {"category": [], "commune": [], "ocop_stars": []}
    )
    did_you_mean: str | None = None
    next: PageEnd | None = None
    reasons: list[dict[str, Any]] | None = None
    understood: dict[str, Any] = field(default_factory=dict)
    relaxed: dict[str, Any] | None = None
    nearest: dict[str, Any] | None = None
    instead: "list[Suggestion]" = field(default_factory=list)


@dataclass(frozen=True)
class Suggestion:
    text: str
    kind: Kind


class SearchEngine(Protocol):
    """One index on this machine's disk. One process writes, any number read; readers see a commit within a second."""

    generations: Generations

    @property
    def most_goods(self) -> int | None:
        """How many goods it is fit for; None where nobody has met a bound."""

    @property
    def generation(self) -> str | None:
        """Changes with every commit, rebuild and change of words; None while there is nothing that can be read."""

    @property
    def lexicon(self) -> Lexicon:
        """The words it reads queries by."""

    def search(self, request: Request, words: Words | None = None) -> Found:
        """The best hits first; by other `words` than those of now, if some are given. Raises IndexNotReady."""

    def suggest(
        self, prefix: str, limit: int, month: int | None = None, sought: Sequence[str] = ()
    ) -> list[Suggestion]:
        """Texts of which some syllable begins what `prefix` says, the most useful first.

        Without one, what is ripe in `month` and what of `sought` (the most frequent first) there is.

        Raises IndexNotReady.
        """

    def size(self) -> int:
        """How many goods the index holds. Raises IndexNotReady."""

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace each, and commit; those that are not visible are taken out."""

    def remove(self, ids: Iterable[UUID]) -> None:
        """Take each out, if it is there, and commit."""

    def rebuild(self, documents: Iterable[Document], bookmark: str = "") -> None:
        """Build a new index of `documents` aside and put it, with its `bookmark`, in place at once."""

    def check(self) -> bool:
        """Whether the index in place is whole and of this format."""

    def share(self) -> None:
        """Read what processes that are forked from this one will all need, and hold no file or thread afterwards."""

    def close(self) -> None:
        """Let go of all open files, and of being the one that writes."""
