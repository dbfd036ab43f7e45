"""What is said of drawn papers, and that nothing is said of good ones; by the service and by the phone's worker.

The worker's rule runs in Node, bundled as the web app bundles it. All 145 papers take two minutes and more of one core,
so `make test` judges some twenty of them, `make soak` all. Measured on this set: see docs/decisions/0019.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from PIL import Image

from api.config import PROJECT_ROOT
from api.documents.legibility import COMPARED_SIDE, warnings_about
from tests.documents.drawn_papers import bad, good
from tests.lacking import leave_out

# Drawn faces are smoother than any photograph of one, and a card that fills its picture has a white portrait on it.
KNOWN_FALSE_ALARMS = {
    "portrait before (255, 255, 255)",
    "portrait before (255, 255, 255) on wood",
    "portrait before (90, 140, 210) on wood",
    "card cut out",
}
HITS_OF_ALL = {"glare": 18, "far": 8, "sliver": 4, "blurred": 3, "dark": 1, "empty": 1, "small": 1}
EVERY_GOOD, EVERY_BAD = 16, 8  # of the sample
HITS_OF_SAMPLE = {"glare": 4, "far": 1, "sliver": 1, "small": 1}

ROLLDOWN = PROJECT_ROOT / "pwa" / "node_modules" / ".bin" / "rolldown"
JUDGE = """
import { readFileSync } from 'node:fs';
import { legibility } from './legibility.mjs';
const [whole, judged] = JSON.parse(process.argv[2]);
const read = ({ path, width, height }) => ({ data: new Uint8ClampedArray(readFileSync(path)), width, height });
const photo = read(whole);
const partOf = (left, top, width, height) => {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * photo.width + left) * 4;
    data.set(photo.data.subarray(from, from + width * 4), y * width * 4);
  }
  return { data, width, height };
};
console.log(JSON.stringify(legibility(read(judged), photo, partOf)?.flaw ?? null));
"""


def papers(every_good: int = 1, every_bad: int = 1) -> Iterator[tuple[str | None, str, Image.Image]]:
    """(flaw or None, name, picture), each drawn when it is wanted."""
    for name, draw in islice(good(), 0, None, every_good):
        yield None, name, draw()
    for flaw, name, draw in islice(bad(), 0, None, every_bad):
        yield flaw, name, draw()


def judged_by_service(picture: Image.Image) -> list[str]:
    return warnings_about(picture.convert("RGB"))[0]


class Worker:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        source = PROJECT_ROOT / "pwa/src/handin/photo/legibility.ts"
        subprocess.run([ROLLDOWN, source, "--format", "esm", "-o", folder / "legibility.mjs"], check=True)
        (folder / "judge.mjs").write_text(JUDGE)

    def judge(self, picture: Image.Image) -> list[str]:
        small = picture.copy()
        small.thumbnail((COMPARED_SIDE, COMPARED_SIDE), Image.Resampling.BILINEAR)
        files = []
        for number, one in enumerate((picture, small)):
            path = self.folder / f"{number}.rgba"
            path.write_bytes(one.convert("RGBA").tobytes())
            files.append({"path": str(path), "width": one.width, "height": one.height})
        said = subprocess.check_output(["node", self.folder / "judge.mjs", json.dumps(files)])
        flaw = json.loads(said)
        return [flaw] if flaw else []


def judge_all(
    drawn: Iterable[tuple[str | None, str, Image.Image]], hits_wanted: dict[str, int], folder: Path
) -> None:
    """No false alarm but the known ones, and no fewer hits of a flaw than were measured: service and worker."""
    if not (ROLLDOWN.exists() and shutil.which("node")):
        leave_out("the web app's packages: sh pwa/build.sh, and node on the PATH")
    judges = {"service": judged_by_service, "worker": Worker(folder).judge}
    alarms: list[tuple[str, str, list[str]]] = []
    hits: Counter[tuple[str, str]] = Counter()
    for flaw, name, picture in drawn:
        for who, judge in judges.items():
            said = judge(picture)
            if flaw is not None:
                hits[who, flaw] += flaw in said
            elif said and name not in KNOWN_FALSE_ALARMS:
                alarms.append((who, name, said))
    assert alarms == []
    wanted = {(who, flaw): least for who in judges for flaw, least in hits_wanted.items()}
    assert {key: hits[key] for key in wanted if hits[key] < wanted[key]} == {}


def test_some_drawn_papers(tmp_path: Path) -> None:
    judge_all(papers(EVERY_GOOD, EVERY_BAD), HITS_OF_SAMPLE, tmp_path)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_all_drawn_papers(tmp_path: Path) -> None:
    judge_all(papers(), HITS_OF_ALL, tmp_path)
