"""The one script of the pages: it makes better what works without it, and no other may run."""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from market.language import Sentence
from market.web.shell.words import SCRIPT

_QUOTED = r"'[^'\n]*'"
# A line may end after what opens and before what closes; elsewhere its end is the end of what it says.
_SPACED = r" *([({\[,])\s*|\s*([)}\]]) *| *([-=+*/%<>?:;|&!]+)\s*"
# What never changes is said so to who reads it here; a browser takes it from the shorter word.
_CONST = r"\bconst\b"


class Script(NamedTuple):
    """`version` is of what is written, so that its address may be kept; `hash` is how pages allow it."""

    written: str
    version: str
    hash: str
    words: Mapping[str, Sentence] = SCRIPT


@lru_cache(maxsize=1)
def enhance() -> Script:
    """`enhance.js` without comments, indents, and the spaces around its signs. What is quoted stays as it is."""
    file = resources.files("market.web.shell") / "data" / "enhance.js"
    bare = re.sub(r"^\s*(//.*)?\n?", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    written = re.sub(rf"({_QUOTED})|{_SPACED}", r"\1\2\3\4", re.sub(_CONST, "let", bare))
    digest = hashlib.sha256(written.encode())
    allowed = base64.b64encode(digest.digest()).decode()
    return Script(written, digest.hexdigest()[:12], f"sha256-{allowed}")
