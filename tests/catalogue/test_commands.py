import io
import json
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from api.catalogue.commands import _shown, catalogue_commands, units_commands
from api.catalogue.models import Procedure
from api.extensions import db
from tests.catalogue.test_importing_units import document
from tests.catalogue_lines import few_procedures, line, write_lines


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "procedures.jsonl", few_procedures())


def procedures() -> int:
    return db.session.execute(select(func.count()).select_from(Procedure)).scalar_one()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("drawn_on", [io.StringIO(), _Terminal()], ids=["a log", "a terminal"])
def test_progress_is_drawn_on_terminals_only(
    app: Flask, file: Path, drawn_on: io.StringIO, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "stderr", drawn_on)
    with _shown(file) as progress:
        progress(10)
    assert ("procedures.jsonl" in drawn_on.getvalue()) == drawn_on.isatty()


def test_import_reports_on_stdout_and_nothing_on_a_stderr_that_is_a_log(app: Flask, file: Path):
    done = app.test_cli_runner().invoke(catalogue_commands, ["import", str(file)])
    assert done.exit_code == 0, done.output
    assert "new 4, changed 0, unchanged 0, withdrawn 0" in done.stdout
    assert done.stderr == ""
    assert procedures() == 4
    again = app.test_cli_runner().invoke(catalogue_commands, ["import", str(file)])
    assert "new 0, changed 0, unchanged 4" in again.stdout


def test_the_first_ten_suspicions_are_printed(app: Flask, tmp_path: Path):
    lines = [line(f"1.{number:06}", "Tên", documents=[]) for number in range(13)]
    done = app.test_cli_runner().invoke(
        catalogue_commands, ["import", str(write_lines(tmp_path / "many.jsonl", lines))]
    )
    assert "suspicious 13" in done.stdout
    assert done.stdout.count("no paper to hand in") == 10
    assert "and 3 more" in done.stdout


def test_a_refused_file_ends_with_one_and_its_lines(app: Flask, file: Path):
    file.write_text(file.read_text() + "{\n" + json.dumps(line("1.000001", "A", level="huyện")) + "\n")
    done = app.test_cli_runner().invoke(catalogue_commands, ["import", str(file)])
    assert done.exit_code == 1
    assert "nothing was imported, 2 problem(s)" in done.stderr
    assert "line 5: no JSON" in done.stderr
    assert "line 6: level: 'huyện' is unknown" in done.stderr
    assert procedures() == 0


def test_check_changes_nothing(app: Flask, file: Path):
    done = app.test_cli_runner().invoke(catalogue_commands, ["check", str(file)])
    assert "new 4" in done.stdout
    assert procedures() == 0


def test_a_part_is_not_taken_for_the_whole_unless_told(app: Flask, file: Path):
    runner = app.test_cli_runner()
    runner.invoke(catalogue_commands, ["import", str(file)])
    write_lines(file, few_procedures()[:2])
    assert "kept 2 procedures" in runner.invoke(catalogue_commands, ["import", str(file)]).stdout
    done = runner.invoke(catalogue_commands, ["import", str(file), "--complete"])
    assert "unchanged 2, withdrawn 2" in done.stdout
    assert "WARNING" not in done.stderr
    write_lines(file, few_procedures()[:1])
    runner.invoke(catalogue_commands, ["import", str(file), "--complete"])
    runner.invoke(catalogue_commands, ["import", str(write_lines(file, few_procedures()))])
    write_lines(file, few_procedures()[:1])
    done = runner.invoke(catalogue_commands, ["check", str(file), "--complete"])
    assert "WARNING: that withdraws 3 of 4 procedures" in done.stderr


def test_units_import(app: Flask, tmp_path: Path):
    file = tmp_path / "units.json"
    file.write_text(json.dumps(document()))
    done = app.test_cli_runner().invoke(units_commands, ["import", str(file)])
    assert (done.exit_code, done.stdout) == (0, "new 7, changed 0, unchanged 0, absent 0, successions 4\n")
    file.write_text("{")
    assert app.test_cli_runner().invoke(units_commands, ["import", str(file)]).exit_code == 1
