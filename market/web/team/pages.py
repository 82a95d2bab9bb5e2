"""The frame of a team's pages: its parts, whichever of them one looks at."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response

from market import clock
from market.accounts.access import current_person
from market.imports.access import WHO
from market.language import Sentence
from market.teams import models, queries
from market.web.shell import frame
from market.web.team.words import DONE, TEAM


def page(
    template: str, *, part: str, words: Mapping[str, Sentence], team_id: UUID | None = None, **shown: Any
) -> Response:
    """A page of a team, which extends `team.html`; `part` is the one that it belongs to."""
    home = f"/team/{team_id}" if team_id else "/team"
    paths = {"today": (home, "home"), "files": ("/team/files", "import"), "crew": (f"{home}/crew", "people")}
    if team_id is None:
        del paths["crew"]
    if not any(current_person().holds(role) for role in WHO):
        del paths["files"]
    spoken = frame.spoken_language()
    rooms = [(name, path, TEAM[name].spoken(spoken), drawn) for name, (path, drawn) in paths.items()]
    return frame.page(template, words={**TEAM, **words}, part=part, rooms=rooms, team_id=team_id, **shown)


def household_page(
    template: str, household: models.Household, words: Mapping[str, Sentence], *, say: str = "say", **shown: Any
) -> Response:
    """A page of one household; its first sentence, the one of `words` called `say`, may name it."""
    told: dict[str, Any] = {"household": queries.household_shown(household), "here": path_of(household.id)}
    told |= {"title": words["title"], "say": words[say].format(name=household.name), "local": clock.local_day}
    return page(template, part="today", words=words, done=DONE, **told, **shown)


def path_of(household_id: UUID) -> str:
    """Where the pages of a household stand."""
    return f"/team/households/{household_id}"
