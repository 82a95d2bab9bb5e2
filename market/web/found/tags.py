"""XML by hand, line by line: half a million goods are written while they are read, and never held as a tree."""

from xml.sax.saxutils import escape

from market.text import without_unsafe

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def tag(name: str, text: str) -> str:
    """One element; what XML may not hold is a blank."""
    return f"<{name}>{escape(without_unsafe(text))}</{name}>"
