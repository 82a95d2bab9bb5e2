"""Signed papers: sent by one of the team, looked at by an officer, refused by who holds a phone of the household."""

from datetime import datetime

from sqlalchemy import update

from market import errors, outbox
from market.accounts.models import Person
from market.accounts.rules import PersonErased, RoleName, SignedIn
from market.db import db
from market.notices.rules import send_at
from market.teams import access, papers, queries, rules
from market.teams.actions import consent
from market.teams.actions.acts import record_act
from market.teams.models import Household, PaperConsent

TELL = "household.tell"
DISCARD = "papers.discard"


def require_possible(household: Household) -> None:
    """Raises PaperNotEnough for a household that agrees by itself only, Conflict for one that has agreed."""
    if queries.agrees_by_itself_only(household):
        raise rules.PaperNotEnough
    if queries.consent_of(household.id) is not None:
        raise errors.Conflict


def send_paper(*, household: Household, paper: str, by: Person, now: datetime) -> PaperConsent:
    """Let a paper wait for an officer, and every phone of the household know of it; again changes nothing."""
    require_possible(household)
    waiting = papers.waiting_paper(household.id)
    if waiting is not None:
        return waiting
    told = {"state": rules.PaperState.WAITING, "sent_by": by.id, "sent_at": now}
    sent = PaperConsent(household_id=household.id, paper=paper, **told)
    db.session.add(sent)
    db.session.flush()  # one sent meanwhile must show now
    record_act(by_id=by.id, for_id=household.person_id, subject_id=sent.id, deed="send_paper", now=now)
    _tell(household, "paper_sent", now)
    return sent


def decide(
    *, paper: PaperConsent, household: Household, agreed: bool, reason: str, by: Person, now: datetime
) -> PaperConsent:
    """An officer has looked at the paper. Raises SecondHandNeeded, WrongState, PaperNotEnough."""
    if access.has_a_hand_in(paper, household, by):
        raise rules.SecondHandNeeded
    if not _move(paper, rules.PaperState.AGREED if agreed else rules.PaperState.REFUSED, RoleName.OFFICER, by, now):
        return paper
    paper.reason = reason
    if agreed:
        require_possible(household)
        consent.give_consent(household=household, method=rules.Method.PAPER, paper=paper.paper, by=by, now=now)
        _tell(household, "paper_agreed", now)
    db.session.flush()
    return paper


def refuse(*, paper: PaperConsent, household: Household, by: Person, now: datetime) -> PaperConsent:
    """The household says no, before or after the officer has looked. Raises NotAllowed for anybody else."""
    if not access.is_of(household, by):
        raise errors.NotAllowed
    if _move(paper, rules.PaperState.REFUSED, "household", by, now):
        consent.withdraw_consent(household=household, by=by, now=now)
    return paper


def on_signed_in(signed: SignedIn) -> None:
    """A household that signs in speaks for itself: what waits in its name is good for nothing."""
    household = queries.household_of(signed.person_id)
    paper = papers.waiting_paper(household.id) if household is not None else None
    if paper is not None:
        _move(paper, rules.PaperState.REFUSED, "system", None, signed.at)


def erase_papers(erased: PersonErased) -> None:
    """No officer looks at a paper of somebody who asks to be forgotten; the worker destroys the photos."""
    household = queries.household_of(erased.person_id)
    if household is None:
        return
    paper = papers.waiting_paper(household.id)
    if paper is not None:
        _move(paper, rules.PaperState.REFUSED, "system", None, erased.at)
    mine = update(PaperConsent).where(PaperConsent.household_id == household.id)
    db.session.execute(mine.values(paper="", reason=""))
    outbox.put(DISCARD, {"household_id": str(household.id)}, now=erased.at)


def _move(paper: PaperConsent, wanted: rules.PaperState, role: str, by: Person | None, now: datetime) -> bool:
    """Whether the state has changed; twice the same is one. Raises WrongState."""
    db.session.refresh(paper, with_for_update=True)
    current = rules.PaperState(paper.state)
    if current == wanted:
        return False
    rules.PAPER_STATES.role_for(current, wanted, roles=(role,))
    paper.state, paper.decided_by, paper.decided_at = wanted, by.id if by else None, now
    return True


def _tell(household: Household, notice: str, now: datetime) -> None:
    payload = {"household_id": str(household.id), "notice": notice, "village": household.village}
    outbox.put(TELL, payload, now=now, due_at=send_at(notice, now))
