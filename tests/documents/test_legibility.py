"""What is said of drawn papers, and that nothing is said of good ones; by the service and by the phone's worker.

The worker's rule runs in Node, bundled as the web app bundles it; without the web app's packages only the service is
asked. Measured on this set (80 good, 65 bad): see docs/decisions/0019.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest
from PIL import Image

from api.config import PROJECT_ROOT
from api.documents.legibility import COMPARED_SIDE, warnings_about
from tests.documents.drawn_papers import bad, good

# Drawn faces are smoother than any photograph of one, and a card that fills its picture has a white portrait on it.
KNOWN_FALSE_ALARMS = {
    "portrait before (255, 255, 255)",
    "portrait before (255, 255, 255) on wood",
    "portrait before (90, 140, 210) on wood",
    "card cut out",
}
LEAST_HITS = {"glare": 18, "far": 8, "sliver": 4, "blurred": 3, "dark": 1, "empty": 1, "small": 1}

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


@lru_cache
def drawn() -> list[tuple[str | None, str, Image.Image]]:
    """(flaw or None, name, picture) of the whole set: some 60 s of processor time."""
    return [*((None, name, picture) for name, picture in good()), *bad()]


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


@pytest.mark.parametrize("who", ["service", "worker"])
def test_drawn_papers(who: str, tmp_path: Path) -> None:
    if who == "worker" and not (ROLLDOWN.exists() and shutil.which("node")):
        pytest.skip("the web app's packages are not here")
    judge = judged_by_service if who == "service" else Worker(tmp_path).judge
    alarms: dict[str, list[str]] = {}
    hits = dict.fromkeys(LEAST_HITS, 0)
    for flaw, name, picture in drawn():
        said = judge(picture)
        if flaw is not None:
            hits[flaw] += flaw in said
        elif said and name not in KNOWN_FALSE_ALARMS:
            alarms[name] = said
    assert alarms == {}
    assert {flaw: hits[flaw] for flaw in LEAST_HITS if hits[flaw] < LEAST_HITS[flaw]} == {}
