"""The folder store."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from api.documents import storage
from api.documents.errors import StorageFull
from api.documents.storage import FolderStore, key_for
from tests.documents.samples import photo, sha256

CONTENT = photo(3_000)
KEY = key_for(sha256(CONTENT))


@pytest.fixture
def kept(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "files")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(CONTENT)
    return path


def test_a_stored_file_comes_back(kept: FolderStore, source: Path) -> None:
    kept.put_file(source, KEY)
    source.write_bytes(b"changed afterwards")
    with kept.open(KEY) as stream:
        assert stream.read() == CONTENT
    assert kept.size(KEY) == len(CONTENT)
    assert kept.exists(KEY)
    assert (kept.root / KEY).stat().st_mode & 0o077 == 0, "others may not read it"


def test_storing_the_same_again_changes_nothing(kept: FolderStore, source: Path) -> None:
    kept.put_file(source, KEY)
    before = (kept.root / KEY).stat().st_ino
    kept.put_file(source, KEY)
    assert (kept.root / KEY).stat().st_ino == before
    assert [path for path in kept.root.rglob("*") if path.is_file()] == [kept.root / KEY]


def test_a_file_cut_short_by_some_accident_is_replaced(kept: FolderStore, source: Path) -> None:
    kept.put_file(source, KEY)
    (kept.root / KEY).write_bytes(b"short")
    kept.put_file(source, KEY)
    assert (kept.root / KEY).read_bytes() == CONTENT


def test_absent_keys(kept: FolderStore) -> None:
    assert not kept.exists(KEY)
    with pytest.raises(FileNotFoundError):
        kept.open(KEY)
    with pytest.raises(FileNotFoundError):
        kept.size(KEY)
    kept.delete(KEY)


def test_a_deleted_file_is_gone(kept: FolderStore, source: Path) -> None:
    kept.put_file(source, KEY)
    kept.delete(KEY)
    assert not kept.exists(KEY)


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
def test_what_is_no_key_is_no_path(kept: FolderStore, source: Path, key: str) -> None:
    for use in (kept.open, kept.size, kept.exists, kept.delete, lambda k: kept.put_file(source, k)):
        with pytest.raises(ValueError, match="not a storage key"):
            use(key)


def test_a_full_disk_leaves_nothing_behind(
    kept: FolderStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_half(original: Path, target: Path) -> None:
        target.write_bytes(original.read_bytes()[:1_000])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage, "_copy", copy_half)
    with pytest.raises(StorageFull):
        kept.put_file(source, KEY)
    assert not kept.exists(KEY)
    assert [path for path in kept.root.rglob("*") if path.is_file()] == []


def test_other_faults_of_the_disk_are_not_called_full(
    kept: FolderStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_original: Path, _target: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(storage, "_copy", fail)
    with pytest.raises(OSError, match="Input/output"):
        kept.put_file(source, KEY)
