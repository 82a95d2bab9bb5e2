"""The frame that every page stands in: language, look, what to do now, help in the same place."""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache, partial
from importlib import resources
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from flask import Response, g, make_response, render_template, request
from markupsafe import Markup, escape

from market.accounts import access
from market.accounts.models import Person
from market.clock import LOCAL
from market.errors import Problem
from market.http import READS, browsers, language
from market.http.headers import PRIVATE, SHARED
from market.http.responses import fields_only
from market.idempotency import KeyInUse
from market.language import ENGLISH, LANGUAGES, VIETNAMESE, Sentence, speak
from market.money import dong
from market.teams import queries as teams
from market.web.numbers import number, phone
from market.web.shell.pictures import picture
from market.web.shell.script import enhance
from market.web.shell.words import DONE, FORGOTTEN, SIGNED_IN, WORDS

_LANGUAGE = "lang"
_NUMBER = re.compile(r"\b[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
_DAYS = (
    ("thứ Hai", "Mon"), ("thứ Ba", "Tue"), ("thứ Tư", "Wed"), ("thứ Năm", "Thu"), ("thứ Sáu", "Fri"),
    ("thứ Bảy", "Sat"), ("Chủ nhật", "Sun"),
)  # fmt: skip


def page(
    template: str,
    *,
    title: Sentence,
    say: Sentence,
    status: int = 200,
    words: Mapping[str, Sentence] | None = None,
    done: Mapping[str, Sentence] | None = None,
    public: bool = False,
    **shown: Any,
) -> Response:
    """A page in the frame. `say` is its first sentence: what to do now, as it is read aloud.

    `words` are those of the folder; `done` what `?done=` may say of what was just done, by its code. A `public` page
    is the same for all who bring no cookie, and kept a minute by whoever carries it; so its forms have no key.
    """
    public = public and browsers.brings_no_cookie()
    spoken, problem = spoken_language(), refusal()
    body = render_template(
        template,
        words=Words(words or {}, spoken),
        title=title.spoken(spoken),
        say=say.spoken(spoken),
        done=_done(done or {}, spoken),
        problem=problem.detail.spoken(spoken) if problem else None,
        labels=dict[str, str](),
        wrong=speak(fields_only(problem.errors), spoken) if problem and problem.errors else {},
        me=signed_in(),
        is_known=browsers.is_page(),  # nobody is looked for where there is no route
        helper=helper(),
        key="" if public else _key(problem),
        look=_look(),
        script=enhance(),
        language=spoken,
        other_language_at=_in_other_language(spoken),
        t=partial(speak, language=spoken),
        day=partial(day, language=spoken),
        moment=partial(moment, language=spoken),
        number=partial(number, language=spoken),
        dong=dong,
        phone=phone,
        unbroken=unbroken,
        picture=picture,
        **shown,
    )
    return _sent(make_response(body, problem.status if problem else status), public)


def unbroken(words: str) -> Markup:
    """Numbers of orders and complaints on one line: half of one is read aloud as another."""
    return Markup(_NUMBER.sub(r'<span class="whole">\g<0></span>', str(escape(words))))  # noqa: S704


def _key(problem: Problem | None) -> str:
    """A new one for each page that is drawn; where the first sending still runs, its own, to have its answer."""
    return request.form.get("key", "") if isinstance(problem, KeyInUse) else str(uuid4())


class Words:
    """The words of a page by name, each spoken when it is asked for: of two hundred a page says twenty.

    A name that has none is a mistake, not an empty place on the page.
    """

    def __init__(self, own: Mapping[str, Sentence], language: str) -> None:
        self._own, self._language = own, language

    def __getattr__(self, name: str) -> str:
        sentence = self._own.get(name, WORDS.get(name))
        if sentence is None:
            raise LookupError(f"no word is called {name}")
        said = self.__dict__[name] = sentence.spoken(self._language)
        return said


def refusal() -> Problem | None:
    """Why this request was refused, where the page is drawn again for that."""
    problem: Problem | None = g.get("refused")
    return problem


def signed_in() -> Person | None:
    return access.caller() if browsers.is_page() else None


def helper() -> Person | None:
    """Who of her own team the household may call; None for those without one."""
    me = signed_in()
    return teams.helper_of(me.id) if me is not None else None


def day(when: date, language: str) -> str:
    """thứ Bảy 28/11."""
    return f"{_DAYS[when.weekday()][language == ENGLISH]} {when.day}/{when.month}"


def moment(at: datetime, language: str) -> str:
    """8 giờ 05, thứ Bảy 28/11."""
    here = at.astimezone(LOCAL)
    said = f"{here:%H:%M}" if language == ENGLISH else f"{here.hour} giờ {here:%M}"
    return f"{said}, {day(here.date(), language)}"


def spoken_language() -> str:
    """What was chosen on a page, now or before, or else what the browser asks for."""
    chosen = (request.args.get(_LANGUAGE), request.cookies.get(_LANGUAGE))
    return next((one for one in chosen if one in LANGUAGES), language())


def said(shown: Any) -> Any:
    """What a template writes: a sentence in the language of the page, even where nobody thought of it."""
    return shown.spoken(spoken_language()) if isinstance(shown, Sentence) else shown


def remember_language(response: Response) -> Response:
    """After each page: the language that was chosen by a link stays chosen on the next pages."""
    chosen = request.args.get(_LANGUAGE)
    if browsers.is_page() and chosen in LANGUAGES and chosen != request.cookies.get(_LANGUAGE):
        response.set_cookie(_LANGUAGE, chosen, max_age=31536000, samesite="Lax", secure=request.is_secure, path="/")
    return response


def _in_other_language(spoken: str) -> str:
    """This page in the other language; what answers a form has no address of its own, so from there the first page."""
    other = VIETNAMESE if spoken == ENGLISH else ENGLISH
    path, asked = (request.path, browsers.asked()) if request.method in READS else ("/", {})
    return f"{path}?{urlencode({**asked, _LANGUAGE: other})}"


def _done(known: Mapping[str, Sentence], spoken: str) -> str | None:
    code = request.args.get("done", "")
    if code == SIGNED_IN and signed_in() is None:
        code = FORGOTTEN
    sentence = {**DONE, **known}.get(code)
    return sentence.spoken(spoken) if sentence else None


def _sent(response: Response, public: bool) -> Response:
    response.headers["Cache-Control"] = SHARED if public else PRIVATE
    response.vary.add("Cookie")
    response.headers["Content-Language"] = spoken_language()
    response.headers["Content-Security-Policy"] = _policy()
    return response


class Look(NamedTuple):
    """What stands in the `<style>` of a page: a household's day pays for none of the store's."""

    of_all: Markup
    of_store: Markup


@lru_cache(maxsize=1)
def _look() -> Look:
    """All parts of the look, without comments, to stand in the page: no second request before first text."""
    files = (file for file in (resources.files("market.web.shell") / "data").iterdir() if file.name.endswith(".css"))
    parts = {file.name: _bare(file.read_text(encoding="utf-8")) for file in files}
    store = parts.pop("store.css")
    of_all = "".join(parts[name] for name in sorted(parts))
    return Look(Markup(of_all), Markup(of_all + store))  # noqa: S704  ours


def _bare(written: str) -> str:
    bare = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"/\*.*?\*/", "", written)).strip()
    return bare.replace(": ", ":").replace(";}", "}")


@lru_cache(maxsize=1)
def _policy() -> str:
    """The page shows its own look and pictures of ours, runs our one script and sends forms to us alone."""
    looks = " ".join(f"'sha256-{_hash(look)}'" for look in _look())
    return (
        f"default-src 'none'; style-src {looks}; script-src '{enhance().hash}'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _hash(look: str) -> str:
    return base64.b64encode(hashlib.sha256(look.encode()).digest()).decode()
