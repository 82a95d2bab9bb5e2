"""What `market work` does after a transaction, on its rounds, and once an hour."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import current_app

from market import clock, idempotency, outbox
from market.accounts import actions as accounts
from market.accounts.lost_phones import flows as lost_phones
from market.accounts.services import actions as services
from market.catalog import flows as photos
from market.catalog.actions import certificates, shops
from market.catalog.reminders import flows as reminders
from market.complaints import flows as complaints
from market.complaints.actions.telling import TELL as COMPLAINT
from market.complaints.erasure import DISCARD
from market.db import transaction
from market.delivery import flows as delivery
from market.fairs import flows as fairs
from market.fairs import promises, promising
from market.fairs.seasons import flows as seasons
from market.imports import actions as imports
from market.imports import flows as importing
from market.insight.actions import rollups as figures
from market.insight.fairs import actions as fair_figures
from market.insight.heard import actions as heard
from market.insight.ready import flows as ready
from market.insight.reliable import flows as reliable
from market.insight.seen import actions as looks
from market.insight.seen import flows as seen
from market.messages import actions as messages
from market.messages import flows as message_photos
from market.messages.rules import DISCARD as MESSAGE_PHOTO
from market.notices import flows as sending
from market.ops import heartbeat
from market.orders import flows as orders
from market.orders.actions import holds
from market.orders.collection import flows as collection
from market.orders.collection.rules import CODE
from market.orders.look_ups import actions as look_ups
from market.orders.look_ups.flows import send_code as send_look_up_code
from market.orders.look_ups.rules import SEND_CODE as LOOK_UP_CODE
from market.orders.proposals import flows as proposals
from market.orders.proposals.rules import TELL
from market.orders.substitutions import flows as substitutions
from market.orders.substitutions.rules import TELL as OFFERED
from market.outbox import Handler, outside, together
from market.payments.cards import flows as cards
from market.payments.cash_outs import flows as cash_outs
from market.payments.charges import flows as charges
from market.payments.ledger.checkpoints import CHECKPOINT, set_checkpoint
from market.payments.refunds import flows as card_refunds
from market.questions import actions as questions
from market.reviews import flows as reviews
from market.reviews.actions import DISCARD as DISCARD_REVIEW_PHOTO
from market.search.sought import lines as sought
from market.subscriptions.actions import news, subscriptions
from market.teams import flows as teams_flows
from market.teams.actions import paper_consents

# Outbox topic → what `market work` does with it, after the transaction.
JOBS: dict[str, Handler] = {
    "sign_in.send_code": outside(sending.send_code),
    "phone_change.tell": outside(sending.tell_phones),
    "notice": outside(sending.send_notice),
    "import": importing.job,
    "consent.send_code": outside(teams_flows.send_consent_code),
    "team.send_code": outside(teams_flows.send_join_code),
    "household.tell": outside(teams_flows.tell_household),
    paper_consents.DISCARD: outside(teams_flows.discard_papers),
    TELL: outside(proposals.tell_buyer),
    OFFERED: outside(substitutions.tell_buyer),
    promises.LATE: outside(promising.tell_later_day),
    promises.SHORT: outside(promising.ask_too_late),
    CODE: outside(collection.send_code),
    LOOK_UP_CODE: outside(send_look_up_code),
    COMPLAINT: outside(complaints.tell_by_phone),
    DISCARD: outside(complaints.discard),
    MESSAGE_PHOTO: outside(message_photos.discard),
    "parcel.book": outside(delivery.book_parcel),
    "parcel.withdraw": outside(delivery.withdraw_booking),
    holds.CALL_OFF: holds.call_off,
    "cash_out.send_code": outside(cash_outs.send_cash_out_code),
    "cash_out.send_confirmation": outside(cash_outs.send_confirmation_code),
    "card.event": cards.apply_event,
    "charge.poll": outside(charges.poll_again),
    "charge.replace": outside(charges.replace),
    "refund.send": outside(card_refunds.send_refund),
    CHECKPOINT: set_checkpoint,
    "photo.discard": outside(photos.discard_photo),
    certificates.DISCARD: outside(photos.discard_certificate_photo),
    DISCARD_REVIEW_PHOTO: outside(reviews.discard_photo),
    "preview.discard": outside(photos.discard_previews),
    figures.ORDER: together(figures.count_orders),
    figures.SHOP: figures.count_shop,
    figures.DAYS: figures.count_days,
    heard.COMPLAINT: heard.count_complaint,
    fair_figures.FAIR: fair_figures.count_fair,
    news.TELL: news.tell,
}

# Topics as they were called until 0.1.0: what an older release has left in the outbox is still carried out.
FORMER_TOPICS = {
    "sign_in_code": "sign_in.send_code",
    "consent_code": "consent.send_code",
    "cash_out_code": "cash_out.send_code",
    "cash_out_confirmation": "cash_out.send_confirmation",
    "charge.look": "charge.poll",
    "discard-photo": "photo.discard",
}
JOBS |= {former: JOBS[topic] for former, topic in FORMER_TOPICS.items()}

# What takes long goes in a lane of its own, one at a time: a code never waits behind a file.
SLOW = outbox.OutboxEntry.topic.in_([imports.JOB])
# What is told to other systems has one too: neither a burst of news nor a slow receiver is before a code.
TOLD = outbox.OutboxEntry.topic.in_([news.TELL])

# What the worker looks after on its rounds, however the time passed.
SWEEPS: tuple[Callable[[datetime], Any], ...] = (
    lambda now: orders.ring_due(now=now),
    lambda now: proposals.end_due(now=now),
    lambda now: fairs.open_and_close_due(now=now),
    lambda now: substitutions.end_due(now=now),
    lambda now: promising.ask_due(now=now),
    lambda now: complaints.move_on_due(now=now),
    lambda now: complaints.remind_and_close(now=now),
    lambda now: transaction(lambda: messages.ask_teams(now=now)),
    lambda now: transaction(lambda: questions.ask_teams(now=now)),
    lambda now: lost_phones.carry_out_due(now=now),
    lambda now: cash_outs.expire_due(now=now),
    lambda now: charges.poll_due(now=now),
    lambda now: delivery.end_holds(now=now),
    lambda now: transaction(lambda: certificates.expire_certificates(now=now)),
    lambda now: transaction(lambda: shops.end_pauses(now=now)),
    lambda now: transaction(lambda: services.expire_services(now=now)),
    lambda now: seen.collect(current_app.config["MARKET"].home, now=now),
    lambda now: transaction(lambda: outbox.mend(now=now)),
)

# What it does once an hour, most of it clearing away.
TIDYING: tuple[Callable[[datetime], Any], ...] = (
    lambda now: transaction(lambda: idempotency.purge_old(now=now)),
    lambda now: transaction(lambda: outbox.purge_old(now=now)),
    lambda now: transaction(lambda: accounts.purge_old_tries(now=now)),
    lambda now: transaction(lambda: look_ups.purge_old(now=now)),
    lambda now: transaction(lambda: imports.purge_cells(now=now)),
    lambda now: importing.tidy(now=now),
    lambda now: photos.tidy_previews(now=now),
    lambda now: transaction(lambda: subscriptions.purge_old(now=now)),
    lambda now: transaction(lambda: subscriptions.forget_former_secrets(now=now)),
    lambda now: reminders.tell_due(now=now),
    lambda now: seasons.tell_due(now=now),
    lambda now: ready.count_due(now=now),
    lambda now: reviews.renew(now=now),
    lambda now: reliable.renew(now=now),
    lambda now: transaction(lambda: heartbeat.purge_silent(before=clock.ago(now, days=1))),
    lambda now: sought.collect(current_app.config["MARKET"].index_dir, now=now),
    lambda now: transaction(lambda: looks.tell_figures(now=now)),
    lambda now: transaction(lambda: looks.purge_files(now=now)),
)
