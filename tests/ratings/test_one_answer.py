"""Promise 6 under concurrency, on both databases."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select

from api.extensions import db
from api.ratings.models import Rating, RatingPublication
from tests.people import API, Office, Person
from tests.ratings.rated import GOOD, new_token, received, token

THREADS = 8


def at_once(app: Flask, calls: list[Callable[[], int]]) -> list[int]:
    """Run all calls as nearly at the same moment as threads can."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], int]) -> int:
        with app.app_context():
            barrier.wait()
            return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def answers() -> int:
    db.session.rollback()  # what was read before stays as it was then
    return db.session.execute(select(func.count()).select_from(Rating)).scalar_one()


def post(app: Flask, link: str) -> Callable[[], int]:
    return lambda: app.test_client(use_cookies=False).post(f"{API}/ratings/{link}", json=GOOD).status_code


def test_eight_at_once_are_one_answer(app: Flask, office: Office) -> None:
    link = new_token(office)
    assert Counter(at_once(app, [post(app, link)] * THREADS)) == {201: 1, 409: 7}
    assert answers() == 1


def test_link_and_owner_together_are_one_answer(app: Flask, office: Office, citizen: Person) -> None:
    dossier = received(office, citizen=citizen)
    link = token(dossier)

    def as_owner() -> int:
        body = {**GOOD, "stage": "reception"}
        return citizen.post(f"/dossiers/{dossier.id}/ratings", body).status_code

    calls = [post(app, link), as_owner] * (THREADS // 2)
    assert Counter(at_once(app, calls)) == {201: 1, 409: 7}
    assert answers() == 1


def test_answers_about_one_office_at_once_make_one_picture(app: Flask, office: Office) -> None:
    """None waits for another forever, none is lost, and the pictures stay at least five apart."""
    links = [new_token(office) for _ in range(THREADS)]
    assert at_once(app, [post(app, link) for link in links]) == [201] * THREADS
    assert answers() == THREADS
    pictures = db.session.execute(
        select(RatingPublication.answers).where(RatingPublication.question == "overall")
    ).scalars()
    assert list(pictures) == [5]
