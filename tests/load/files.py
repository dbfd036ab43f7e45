"""What copies of a file cost: seconds of one core and memory above the idle sandbox, for a photo and for PDFs."""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path
from typing import Any

from PIL import Image

from api.documents.sandbox import Sandbox
from tests.browser.photographs import photograph
from tests.load.servers import cpu_seconds, memory_kb

ROUNDS = 5
_SECONDS = 60.0


def measure(*, rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    """By kind of file, the median of `rounds` and the most memory: {cpu_ms, wall_ms, mb_above_idle, files_per_second}.

    Each kind has a sandbox of its own, so that the memory is this kind's.
    """
    return {name: _of_kind(content, media_type, rounds) for name, (content, media_type) in _files().items()}


def _files() -> dict[str, tuple[bytes, str]]:
    photo = photograph(4000, 3000)
    with Image.open(io.BytesIO(photo)) as opened:
        page = opened.resize((1500, 2000))
    pdf, png = io.BytesIO(), io.BytesIO()
    page.save(pdf, "PDF", save_all=True, append_images=[page] * 3)
    page.save(png, "PNG")
    return {
        "photo_12_mp": (photo, "image/jpeg"),
        "png_3_mp": (png.getvalue(), "image/png"),
        "pdf_of_4_photographs": (pdf.getvalue(), "application/pdf"),
    }


def _of_kind(content: bytes, media_type: str, rounds: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name, Sandbox() as sandbox:
        folder = Path(name)
        path, small = folder / "original", folder / "small"
        path.write_bytes(content)
        Image.new("RGB", (8, 8)).save(small, "JPEG")
        _copy(sandbox, small, "image/jpeg", folder)  # started, its libraries loaded
        process_id = sandbox.process_id
        assert process_id is not None
        idle, spent, waited = memory_kb(process_id, "VmRSS"), [], []
        for _ in range(rounds):
            cpu, began = cpu_seconds(process_id), time.monotonic()
            outcome = _copy(sandbox, path, media_type, folder)
            assert outcome["outcome"] == "ready", outcome
            waited.append(time.monotonic() - began)
            spent.append(cpu_seconds(process_id) - cpu)
        return {
            "cpu_ms": round(sorted(spent)[rounds // 2] * 1000),
            "wall_ms": round(sorted(waited)[rounds // 2] * 1000),
            "mb_above_idle": round((memory_kb(process_id, "VmHWM") - idle) / 1000),
            "files_per_second": round(rounds / sum(waited), 1),
        }


def _copy(sandbox: Sandbox, path: Path, media_type: str, folder: Path) -> dict[str, Any]:
    job = {"do": "copy", "path": str(path), "media_type": media_type, "folder": str(folder)}
    return sandbox.ask(job, within_seconds=_SECONDS)
