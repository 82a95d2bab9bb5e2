"""XML by hand, line by line: half a million goods are written while they are read, and never held as a tree."""

from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def tag(name: str, text: str) -> str:
    """One element. What no XML may hold is taken out of the whole afterwards, or was never let in."""
    return f"<{name}>{escape(text)}</{name}>"
