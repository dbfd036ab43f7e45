"""STORAGE_URL."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.config import Settings, SettingsError
from api.storage_address import BucketAddress, FolderAddress, read_storage_address

DATA = Path("/data")


def test_folders() -> None:
    assert read_storage_address("", data_dir=DATA) == FolderAddress(DATA / "files")
    assert read_storage_address("file:///srv/t%E1%BB%87p%20tin", data_dir=DATA) == FolderAddress(
        Path("/srv/tệp tin")
    )


def test_buckets() -> None:
    address = read_storage_address(
        "s3://mot-cua/ho-so/2026/?endpoint=http://127.0.0.1:8333&region=vn&access_key_id=a&secret_access_key=x%2By+z/=",
        data_dir=DATA,
    )
    assert isinstance(address, BucketAddress)
    assert (address.bucket, address.prefix) == ("mot-cua", "ho-so/2026")
    assert address.options == {
        "endpoint": "http://127.0.0.1:8333",
        "region": "vn",
        "access_key_id": "a",
        "secret_access_key": "x+y+z/=",
    }
    assert "x+y" not in repr(address), "a log must not get the secret"
    assert read_storage_address("s3://abc", data_dir=DATA) == BucketAddress("abc", "", {})


@pytest.mark.parametrize(
    "url",
    [
        "files",
        "/srv/files",
        "file://srv/files",
        "file:relative",
        "file:///srv?x=1",
        "ftp://host/files",
        "https://bucket.s3.example.vn",
        "s3://",
        "s3://ab",
        "s3://Upper",
        "s3://under_score",
        "s3://key:secret@bucket",
        "s3://bucket/a//b",
        "s3://bucket/../other",
        "s3://bucket/a b",
        "s3://bucket#part",
        "s3://bucket?endpoint=",
        "s3://bucket?endpoint=s3.example.vn",
        "s3://bucket?endpoint=http://host/path",
        "s3://bucket?region=a&region=b",
        "s3://bucket?secret=hidden",
        "s3://[bucket",
    ],
)
def test_what_is_no_address(url: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="STORAGE_URL") as refused:
        Settings.from_environment({"MOTCUA_DATA": str(tmp_path), "STORAGE_URL": url})
    assert "hidden" not in str(refused.value)
    assert "secret@" not in str(refused.value)


def test_settings_do_not_show_the_secret(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"MOTCUA_DATA": str(tmp_path), "STORAGE_URL": "s3://bucket?secret_access_key=hidden"}
    )
    assert "hidden" not in repr(settings)
