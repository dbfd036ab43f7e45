"""The inside of the sandbox: reads jobs line by line, sets limits, answers line by line (sandbox.py).

Knows neither Flask nor the database. Libraries are imported by the first job that needs them.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY_BYTES = 1_000_000_000  # 50 megapixels, unfolded as RGBA and once more as RGB, and the libraries
FILE_BYTES = 200_000_000
OPEN_FILES = 64
CPU_SECONDS = 20  # for one job; photographs take less than half a second


def main() -> None:
    # Libraries write what they like to the standard output; the answers go where they cannot reach.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    for line in sys.stdin.buffer:
        _limit_processor_time()
        answers.write(json.dumps(_do(json.loads(line))).encode() + b"\n")
        answers.flush()


def _do(job: dict[str, Any]) -> dict[str, Any]:
    """The answer to a job. Whatever a library raises means that the file cannot be read, but a full disk."""
    try:
        if job["do"] == "inspect_pdf":
            from api.documents.pdf_cleaning import inspect

            return {"fault": inspect(Path(job["path"]), most_pages=job["most_pages"])}
        if job["do"] == "draw_page":
            from api.documents.pdf_copies import draw_page

            return draw_page(Path(job["path"]), job["page"], Path(job["folder"]))
        if job["do"] == "join":
            from api.documents.pdf_joining import join

            return join(job["parts"], job["title"], Path(job["folder"]))
        return _copies(Path(job["path"]), job["media_type"], Path(job["folder"]))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return {"outcome": "no_room", "fault": "no_room"}
        return {"outcome": "unreadable", "fault": "unreadable", "why": type(error).__name__}
    except Exception as error:
        return {"outcome": "unreadable", "fault": "unreadable", "why": type(error).__name__}


def _copies(path: Path, media_type: str, folder: Path) -> dict[str, Any]:
    if media_type == "application/pdf":
        from api.documents.pdf_copies import make_copies as of_pdf

        return of_pdf(path, folder)
    from api.documents.picture_copies import make_copies as of_picture

    return of_picture(path, media_type, folder)


def _limit_processor_time() -> None:
    """From now on CPU_SECONDS more; the kernel ends the process then (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
