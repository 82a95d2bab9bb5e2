"""The basket of this request as it is now, for whoever looks."""

from market import clock
from market.accounts import access
from market.accounts.addresses.queries import default_of
from market.orders.kept import queries
from market.orders.kept.queries import BasketNow, Kept
from market.web.basket import cookie
from market.web.store import whereto


def look(to_commune: str | None) -> BasketNow:
    kept = cookie.read()
    told = Kept(kept.lines, kept.seen, kept.collect_at)
    return queries.look(told, to_commune=to_commune, buyer=access.caller(), now=clock.now())


def commune() -> str | None:
    """Where it goes: as chosen in this browser, or else where the buyer usually has things sent."""
    me = access.caller()
    usual = default_of(me.id) if me is not None and whereto.commune() is None else None
    return usual.commune_code if usual is not None else whereto.commune()
