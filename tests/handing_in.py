"""A dossier for tests: files uploaded through the API, a manifest that fits, and a body to change."""

from __future__ import annotations

import base64
import hashlib
import io
import uuid
from pathlib import Path
from typing import Any

from PIL import Image

from api.access import Role
from api.catalogue.models import Agency
from tests.catalogue_lines import BIRTH, few_procedures, import_lines
from tests.people import Office, Person

TUS = {"Tus-Resumable": "1.0.0"}


def jpeg(colour: str = "white") -> bytes:
    """A small picture that differs from every other."""
    output = io.BytesIO()
    Image.new("RGB", (40, 60), colour).save(output, "JPEG", comment=uuid.uuid4().bytes)
    return output.getvalue()


def begin_upload(person: Person, data: bytes, *, name: str = "anh.jpg") -> str:
    metadata = f"filename {base64.b64encode(name.encode()).decode()}"
    answer = person.post(
        "/uploads", headers={**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": metadata}
    )
    assert answer.status_code == 201, answer.data
    return str(answer.headers["Location"].rsplit("/", 1)[-1])


def send(person: Person, upload_id: str, data: bytes, *, offset: int = 0) -> int:
    answer = person.open(
        "PATCH",
        f"/uploads/{upload_id}",
        data=data,
        headers={**TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"},
    )
    return answer.status_code


def upload(person: Person, data: bytes | None = None) -> dict[str, Any]:
    """A complete upload as the manifest names it, still without its requirement."""
    data = data or jpeg()
    upload_id = begin_upload(person, data)
    assert send(person, upload_id, data) == 204
    return {"upload_id": upload_id, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def papers(person: Person, code: str = BIRTH) -> list[str]:
    """Ids of the papers (no remarks) that the procedure asks for."""
    found = person.get(f"/procedures/{code}").json["requirements"]
    return [r["id"] for r in found if r["kind"] != "note"]


def body_for(
    person: Person, agency: Agency, *, code: str = BIRTH, files: int = 1, **changes: Any
) -> dict[str, Any]:
    """A body that is handed in without complaint."""
    asked = papers(person, code)
    documents = [{"requirement_id": asked[n % len(asked)], **upload(person)} for n in range(files)]
    return {
        "procedure_code": code,
        "agency_code": agency.code,
        "applicant": {"full_name": "Nguyễn Văn Mẫu", "phone": "0912345678"},
        "documents": documents,
        **changes,
    }


def hand_in(person: Person, agency: Agency, **changes: Any) -> str:
    """A handed-in dossier; answers its id."""
    dossier_id = str(uuid.uuid4())
    answer = person.put(f"/dossiers/{dossier_id}", body_for(person, agency, **changes))
    assert answer.status_code == 201, answer.json
    return dossier_id


def act(office: Office, role: Role, dossier_id: str, action: str, **more: Any) -> Any:
    """An officer's action that must succeed."""
    answer = office[role].post(f"/desk/dossiers/{dossier_id}/actions", {"action": action, **more})
    assert answer.status_code == 200, answer.json
    return answer.json


def finish(office: Office, dossier_id: str) -> Any:
    """From hand-in to the returned result."""
    act(office, Role.RECEPTION, dossier_id, "receive")
    act(office, Role.SPECIALIST, dossier_id, "start")
    act(office, Role.SPECIALIST, dossier_id, "draft_result")
    act(office, Role.ROOM_LEADER, dossier_id, "check")
    act(office, Role.LEADER, dossier_id, "sign")
    act(office, Role.SPECIALIST, dossier_id, "resolve")
    return act(office, Role.RECEPTION, dossier_id, "return_result")


def with_catalogue(folder: Path) -> None:
    """The few invented procedures of catalogue_lines."""
    import_lines(folder, few_procedures())
