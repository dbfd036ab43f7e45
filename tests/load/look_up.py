"""The look-up part of `make bench`: how often it finds what people mean, how fast, and whether the phone agrees.

Sets of labelled look-ups, with the codes of the whole national catalogue as answers: the reference data's
`dev-queries.jsonl`, and the project's own `tests/catalogue/look_ups*.tsv`. hit@n is the share of look-ups with one of
the codes meant among the first n. The phone is the built web app in Chromium, without a network and at a quarter of
this machine's speed; it times its own look-up (User Timing, 'look-up'), drawing not included.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from api.catalogue.index import current_snapshot
from api.catalogue.life_events import often_needed
from api.catalogue.look_up import find_procedures
from api.catalogue.search import SearchIndex
from tests.browser.chromium import wait_until
from tests.browser.pages import CATALOGUE_IS_KEPT
from tests.load.figures import milliseconds, note, percentile, reference
from tests.load.web_app import ARGUMENTS, CHROMIUM, SLOWED

OWN_SETS = Path(__file__).parents[1] / "catalogue"
BUILDS = 3
PASSES = 4  # over all look-ups, for the latencies
PHONE_RUNS = 3
FIRST = 3
OFFLINE_LIMIT_BYTES = 160_000
_DRAWN = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(
    [...document.querySelectorAll("main a[href*='/thu-tuc/']")].slice(0, 3)
        .map((link) => decodeURIComponent(link.getAttribute('href').split('/thu-tuc/')[1].split(/[?#]/)[0]))
))))"""


@dataclass(frozen=True, slots=True)
class LookUp:
    kind: str
    query: str
    expected: frozenset[str]


def sets() -> dict[str, list[LookUp]]:
    """By name; empty without the reference catalogue, whose codes they need."""
    if not reference("procedures.jsonl.gz"):
        return {}
    found: dict[str, list[LookUp]] = {}
    dev = reference("dev-queries.jsonl")
    if dev:
        lines = map(json.loads, dev.read_text(encoding="utf-8").splitlines())
        found["dev"] = [LookUp(each["kind"], each["query"], frozenset(each["expected"])) for each in lines]
    for file in sorted(OWN_SETS.glob("look_ups*.tsv")):
        found[file.stem] = list(_own(file.read_text(encoding="utf-8").splitlines()))
    return found


def _own(lines: Iterable[str]) -> Iterable[LookUp]:
    for line in lines:
        if not line.startswith("#"):
            kind, query, codes = line.split("\t")
            yield LookUp(kind, query, frozenset(codes.split()))


def measure(origin: str | None) -> dict[str, Any]:
    """Everything, inside an application context; the phone against the server at `origin`, or left out."""
    note("look-up: hits, index, latencies")
    labelled = sets()
    built, index = _built()
    found: dict[str, Any] = {
        **built,
        "procedures": len(index.rows),
        # Of the edited list, those that the catalogue measured lacks: none of the whole national one.
        "life_event_codes_missing": sorted(often_needed().difference(row.code for row in index.rows)),
        **in_process(index, [each.query for one in labelled.values() for each in one]),
        "offline_bytes": {
            "limit": OFFLINE_LIMIT_BYTES,
            **{encoding: len(body) for encoding, body in current_snapshot().offline.bodies.items()},
        },
        "hits": {name: hits(index, one) for name, one in labelled.items()},
        "phone": None,
    }
    if origin and "dev" in labelled:
        note("look-up: the phone")
        queries = [each.query for each in labelled["dev"]]
        found["phone"] = phone(origin, {query: first_codes(index, query) for query in queries})
    return found


def table(found: dict[str, Any]) -> str:
    """The figures as Markdown, as they stand in docs/look-up.md."""
    lines = ["", "| set | kind | look-ups | hit@1 | hit@3 |", "|---|---|---|---|---|"]
    for name, kinds in found["hits"].items():
        lines += [
            f"| {name} | {kind} | {one['look_ups']} | {one['hit_1']} % | {one['hit_3']} % |"
            for kind, one in kinds.items()
        ]
    lines += ["", "| what | figure |", "|---|---|"]
    index = f"{found['index_build_seconds']} s, {found['index_build_cpu_seconds']} s of the processor"
    lines.append(f"| index of {found['procedures']:,} procedures | {index} |")
    lines.append(f"| a query in the process, p50 / p99 | {found['p50_ms']} / {found['p99_ms']} ms |")
    lines.append(f"| the same, processor | {found['cpu_p50_ms']} / {found['cpu_p99_ms']} ms |")
    lines.append(f"| with its page, p50 / p99 | {found['page_p50_ms']} / {found['page_p99_ms']} ms |")
    lines.append(f"| offline catalogue, brotli | {found['offline_bytes']['br']:,} bytes |")
    phone = found["phone"]
    if phone:
        lines.append(f"| phone with the same first three | {phone['same_first_three_percent']} % |")
        speed = f"{phone['p50_ms']} / {phone['p95_ms']} ms"
        lines.append(f"| a query on the phone at {phone['slowed']} × CPU, p50 / p95 | {speed} |")
    return "\n".join(lines) + "\n"


def _built() -> tuple[dict[str, float], SearchIndex]:
    """Median seconds to build the index from rows, and the one that this process uses."""
    index = current_snapshot().index
    taken = [_timed(lambda: SearchIndex.build(index.rows)) for _ in range(BUILDS)]
    wall, cpu = (round(statistics.median(each), 3) for each in zip(*taken, strict=True))
    return {"index_build_seconds": wall, "index_build_cpu_seconds": cpu}, index


def in_process(index: SearchIndex, queries: Sequence[str]) -> dict[str, Any]:
    """The ranker alone, by the clock and by the processor; then with what a page of the list needs (the database)."""
    queries = queries or ["khai sinh", "lam so do", "mat giay phep lai xe"]
    alone, listed = [], []
    for query in [*queries] * PASSES:
        alone.append(_timed(partial(index.search, query)))
        page = partial(find_procedures, field=None, level=None, province=None, limit=20, cursor=None)
        listed.append(_timed(partial(page, q=query))[0])
    wall, cpu = zip(*alone, strict=True)
    figures = {"": wall, "cpu_": cpu, "page_": listed}
    return {
        "queries": len(queries),
        **{
            f"{name}p{percent}_ms": milliseconds(percentile(taken, percent))
            for name, taken in figures.items()
            for percent in (50, 99)
        },
    }


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of this thread on the processor: the first grow when others are at work, too."""
    wall, cpu = time.perf_counter(), time.thread_time()
    work()
    return time.perf_counter() - wall, time.thread_time() - cpu


def hits(index: SearchIndex, labelled: Iterable[LookUp]) -> dict[str, dict[str, float]]:
    """By kind and for all: {look_ups, hit_1, hit_3}, shares in per cent."""
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    for each in labelled:
        codes = first_codes(index, each.query)
        rank = next((place for place, code in enumerate(codes) if code in each.expected), FIRST)
        ranks[each.kind].append(rank)
    ranks["all"] = [rank for found in ranks.values() for rank in found]
    return {
        kind: {
            "look_ups": len(found),
            "hit_1": round(100 * sum(rank == 0 for rank in found) / len(found), 1),
            "hit_3": round(100 * sum(rank < FIRST for rank in found) / len(found), 1),
        }
        for kind, found in ranks.items()
    }


def first_codes(index: SearchIndex, query: str) -> list[str]:
    return [row.code for row in index.search(query)[:FIRST]]


def phone(origin: str, wanted: dict[str, list[str]]) -> dict[str, Any]:
    """How many of the queries give the same first three on the phone, and what one takes there."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            runs = [_phone_run(browser, origin, list(wanted)) for _ in range(PHONE_RUNS)]
        finally:
            browser.close()
    answers = runs[0][0]
    different = [query for query, codes in wanted.items() if answers[query] != codes]
    ninety_fifths = [percentile(taken, 95) or 0 for _, taken in runs]
    return {
        "same_first_three_percent": round(100 * (1 - len(different) / len(wanted)), 1),
        "different": different,
        "slowed": SLOWED,
        "p50_ms": round(statistics.median(percentile(taken, 50) or 0 for _, taken in runs), 1),
        "p95_ms": round(statistics.median(ninety_fifths), 1),
        "p95_ms_runs": [round(each, 1) for each in ninety_fifths],
        "load_average": [round(load, 2) for load in os.getloadavg()],
    }


def _phone_run(
    browser: Browser, origin: str, queries: Sequence[str]
) -> tuple[dict[str, list[str]], list[float]]:
    """The first codes of each query, and the milliseconds that each look-up took."""
    context = browser.new_context(viewport={"width": 412, "height": 839}, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{origin}/tra-cuu")
    page.evaluate("navigator.serviceWorker.ready")
    wait_until(page, CATALOGUE_IS_KEPT)
    context.set_offline(True)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    box = page.get_by_role("searchbox").first
    box.fill("khai sinh")  # builds the index
    _wait_until_measured(page)
    answers, taken = {}, []
    for query in queries:
        page.evaluate("performance.clearMeasures()")
        box.fill(query)
        _wait_until_measured(page)
        answers[query] = page.evaluate(_DRAWN)
        taken += page.evaluate("performance.getEntriesByName('look-up').map(({ duration }) => duration)")
    context.close()
    return answers, taken


def _wait_until_measured(page: Page) -> None:
    wait_until(page, "performance.getEntriesByName('look-up').length > 0")
