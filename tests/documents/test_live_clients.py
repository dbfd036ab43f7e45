"""The tus-js-client of npm and our own client send through a network that breaks, on both databases and both stores;
and what a large file costs the server's memory.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask

from api import create_app
from api.config import Settings
from api.documents.completion import stored_upload
from api.extensions import db
from tests import postgres
from tests.browser.flaky_network import FlakyNetwork, flaky_network_to
from tests.conftest import DATABASES
from tests.documents.samples import photo
from tests.documents.test_live_uploads import announce, assert_intact, peak_memory_kb, send_rest, workers
from tests.lacking import leave_out
from tests.live_server import ROOT, LiveServer, running_server
from tests.made_once import made_once
from tests.people import Person, sign_in_citizen

# All in one worker of xdist: they share the object store and the bundled clients.
pytestmark = pytest.mark.xdist_group("object store")
CONTENT = photo(1_500_000, seed=7)
SURELY_CUTS = 4


class Live(NamedTuple):
    server: LiveServer
    app: Flask
    citizen: Person


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled clients, in a folder from which Node finds its packages; never bundled while another uses them."""
    with made_once(tmp_path_factory, "tus-clients") as made:
        if not (made / "done").exists():
            build = ["sh", str(ROOT / "pwa" / "build.sh"), "clients"]
            built = subprocess.run(build, capture_output=True, text=True, timeout=170)
            assert built.returncode == 0, built.stdout + built.stderr
            (made / "done").touch()
    return ROOT / "pwa" / ".clients"


@pytest.fixture(
    scope="module",
    params=[(database, store) for store in ("folder", "s3") for database in DATABASES],
    ids="-".join,
)
def live(
    request: pytest.FixtureRequest, templates: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    """`motcua web` with two processes, and an application on the same database, folder and store."""
    database, store = request.param
    folder = tmp_path_factory.mktemp("clients")
    if database not in templates:
        leave_out(postgres.MISSING)
    name = f"live_clients_{os.getpid()}"
    if database == "sqlite":
        shutil.copyfile(templates["sqlite"], folder / "motcua.sqlite")
        address = f"sqlite:///{folder / 'motcua.sqlite'}"
    else:
        address = postgres.create(name, template=templates["postgresql"])
    environment = {
        "MOTCUA_DATA": str(folder / "var"),
        "DATABASE_URL": address,
        "STORAGE_URL": request.getfixturevalue("object_store").address() if store == "s3" else "",
        "SECRET_KEY": "t" * 40,
    }
    app = create_app(Settings.from_environment(environment))
    with running_server(environment, folder, command="web") as running, app.app_context():
        citizen = sign_in_citizen(app, "0912345678")
        yield Live(running, app, citizen)
        db.session.remove()
    with app.app_context():
        db.engine.dispose()
    if database == "postgresql":
        postgres.drop(name)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.jpg"
    path.write_bytes(CONTENT)
    return path


def run_through_cuts(network: FlakyNetwork, script: Path, *arguments: str) -> Any:
    """What the client prints, after its connection was broken off SURELY_CUTS times."""
    node = ROOT / ".venv" / "bin" / "node"
    client = subprocess.Popen(
        [str(node) if node.exists() else "node", str(script), network.origin, *arguments],
        stdout=subprocess.PIPE,
        text=True,
    )
    arming = threading.Thread(target=keep_cutting, args=(network, client))
    arming.start()
    try:
        output, _ = client.communicate(timeout=120)
    finally:
        client.kill()
        arming.join()
    assert client.returncode == 0
    return json.loads(output)


def keep_cutting(network: FlakyNetwork, client: subprocess.Popen[str]) -> None:
    fate = random.Random(20261122)
    while client.poll() is None and network.cuts < SURELY_CUTS:
        if network.upload.cut_after_bytes is None:
            network.cut_after(up_kilobytes=fate.randrange(120, 280))
        threading.Event().wait(0.005)


def check_arrived(live: Live, network: FlakyNetwork, upload_id: str) -> None:
    assert network.cuts >= SURELY_CUTS
    db.session.rollback()
    assert_intact(uuid.UUID(upload_id), CONTENT)
    upload = stored_upload(uuid.UUID(upload_id))
    assert upload is not None
    assert upload.file_name == "Giấy chứng sinh.jpg"
    # Lost on the way is what the network had taken when it broke, never what the server had.
    more = network.upload.passed_bytes / len(CONTENT) - 1
    print(f"{network.cuts} cuts, {more:.1%} more sent than the file has")  # noqa: T201 - a figure of the run
    assert more < 0.5, live.server.log.read_text()  # which requests were refused after all of their body


def test_our_own_client(live: Live, clients: Path, picture: Path) -> None:
    with flaky_network_to(live.server.origin) as network:
        token, person = live.citizen.access_token, str(live.citizen.id)
        told = run_through_cuts(network, clients / "ownClient.js", token, person, str(picture))
        check_arrived(live, network, told["uploadId"])


@pytest.mark.parametrize("chunk_bytes", [400_000, len(CONTENT)])
def test_the_client_of_npm(live: Live, clients: Path, picture: Path, chunk_bytes: int) -> None:
    with flaky_network_to(live.server.origin) as network:
        arguments = live.citizen.access_token, str(picture), str(chunk_bytes)
        told = run_through_cuts(network, clients / "tusJsClient.js", *arguments)
        check_arrived(live, network, told["uploadId"])
        assert told["terminated"] == 404


@pytest.mark.parametrize("live", [("sqlite", "folder"), ("sqlite", "s3")], ids="-".join, indirect=True)
def test_memory_does_not_grow_with_the_file(live: Live) -> None:
    """Receiving, hashing and storing; before, a small file has loaded what any upload needs."""
    phone = live.server.client()
    phone.token = live.citizen.access_token
    send_rest(phone, announce(phone, 5_000), photo())
    before = {pid: peak_memory_kb(pid) for pid in workers(live.server)}
    content = photo(100 * 1024 * 1024)
    upload_id = announce(phone, len(content))
    send_rest(phone, upload_id, content)
    growth = max(peak_memory_kb(pid) - peak for pid, peak in before.items())
    print(f"100 MB: peak memory of a process grew by {growth} kB")  # noqa: T201 - a figure of the run
    assert growth < 60_000
    assert_intact(upload_id, content)
    phone.http.clear()
