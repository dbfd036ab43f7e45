"""Which deliveries are about the same dossier on the same device, and which of them came before the other: conditions
on `Delivery` for the queries of delivery.py."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, and_, func, select
from sqlalchemy.orm import aliased

from api.notifications.models import Delivery, Message
from api.notifications.words import OWN_ACTS


def newer_exists() -> ColumnElement[bool]:
    other = aliased(Delivery)
    return _exists_for_the_same_dossier(other, other.id > Delivery.id)


def newer_is_due(at: BindParameter[datetime]) -> ColumnElement[bool]:
    other = aliased(Delivery)
    newer = and_(other.id > Delivery.id, other.state != "dead", other.run_at <= at)
    return _exists_for_the_same_dossier(other, newer)


def follows_up(since: BindParameter[datetime]) -> ColumnElement[bool]:
    """What the citizen did himself does not count: the office's first word about it rings."""
    other, message = aliased(Delivery), aliased(Message)
    by_the_office = (
        select(message.id).where(message.id == other.message_id, message.kind.not_in(OWN_ACTS)).exists()
    )
    shown = and_(other.id < Delivery.id, other.state == "done", other.finished_at > since, by_the_office)
    return _exists_for_the_same_dossier(other, shown)


def unread() -> ScalarSelect[int]:
    inbox = aliased(Message)
    unread = select(func.count()).where(inbox.citizen_id == Message.citizen_id, inbox.read_at.is_(None))
    return unread.correlate(Message).scalar_subquery()


def older_is_leased(at: BindParameter[datetime]) -> ColumnElement[bool]:
    other = aliased(Delivery)
    return _exists_for_the_same_dossier(
        other, and_(other.id < Delivery.id, other.state == "leased", other.leased_until > at)
    )


def _exists_for_the_same_dossier(
    other: type[Delivery], condition: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Whether there is such a delivery to the same device; never for messages without a dossier."""
    own_message, other_message = aliased(Message), aliased(Message)
    return (
        select(other.id)
        .join(other_message, other_message.id == other.message_id)
        .join(own_message, own_message.dossier_id == other_message.dossier_id)
        .where(
            own_message.id == Delivery.message_id,
            other.subscription_id == Delivery.subscription_id,
            condition,
        )
        .correlate(Delivery)
        .exists()
    )
