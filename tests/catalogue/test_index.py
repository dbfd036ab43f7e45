from pathlib import Path
from threading import Barrier, Thread

import pytest
from flask import Flask

from api.catalogue.importing import import_catalogue
from api.catalogue.index import IndexHolder, Snapshot, current_snapshot
from api.extensions import db
from tests.catalogue_lines import BIRTH, few_procedures, line, write_lines


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "procedures.jsonl"


def names(snapshot: Snapshot) -> set[str]:
    return {row.name for row in snapshot.index.rows}


@pytest.mark.usefixtures("app")
def test_every_process_sees_an_import_at_its_next_look_up(file: Path):
    one, other = IndexHolder(), IndexHolder()
    assert names(one.current()) == set()
    import_catalogue(write_lines(file, few_procedures()))
    assert "Thủ tục đăng ký khai sinh" in names(one.current())
    assert names(other.current()) == names(one.current())
    import_catalogue(write_lines(file, [line(BIRTH, "Đăng ký khai sinh"), *few_procedures()[1:]]))
    assert "Đăng ký khai sinh" in names(other.current())
    assert "Đăng ký khai sinh" in names(one.current())


@pytest.mark.usefixtures("app")
def test_an_index_is_kept_while_nothing_changes(file: Path):
    import_catalogue(write_lines(file, few_procedures()))
    first = current_snapshot()
    import_catalogue(file)
    assert current_snapshot() is first


@pytest.mark.usefixtures("app")
def test_only_listed_procedures_that_citizens_use_are_indexed(file: Path):
    lines = [
        line("1.000001", "Quốc gia"),
        line("1.000002", "Của tỉnh", scope="province", province="tỉnh Bắc Ninh"),
        line("1.000003", "Của nơi không rõ", scope="province", province="Atlantis"),
        line("1.000004", "Nội bộ", scope="internal"),
        line("1.000005", "Đã bãi bỏ", listed=False),
    ]
    import_catalogue(write_lines(file, lines))
    index = current_snapshot().index
    assert [row.name for row in index.search("")] == ["Quốc gia"]
    assert {row.name for row in index.search("", index.shown(province="24"))} == {"Quốc gia", "Của tỉnh"}


def test_threads_that_meet_a_new_version_build_it_once(
    app: Flask, file: Path, monkeypatch: pytest.MonkeyPatch
):
    import_catalogue(write_lines(file, few_procedures()))
    holder, barrier = IndexHolder(), Barrier(4)
    seen: list[Snapshot] = []

    def look_up() -> None:
        with app.app_context():
            barrier.wait()
            seen.append(holder.current())
            db.session.remove()

    threads = [Thread(target=look_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 4
    assert len({id(snapshot) for snapshot in seen}) == 1
