"""Both stores, by the same tests, and what only the folder can suffer."""

from __future__ import annotations

import errno
import os
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import urllib3

from api.documents import folder_store
from api.documents.errors import StorageFull, StoredFileDamaged, StoreUnreachable
from api.documents.folder_store import FolderStore
from api.documents.storage import Store, Stored, key_for
from api.documents.storage_keys import is_key
from api.documents.verified_reading import PIECE_BYTES, verified_stream
from api.extensions import now
from api.storage_address import BucketAddress, read_storage_address
from tests.conftest import STORES
from tests.documents.samples import photo, sha256
from tests.object_store import ACCESS_KEY, SECRET_KEY, ObjectStore

CONTENT = photo(3_000)
KEY = key_for(sha256(CONTENT))
IN_S3 = pytest.mark.xdist_group("object store")


@pytest.fixture(params=STORES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        return FolderStore(tmp_path / "files")
    return bucket(request.getfixturevalue("object_store").address())


def bucket(url: str) -> Store:
    from api.documents.s3_store import S3Store

    address = read_storage_address(url, data_dir=Path())
    assert isinstance(address, BucketAddress)
    return S3Store(address)


@pytest.fixture
def folder(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "files")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(CONTENT)
    return path


def everything(kept: Store) -> list[Stored]:
    return [found for number in range(256) for found in kept.list(f"{number:02x}")]


def test_a_stored_file_comes_back(kept: Store, source: Path) -> None:
    before = now() - timedelta(seconds=2)  # S3 counts in whole seconds
    kept.put_file(source, KEY)
    source.write_bytes(b"changed afterwards")
    with kept.open(KEY) as stream:
        assert stream.read() == CONTENT
    assert kept.size(KEY) == len(CONTENT)
    assert kept.exists(KEY)
    assert before <= kept.modified_at(KEY) <= now() + timedelta(seconds=2)
    assert [(found.key, found.size) for found in kept.list(KEY[:2])] == [(KEY, len(CONTENT))]
    assert kept.count_others() == 0
    assert list(kept.list("00" if KEY[:2] != "00" else "01")) == []


def test_a_file_of_many_pieces(kept: Store, tmp_path: Path) -> None:
    """Large enough that S3 gets it in several parts."""
    content = photo(20 * 1024 * 1024 + 7)
    path = tmp_path / "large"
    path.write_bytes(content)
    key = key_for(sha256(content))
    kept.put_file(path, key)
    with kept.open(key) as stream:
        read = stream.read(10)
        while piece := stream.read(70_000):
            read += piece
    assert read == content


def test_storing_the_same_again_changes_nothing(kept: Store, source: Path) -> None:
    kept.put_file(source, KEY)
    kept.put_file(source, KEY)
    assert [found.key for found in kept.list(KEY[:2])] == [KEY]
    with kept.open(KEY) as stream:
        assert stream.read() == CONTENT


def test_several_at_once_store_the_same(kept: Store, source: Path) -> None:
    troubles: list[BaseException] = []

    def work() -> None:
        try:
            kept.put_file(source, KEY)
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert troubles == []
    with kept.open(KEY) as stream:
        assert stream.read() == CONTENT


def test_a_file_cut_short_by_some_accident_is_replaced(kept: Store, source: Path) -> None:
    source.write_bytes(b"short")
    kept.put_file(source, KEY)
    source.write_bytes(CONTENT)
    kept.put_file(source, KEY)
    with kept.open(KEY) as stream:
        assert stream.read() == CONTENT


def test_absent_keys(kept: Store) -> None:
    assert not kept.exists(KEY)
    for use in (kept.open, kept.size, kept.modified_at):
        with pytest.raises(FileNotFoundError):
            use(KEY)
    kept.delete(KEY)
    assert everything(kept)[:1] == []


def test_a_deleted_file_is_gone(kept: Store, source: Path) -> None:
    kept.put_file(source, KEY)
    kept.delete(KEY)
    assert not kept.exists(KEY)


def test_a_small_file_that_was_changed_is_not_opened(kept: Store, source: Path) -> None:
    source.write_bytes(CONTENT[:-1] + b"x")
    kept.put_file(source, KEY)
    with pytest.raises(StoredFileDamaged):
        kept.open(KEY)


def test_a_large_file_that_was_changed_never_reaches_its_end(kept: Store, tmp_path: Path) -> None:
    content = photo(3 * PIECE_BYTES)
    path = tmp_path / "large"
    path.write_bytes(content[:100] + b"x" + content[101:])
    key = key_for(sha256(content))
    kept.put_file(path, key)
    read = 0
    with kept.open(key) as stream, pytest.raises(StoredFileDamaged):
        while piece := stream.read(PIECE_BYTES):
            read += len(piece)
    assert read == 2 * PIECE_BYTES, "the last piece is held back"


def test_what_is_read_is_closed_with_the_stream() -> None:
    closed = []

    def pieces() -> Iterator[bytes]:
        try:
            for _ in range(5):
                yield b"x" * PIECE_BYTES
        finally:
            closed.append(True)

    verified_stream(pieces(), sha256="00" * 32).close()
    assert closed == [True]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "..",
        "../secret.key",
        "/etc/passwd",
        KEY.upper(),
        KEY + "/..",
        KEY + "\n",
        "00" + KEY[2:],
        KEY[6:],
        KEY[:-1],
    ],
)
def test_what_is_no_key_is_no_path(kept: Store, source: Path, key: str) -> None:
    for use in (
        kept.open,
        kept.size,
        kept.exists,
        kept.modified_at,
        kept.delete,
        lambda k: kept.put_file(source, k),
    ):
        with pytest.raises(ValueError, match="not a storage key"):
            use(key)


def test_other_objects_are_listed_and_are_no_keys(folder: FolderStore, source: Path) -> None:
    folder.put_file(source, KEY)
    (folder.root / KEY).with_name("README").write_text("by hand")
    (folder.root / "README").write_text("by hand")
    assert sorted(found.key for found in everything(folder) if not is_key(found.key)) == [f"{KEY[:5]}/README"]
    assert folder.count_others() == 1, "the drafts' folder is ours"


def test_a_folder_is_nobody_elses(folder: FolderStore, source: Path) -> None:
    folder.put_file(source, KEY)
    assert (folder.root / KEY).stat().st_mode & 0o077 == 0
    assert folder.signed_url(KEY, seconds=60) is None


@IN_S3
def test_a_signed_address_opens_for_a_while(object_store: ObjectStore, source: Path) -> None:
    kept = bucket(object_store.address())
    kept.put_file(source, KEY)
    address = kept.signed_url(KEY, seconds=60) or ""
    assert urllib3.request("GET", address).data == CONTENT
    assert urllib3.request("GET", address.partition("?")[0]).status == 403
    assert urllib3.request("GET", address.replace("X-Amz-Expires=60", "X-Amz-Expires=6000")).status == 403


@IN_S3
@pytest.mark.parametrize("fault", ["nobody listens", "wrong secret"])
def test_an_s3_store_that_does_not_serve_us(object_store: ObjectStore, source: Path, fault: str) -> None:
    address = object_store.address(secret_key="wrong")
    if fault == "nobody listens":
        address = object_store.address().replace(str(object_store.ports["s3"]), "9")
    kept = bucket(address)
    assert not kept.takes_files()
    for use in (
        kept.open,
        kept.size,
        kept.exists,
        kept.delete,
        lambda key: list(kept.list(key[:2])),
        lambda key: kept.put_file(source, key),
    ):
        with pytest.raises(StoreUnreachable) as told:
            use(KEY)
        assert told.value.retryable
        assert told.value.headers["Retry-After"] == "30"


def test_both_stores_take_files_before_there_are_any(kept: Store, source: Path) -> None:
    assert kept.takes_files()
    assert everything(kept) == []
    kept.put_file(source, KEY)
    assert kept.takes_files()


@IN_S3
def test_a_bucket_that_is_not_there_takes_no_files(object_store: ObjectStore) -> None:
    assert not bucket(object_store.address(bucket="another-bucket")).takes_files()


def test_a_store_that_never_answers_is_not_waited_for() -> None:
    """Whoever asks /readyz waits a few seconds themselves."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        query = f"endpoint=http://127.0.0.1:{silent.getsockname()[1]}&access_key_id=a&secret_access_key=b"
        began = time.monotonic()
        assert not bucket(f"s3://bucket?{query}").takes_files()
        assert time.monotonic() - began < 10  # a file may take 30, and is tried again


def test_a_folder_that_cannot_be_made_takes_no_files(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not FolderStore(tmp_path / "file").takes_files()
    assert not FolderStore(tmp_path / "file" / "files").takes_files()


def test_a_folder_that_cannot_be_written_takes_no_files(
    folder: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(
        os, "access", lambda path, _mode: bool(asked.append(path))
    )  # root may write everywhere
    assert not folder.takes_files()
    assert asked == [folder.root.parent]


@IN_S3
def test_credentials_may_come_from_the_usual_variables(
    object_store: ObjectStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("AWS_ACCESS_KEY_ID", ACCESS_KEY),
        ("AWS_SECRET_ACCESS_KEY", SECRET_KEY),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ENDPOINT_URL", object_store.endpoint),
    ):
        monkeypatch.setenv(name, value)
    kept = bucket(object_store.address().partition("?")[0])
    kept.put_file(source, KEY)
    assert kept.exists(KEY)


def test_a_full_disk_leaves_nothing_behind(
    folder: FolderStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_half(original: Path, target: Path) -> None:
        target.write_bytes(original.read_bytes()[:1_000])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(folder_store, "_copy", copy_half)
    with pytest.raises(StorageFull):
        folder.put_file(source, KEY)
    assert not folder.exists(KEY)
    assert [path for path in folder.root.rglob("*") if path.is_file()] == []


def test_what_a_killed_process_left_half_written_can_be_removed(folder: FolderStore, source: Path) -> None:
    folder.put_file(source, KEY)
    draft = folder.root / ".drafts" / "half"
    draft.write_bytes(CONTENT[:100])
    assert [found.key for found in everything(folder)] == [KEY], "no draft is listed"
    assert folder.remove_drafts(before=now() - timedelta(days=1)) == 0
    two_days_ago = (now() - timedelta(days=2)).timestamp()
    os.utime(draft, (two_days_ago, two_days_ago))
    assert folder.remove_drafts(before=now() - timedelta(days=1)) == 1
    assert not draft.exists()


def test_other_faults_of_the_disk_are_not_called_full(
    folder: FolderStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_original: Path, _target: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(folder_store, "_copy", fail)
    with pytest.raises(OSError, match="Input/output"):
        folder.put_file(source, KEY)
