"""`/docs`: the calls of the API, drawn from the same contract as `/openapi.json`, without a script."""

from itertools import islice

from flask import Response, current_app, request

from market import errors
from market.http import public
from market.http.browsers import PageBlueprint
from market.web.guide.reading import Contract
from market.web.guide.words import GUIDE
from market.web.shell import frame

blueprint = PageBlueprint("guide", __name__, template_folder="templates")
_LONGEST_Q, _MOST = 100, 60


@blueprint.route("/docs", methods=["GET"])
@blueprint.route("/docs/", methods=["GET"])
@public
def show_calls() -> Response:
    """The groups; the calls of one of them; or those that have the words of `q`."""
    contract, q, group = _contract(), request.args.get("q", "").strip()[:_LONGEST_Q], request.args.get("group", "")
    if q:
        return _show_found(contract, q)
    if group and group not in contract.groups:
        raise errors.NotFound
    calls = contract.groups.get(group, [])
    title, say = (GUIDE["title"], GUIDE["say"]) if not group else (GUIDE["group"], GUIDE["say_group"])
    return frame.page(
        "calls.html",
        title=title,
        say=say,
        words=GUIDE,
        groups=contract.groups,
        about=contract.about,
        group=group,
        calls=calls,
    )


@blueprint.route("/docs/<call_id>", methods=["GET"])
@public
def show_call(call_id: str) -> Response:
    """One call: what it takes, answers and refuses."""
    told = _contract().told(call_id)
    if told is None:
        raise errors.NotFound
    say = GUIDE["say_one"].format(method=told.call.method, path=told.call.path)
    return frame.page("call.html", title=GUIDE["one"].format(id=call_id), say=say, words=GUIDE, told=told)


def _show_found(contract: Contract, q: str) -> Response:
    found = list(islice(contract.having(q), _MOST + 1))
    say = GUIDE["say_many" if len(found) > _MOST else "say_found"].format(count=min(len(found), _MOST), q=q)
    return frame.page("calls.html", title=GUIDE["title"], say=say, words=GUIDE, calls=found[:_MOST], q=q)


def _contract() -> Contract:
    """Read once, as the document is made once."""
    known: Contract | None = current_app.extensions.get("guide")
    if known is None:
        known = current_app.extensions["guide"] = Contract(current_app.extensions["contract"]())
    return known
