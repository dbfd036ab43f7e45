"""Handing in over HTTP at a running server: photographs by tus, then the dossier with its list."""

from __future__ import annotations

import base64
import hashlib
import io
import uuid
from typing import Any

from PIL import Image

from tests.live_server import Client

BIRTH = "1.001193"
APPLICANT = {"full_name": "Nguyễn Văn Mẫu", "phone": "0912345678", "identity_number": "086000000001"}


def photograph(colour: str) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (900, 1200), colour).save(output, "JPEG")
    return output.getvalue()


def upload(client: Client, data: bytes, name: str) -> dict[str, Any]:
    """A file in two pieces by tus."""
    encoded = [base64.b64encode(text.encode()).decode() for text in (name, "image/jpeg")]
    metadata = f"filename {encoded[0]},filetype {encoded[1]}"
    tus = {"Tus-Resumable": "1.0.0"}
    created = client.call(
        "POST", "/uploads", headers={**tus, "Upload-Length": str(len(data)), "Upload-Metadata": metadata}
    )
    assert created.status == 201, created.body
    upload_id = created.headers["location"].rsplit("/", 1)[-1]
    for start, end in ((0, len(data) // 2), (len(data) // 2, len(data))):
        sent = client.call(
            "PATCH",
            f"/uploads/{upload_id}",
            data=data[start:end],
            headers={**tus, "Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"},
        )
        assert (sent.status, sent.headers["upload-offset"]) == (204, str(end))
    return {"upload_id": upload_id, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def hand_in(citizen: Client, agency_code: str, *, procedure: str = BIRTH) -> dict[str, Any]:
    """One photograph for the first paper asked for; answers the dossier as its owner sees it."""
    asked = citizen.ok("GET", f"/procedures/{procedure}")["requirements"]
    paper = next(one for one in asked if one["kind"] == "submit")
    file = upload(citizen, photograph("white"), "giay-to.jpg")
    body = {
        "procedure_code": procedure,
        "agency_code": agency_code,
        "applicant": APPLICANT,
        "documents": [{"requirement_id": paper["id"], **file}],
    }
    dossier: dict[str, Any] = citizen.ok("PUT", f"/dossiers/{uuid.uuid4()}", body, status=201)
    return dossier
