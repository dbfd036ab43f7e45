"""`motcua web` is stopped while phones send: they get a proper answer, and what arrived is kept.

Without hanging up, the phone that sends a byte now and then would be waited for until the process is killed, and hear
nothing.
"""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from api import create_app
from api.config import Settings
from api.documents import parts
from api.extensions import db
from tests.documents.samples import photo
from tests.documents.test_live_uploads import announce, assert_intact, offset_of, send_rest, wait_for
from tests.documents.wire import Wire
from tests.live_server import running_server
from tests.people import sign_in_citizen


def test_uploads_do_not_hold_up_a_stop(templates: dict[str, str], tmp_path: Path) -> None:
    shutil.copyfile(templates["sqlite"], tmp_path / "motcua.sqlite")
    environment = {
        "MOTCUA_DATA": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'motcua.sqlite'}",
        "SECRET_KEY": "t" * 40,
    }
    app = create_app(Settings.from_environment(environment))
    content = photo(300_000)
    with running_server(environment, tmp_path, command="web") as server, app.app_context():
        phone = server.client()
        phone.token = sign_in_citizen(app, "0912345678").access_token
        upload_ids = [announce(phone, len(content)) for _ in range(2)]
        with Wire(server.origin, phone.token) as plain, Wire(server.origin, phone.token) as chunked:
            plain.begin_patch(upload_ids[0], offset=0, length=len(content))
            plain.send(content[:100_000])
            chunked.begin_patch(upload_ids[1], offset=0, length=None)
            chunked.send_chunk(content[:100_000])
            for upload_id in upload_ids:
                wait_for(lambda upload_id=upload_id: parts.received_bytes(upload_id) > 30_000)
            ended = threading.Event()
            trickle = threading.Thread(target=send_slowly, args=(plain, content[100_000:], ended))
            trickle.start()
            server.restart()  # waits for the end of the old process
            ended.set()
            trickle.join()
            statuses, offsets = [], []
            for connection in (plain, chunked):
                status, headers = connection.answer()
                statuses.append(status)
                offsets.append(int(headers["upload-offset"]))
            assert statuses == [400, 400]
            assert offsets == [offset_of(phone, upload_id) for upload_id in upload_ids]
            assert offsets[0] > offsets[1] == 100_000
        phone.http.clear()
        for upload_id in upload_ids:
            send_rest(phone, upload_id, content)
            assert_intact(upload_id, content)
        phone.http.clear()
        db.session.remove()
        db.engine.dispose()


def send_slowly(connection: Wire, content: bytes, ended: threading.Event) -> None:
    """A byte now and then, so that the connection never falls silent."""
    for position in range(len(content)):
        if ended.wait(0.1):
            return
        try:
            connection.send(content[position : position + 1])
        except OSError:
            return
