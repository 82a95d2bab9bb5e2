"""The frame of a team's pages: its parts, whichever of them one looks at."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response

from market.language import Sentence
from market.web.shell import frame
from market.web.team.words import TEAM


def page(
    template: str, *, part: str, words: Mapping[str, Sentence], team_id: UUID | None = None, **shown: Any
) -> Response:
    """A page of a team, which extends `team.html`; `part` is the one that it belongs to."""
    home = f"/team/{team_id}" if team_id else "/team"
    paths = {"today": home, "crew": f"{home}/crew", "files": "/team/files"}
    if team_id is None:
        del paths["crew"]
    spoken = frame.spoken_language()
    tabs = [(name, path, TEAM[name].spoken(spoken)) for name, path in paths.items()]
    return frame.page(template, words={**TEAM, **words}, part=part, team_tabs=tabs, team_id=team_id, **shown)
