"""Which engine this installation has, and whether it is still fit for its catalogue."""

from flask import current_app

from market.config import Config
from market.search.engines.interface import IndexNotReady, SearchEngine
from market.search.language.lexicon import HEARD, Lexicon


def open_engine(config: Config) -> SearchEngine:
    """The engine that SEARCH_ENGINE names."""
    lexicon = Lexicon(config.home / "words.toml", heard=config.index_dir / HEARD)
    if config.search_engine == "tantivy":
        from market.search.engines.tantivy.engine import TantivyEngine

        return TantivyEngine(config.index_dir, lexicon)
    from market.search.engines.whoosh.engine import WhooshEngine

    return WhooshEngine(config.index_dir, lexicon)


def outgrown(engine: SearchEngine) -> str | None:
    """What to tell an operator whose catalogue has become too large for its engine, or None."""
    if engine.most_goods is None:
        return None
    try:
        size = engine.size()
    except IndexNotReady:
        return None
    if size <= engine.most_goods:
        return None
    return f"{size} goods are too many for SEARCH_ENGINE=whoosh (fit for {engine.most_goods}): set it to tantivy"


def current_engine() -> SearchEngine:
    """This process's engine, opened at first use."""
    if "search" not in current_app.extensions:
        current_app.extensions.setdefault("search", open_engine(current_app.config["MARKET"]))
    engine: SearchEngine = current_app.extensions["search"]
    return engine
