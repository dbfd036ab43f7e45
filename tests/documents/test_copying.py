"""The worker's turn with files: what it makes of good ones and of bad ones, and that nothing stops it."""

from __future__ import annotations

import errno
import io
import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from PIL import Image, ImageCms
from sqlalchemy import delete, select, update

from api.config import current_settings
from api.documents import copies, copying, folder_store, sandbox_child, storage
from api.documents.copying import Copier
from api.documents.legibility import warnings_about
from api.documents.models import FileCopies, Upload
from api.documents.sandbox import Sandbox, SandboxFailed
from api.documents.storage import store
from api.extensions import db, now, write_unit
from tests.browser.photographs import photograph
from tests.documents import bad_files
from tests.documents.samples import photo, sha256, uploaded
from tests.documents.small_clamd import EICAR, small_clamd
from tests.people import Person


@pytest.fixture
def copier(app: Flask) -> Iterator[Copier]:
    found = Copier(lease="test")
    yield found
    found.close()


def made_of(content: bytes) -> FileCopies:
    db.session.rollback()
    return db.session.get_one(FileCopies, sha256(content), populate_existing=True)


def copied(person: Person, copier: Copier, content: bytes) -> FileCopies:
    uploaded(person, content)
    db.session.rollback()  # a worker keeps no transaction open between its turns
    assert copier.work_once() == 1
    return made_of(content)


def stored(key: str | None) -> bytes:
    with store().open(key or "") as stream:
        return stream.read()


def opened(key: str | None) -> Image.Image:
    picture = Image.open(io.BytesIO(stored(key)))
    picture.load()
    return picture


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    """The colours in the corners, clockwise from the upper left."""
    small = picture.convert("RGB")
    right, low = small.width - 12, small.height - 12
    return [tuple(small.getpixel(at)) for at in ((12, 12), (right, 12), (right, low), (12, low))]  # type: ignore[arg-type]


def is_near(found: list[tuple[int, ...]], wanted: tuple[tuple[int, ...], ...], *, by: int = 45) -> bool:
    return all(
        abs(a - b) <= by
        for one, other in zip(found, wanted, strict=True)
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("orientation", range(1, 9))
def test_upright_and_nothing_told_beside_the_pixels(
    citizen: Person, copier: Copier, orientation: int
) -> None:
    content = bad_files.turned(orientation)
    made = copied(citizen, copier, content)
    assert (made.outcome, made.width, made.height) == ("ready", 120, 80)
    for key in (made.clean_key, made.screen_key, made.thumbnail_key):
        picture = opened(key)
        assert is_near(corners(picture), bad_files.CORNERS), (orientation, corners(picture))
        assert not picture.getexif()
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(picture.info)
        assert b"secret" not in stored(key)
    assert stored(storage.key_for(sha256(content))) == content, "the original stays as it was"


def cmyk() -> bytes:
    return bad_files.encoded(bad_files.marked().convert("CMYK"), quality=95)


def sixteen_bits() -> bytes:
    """Grey of 16 bits, bright on the left half."""
    row = (50_000).to_bytes(2, "little") * 400 + (20_000).to_bytes(2, "little") * 400
    picture = Image.frombytes("I;16", (800, 800), row * 800)
    return bad_files.encoded(picture, "PNG")


def test_cmyk_keeps_its_colours(citizen: Person, copier: Copier) -> None:
    made = copied(citizen, copier, cmyk())
    assert opened(made.clean_key).mode == "RGB"
    assert is_near(corners(opened(made.clean_key)), bad_files.CORNERS)


def test_sixteen_bits_keep_their_shades(citizen: Person, copier: Copier) -> None:
    made = copied(citizen, copier, sixteen_bits())
    clean = opened(made.clean_key).convert("L")
    assert clean.getpixel((100, 100)) == pytest.approx(50_000 / 257, abs=4)
    assert clean.getpixel((700, 100)) == pytest.approx(20_000 / 257, abs=4)


def test_transparent_is_white_and_a_wrong_profile_harms_nothing(citizen: Person, copier: Copier) -> None:
    clear = bad_files.encoded(Image.new("RGBA", (50, 50), (255, 0, 0, 0)), "PNG")
    assert opened(copied(citizen, copier, clear).clean_key).getpixel((20, 20)) == (255, 255, 255)
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (b"no profile", lab):
        content = bad_files.encoded(bad_files.marked(), icc_profile=profile, quality=95)
        assert is_near(corners(opened(copied(citizen, copier, content).clean_key)), bad_files.CORNERS)


def test_a_photograph_of_twelve_megapixels(citizen: Person, copier: Copier) -> None:
    """Small enough to send on and to show. Time and memory: `motcua`'s bench, see docs/decisions/0018."""
    made = copied(citizen, copier, photograph(4000, 3000))
    assert (made.width, made.height) == (2000, 1500)
    assert max(opened(made.screen_key).size) == 1_200
    assert max(opened(made.thumbnail_key).size) == 320
    assert opened(made.screen_key).format == opened(made.thumbnail_key).format == "WEBP"


def test_a_clean_pdf_stays_as_it_is(citizen: Person, copier: Copier) -> None:
    """A signature in it would not survive anything else."""
    content = bad_files.pdf(bad_files.signed_looking, pages=3)
    made = copied(citizen, copier, content)
    assert (made.outcome, made.pages, made.removed) == ("ready", 3, [])
    assert made.clean_key == storage.key_for(sha256(content))
    assert opened(made.thumbnail_key).height == 320


@pytest.mark.parametrize(
    ("change", "removed"),
    [
        (bad_files.with_scripts, ["actions", "scripts"]),
        (bad_files.with_launch, ["actions"]),
        (bad_files.with_file_inside, ["files"]),
    ],
)
def test_what_acts_by_itself_is_removed(
    citizen: Person, copier: Copier, change: Any, removed: list[str]
) -> None:
    made = copied(citizen, copier, bad_files.pdf(change))
    assert (made.outcome, made.removed) == ("ready", removed)
    with pikepdf.open(io.BytesIO(stored(made.clean_key))) as pdf:
        everything = b"".join(
            found.unparse(resolved=True) if not isinstance(found, pikepdf.Stream) else found.read_bytes()
            for found in pdf.objects
        )
        assert len(pdf.pages) == 1
    assert b"evil" not in everything
    assert b"JavaScript" not in everything
    if change is bad_files.with_scripts:
        assert b"https://example.org/" in everything, "an address may stay"


def test_a_pdf_that_forbids_copying_can_be_looked_at(citizen: Person, copier: Copier) -> None:
    made = copied(citizen, copier, bad_files.locked_pdf(user=""))
    assert made.outcome == "ready"
    with pikepdf.open(io.BytesIO(stored(made.clean_key))) as pdf:
        assert not pdf.is_encrypted


def broken_inside() -> bytes:
    """Its headers are whole, its content is noise: only a decoder finds out."""
    return photo(3_000)


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/webp", "image/heic"])
def test_a_file_that_no_decoder_opens(citizen: Person, copier: Copier, media_type: str) -> None:
    made = copied(citizen, copier, photo(3_000, media_type=media_type))
    assert (made.state, made.outcome, made.clean_key) == ("done", "unreadable", None)


def test_heic_without_a_decoder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from api.documents import picture_copies

    monkeypatch.setattr(picture_copies.importlib.util, "find_spec", lambda _name: None)
    assert picture_copies.make_copies(tmp_path / "anh", "image/heic", tmp_path) == {"outcome": "not_shown"}


def test_a_file_that_kills_or_hangs_its_process_stops_nothing(
    citizen: Person, copier: Copier, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = [bad_files.encoded(bad_files.marked(100 + n, 100)) for n in range(2)]
    good = bad_files.encoded(bad_files.marked(200, 100))
    for content in (*bad, good):
        uploaded(citizen, content)
    ask, deadly = copier.sandbox.ask, iter(["crash", "hang"])

    def broken_ask(job: dict[str, Any], *, within_seconds: float) -> dict[str, Any]:
        what = next(deadly, None)
        if what is None:
            return ask(job, within_seconds=within_seconds)
        ask({"do": "inspect_pdf", "path": "/dev/null", "most_pages": 1}, within_seconds=20)
        process_id = copier.sandbox.process_id
        assert process_id is not None
        os.kill(process_id, signal.SIGSEGV if what == "crash" else signal.SIGSTOP)
        if what == "crash":
            os.waitid(os.P_PID, process_id, os.WEXITED | os.WNOWAIT)
            return copier.sandbox._exchange(copier.sandbox._process, b"{}\n", 5)  # type: ignore[arg-type]
        return ask(job, within_seconds=0.3)

    monkeypatch.setattr(copier.sandbox, "ask", broken_ask)
    assert copier.work_once() == 3
    assert [made_of(content).outcome for content in (*bad, good)] == ["unreadable", "unreadable", "ready"]
    assert {made_of(content).state for content in (*bad, good)} == {"done"}


def test_the_sandbox_has_limits(tmp_path: Path) -> None:
    with Sandbox() as sandbox:
        bomb = tmp_path / "bomb.png"
        bomb.write_bytes(bad_files.png_bomb(7_000))  # 147 MB of pixels, of which few are there
        job = {"do": "copy", "path": str(bomb), "media_type": "image/png", "folder": str(tmp_path)}
        assert sandbox.ask(job, within_seconds=20)["outcome"] == "unreadable"
        with open(f"/proc/{sandbox.process_id}/limits") as file:
            limits = {line[:26].strip(): line[26:47].strip() for line in file}
        with open(f"/proc/{sandbox.process_id}/environ") as file:
            names = {pair.partition("=")[0] for pair in file.read().split("\0") if pair}
    assert limits["Max address space"] == str(sandbox_child.MEMORY_BYTES)
    assert int(limits["Max cpu time"]) <= sandbox_child.CPU_SECONDS + 5
    assert limits["Max core file size"] == "0"
    assert names <= {"PATH", "LANG", "TMPDIR"}, "no secret of the service"
    with pytest.raises(SandboxFailed, match="timeout"), Sandbox() as sandbox:
        sandbox.ask(job, within_seconds=0)


def test_the_disk_is_full(citizen: Person, copier: Copier, monkeypatch: pytest.MonkeyPatch) -> None:
    content = bad_files.encoded(bad_files.marked())
    uploaded(citizen, content)

    def full(*_args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(folder_store, "_copy", full)
        assert copier.work_once() == 1
    waiting = made_of(content)
    assert (waiting.state, waiting.outcome, waiting.last_error) == ("ready", None, "StorageFull")
    assert waiting.run_at > now()
    assert not list((current_settings().data_dir / "work").iterdir()), "nothing is left behind"
    again_now()
    assert copier.work_once() == 1
    assert made_of(content).outcome == "ready"


def again_now() -> None:
    db.session.rollback()
    with write_unit():
        db.session.execute(update(FileCopies).values(run_at=now() - timedelta(seconds=1)))


def test_a_worker_that_died(citizen: Person, copier: Copier) -> None:
    """Its lease ends, another takes the file, and what the first says afterwards counts for nothing."""
    content = bad_files.encoded(bad_files.marked())
    uploaded(citizen, content)
    (held,) = copies.claim(lease="dead", at=now())
    assert copier.work_once() == 0, "one worker's file is not another's"
    with write_unit():
        db.session.execute(update(FileCopies).values(leased_until=now()))
    assert copier.work_once() == 1
    copies.record([copies.Outcome(held, "done", {"outcome": "unreadable"})], lease="dead", at=now())
    assert made_of(content).outcome == "ready"


def test_stopping_hands_back_what_is_under_way(app: Flask, citizen: Person) -> None:
    content = bad_files.encoded(bad_files.marked())
    uploaded(citizen, content)
    stopping = threading.Event()
    copier = Copier(lease="stopped", stopping=stopping)
    (job,) = copies.claim(lease="stopped", at=now())
    stopping.set()
    began = time.monotonic()
    outcome = copier._look_at(job)
    copies.record([outcome], lease="stopped", at=now())
    copier.close()
    assert outcome.kind == "handed_back"
    assert time.monotonic() - began < copying.COPY_SECONDS / 2
    assert (made_of(content).state, made_of(content).attempts) == ("ready", 0)


def test_a_file_whose_bytes_are_gone_is_given_up_at_last(citizen: Person, copier: Copier) -> None:
    content = bad_files.encoded(bad_files.marked())
    uploaded(citizen, content)
    store().delete(storage.key_for(sha256(content)))
    for _ in range(copies.MOST_ATTEMPTS + 1):
        assert copier.work_once() == 1
        again_now()
    assert (made_of(content).state, made_of(content).outcome) == ("dead", "unreadable")


def test_the_scanner_decides(
    app: Flask, citizen: Person, copier: Copier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_clamd(tmp_path) as scanner:
        set_scanner(app, scanner.address)
        clean, infected = bad_files.encoded(bad_files.marked()), bad_files.pdf() + EICAR
        assert (copied(citizen, copier, clean).scan, made_of(clean).outcome) == ("clean", "ready")
        made = copied(citizen, copier, infected)
        assert (made.scan, made.malware, made.outcome) == ("infected", "Eicar-Test-Signature", None)
        assert stored(storage.key_for(sha256(infected))) == infected, "kept, but given to nobody"
        scanner.stream_limit = 100
        large = bad_files.encoded(bad_files.marked(121, 80))
        assert (copied(citizen, copier, large).scan, made_of(large).state) == ("not_scanned", "done")
    late = bad_files.encoded(bad_files.marked(122, 80))
    made = copied(citizen, copier, late)
    assert (made.scan, made.outcome, made.state) == ("waiting", "ready", "ready"), (
        "shown, and asked about again"
    )
    (tmp_path / "again").mkdir()
    with small_clamd(tmp_path / "again") as scanner:
        set_scanner(app, scanner.address)
        again_now()
        monkeypatch.setattr(copier.sandbox, "ask", lambda *_args, **_more: pytest.fail("copied twice"))
        assert copier.work_once() == 1
    assert (made_of(late).scan, made_of(late).state) == ("clean", "done")


def set_scanner(app: Flask, address: str | None) -> None:
    """As if the service had been started with CLAMD_URL."""
    from dataclasses import replace

    app.extensions["motcua_settings"] = replace(app.extensions["motcua_settings"], clamd_url=address)


def keys_of_copies() -> set[str]:
    rows = db.session.execute(select(FileCopies.clean_key, FileCopies.screen_key, FileCopies.thumbnail_key))
    return {key for row in rows for key in row if key}


def test_copies_go_with_the_last_upload(citizen: Person, stranger: Person, copier: Copier) -> None:
    shared, alone = bad_files.encoded(bad_files.marked()), bad_files.pdf()
    first, _second, third = (
        uploaded(citizen, shared), uploaded(stranger, shared), uploaded(citizen, alone)
    )  # fmt: skip
    assert copier.work_once() == 2
    keys = keys_of_copies()
    assert len(keys) == 6
    assert all(store().exists(key) for key in keys)
    with write_unit():
        db.session.execute(delete(Upload).where(Upload.id.in_([first, third])))
    copies.tidy()
    kept = keys_of_copies()
    assert len(kept) == 3
    assert {key for key in keys if store().exists(key)} == kept
    with write_unit():
        db.session.execute(delete(FileCopies))
    copies.tidy()
    assert made_of(shared).state == "ready", "an upload without a row gets one"


def test_legibility() -> None:
    page = Image.new("L", (1_000, 1_400), 200)
    for y in range(60, 1_350, 28):
        for x in range(60, 940, 14):
            page.paste(30, (x, y, x + 7, y + 14))
    assert warnings_about(page)[0] == []
    from PIL import ImageFilter

    assert warnings_about(page.filter(ImageFilter.GaussianBlur(7)))[0] == ["blurred"]
    assert warnings_about(page.point(lambda value: value // 5))[0] == ["dark"]
    assert warnings_about(page.resize((300, 420)))[0] == ["small"]
    assert warnings_about(Image.new("L", (1_000, 1_400), 240))[0] == ["empty"]
    page.paste(255, (200, 200, 600, 700))
    assert warnings_about(page)[0] == ["glare"]
