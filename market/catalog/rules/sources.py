"""Where somebody came from who looks at a shop: said by the link that was sent, and never by a person."""

from enum import StrEnum


class Source(StrEnum):
    """What `?via=` of a link may be: who gave it, or what it stands on."""

    HOUSEHOLD = "household"
    TEAM = "team"
    POSTER = "poster"
    FAIR = "fair"
    FEED = "feed"
