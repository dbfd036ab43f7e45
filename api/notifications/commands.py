"""`motcua notifications status|dead|retry`: how the deliveries stand, and what an operator can do about dead ones."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import datetime, time, timedelta

import click
from flask.cli import with_appcontext

from api.calendars.opening_hours import TIME_ZONE
from api.extensions import now
from api.notifications import delivery_counts, delivery_status
from api.notifications.delivery_counts import What

_AS_JSON = click.option("--json", "as_json", is_flag=True, help="for programs")


@click.group(name="notifications")
def notifications_commands() -> None:
    """Messages on their way to citizens: push, e-mail, SMS, Zalo."""


@notifications_commands.command()
@click.option(
    "--days", type=click.IntRange(1, 366), default=7, show_default=True, help="days counted, with today"
)
@_AS_JSON
@with_appcontext
def status(days: int, as_json: bool) -> None:
    """What waits, how long, what was delivered, and what failed by channel, push service and reason."""
    at = now()
    standing = delivery_status.standing(at)
    first_day = at.astimezone(TIME_ZONE).date() - timedelta(days=days - 1)
    counts = delivery_counts.since(first_day)
    letters = delivery_status.letters_since(datetime.combine(first_day, time(), tzinfo=TIME_ZONE))
    if as_json:
        counted = [{**what._asdict(), "count": count} for what, count in counts]
        found = {
            **asdict(standing),
            "since": first_day,
            "counts": counted,
            "letters": [asdict(each) for each in letters],
        }
        click.echo(json.dumps(found, ensure_ascii=False, default=str))
        return
    oldest = f"due now {standing.due:,}, the oldest for {standing.oldest_due_seconds:,.0f} s"
    click.echo(f"waiting   {standing.waiting:>8,}   {oldest}")
    click.echo(f"in hand   {standing.in_hand:>8,}")
    click.echo(f"dead      {sum(standing.dead_by_reason.values()):>8,}   motcua notifications dead")
    for reason, count in standing.dead_by_reason.items():
        click.echo(f"          {count:>8,}   {reason or 'no reason given'}")
    click.echo(f"\nsince {first_day}:")
    for line in _table(counts) or ["nothing was sent"]:
        click.echo(line)
    for each in letters:
        reports = f"reported delivered {each.delivered:,}, failed {each.failed:,}"
        click.echo(f"{each.channel:<6} sent {each.sent:,}, {reports}; {each.cost_vnd:,} đồng")


def _table(counts: list[tuple[What, int]]) -> list[str]:
    """A line for each channel, push service and outcome, with its reasons."""
    sums: Counter[tuple[str, str, str]] = Counter()
    reasons: dict[tuple[str, str, str], list[str]] = {}
    for what, count in counts:
        key = (what.channel, what.origin, what.outcome)
        sums[key] += count
        if what.reason:
            reasons.setdefault(key, []).append(f"{what.reason} {count:,}")
    return [
        f"{key[0]:<6} {key[1]:<28} {key[2]:<11} {count:>9,}   {', '.join(reasons.get(key, []))}".rstrip()
        for key, count in sorted(sums.items())
    ]


@notifications_commands.command()
@click.option("--reason", help="only those, as `status` names them")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@_AS_JSON
@with_appcontext
def dead(reason: str | None, limit: int, as_json: bool) -> None:
    """The deliveries that were given up, the newest first. Nothing says whose they are."""
    found = delivery_status.dead_letters(reason=reason, limit=limit)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, default=str))
        return
    for each in found:
        ended = f"{each.ended_at.astimezone(TIME_ZONE):%Y-%m-%d %H:%M}" if each.ended_at else ""
        click.echo(
            f"{each.delivery_id:>10}  {ended:<16}  {each.channel:<6} {each.service:<28} {each.kind:<20} "
            f"tries {each.attempts:<3} {each.reason}"
        )
    if not found:
        click.echo("nothing is dead")


@notifications_commands.command()
@click.argument("ids", type=int, nargs=-1)
@click.option("--reason", help="all with this reason, as `status` names them")
@click.option("--all", "everything", is_flag=True, help="all that are dead")
@with_appcontext
def retry(ids: tuple[int, ...], reason: str | None, everything: bool) -> None:
    """Send dead deliveries again: those with these IDS, of one reason, or all. They get at least a day to live; what a
    newer status made needless stays dead."""
    if sum(map(bool, (ids, reason is not None, everything))) != 1:
        raise click.UsageError("say which: IDS, --reason or --all")
    click.echo(f"{delivery_status.send_again(ids=ids, reason=reason, at=now())} will be sent again")
