"""Signed acknowledgements: one for each hand-in, the same bytes for good, checked with nothing but published keys."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path
from typing import Any

import orjson
import pikepdf
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from api import create_app
from api.access import Role
from api.config import Settings, SettingsError
from api.dossiers.models import DossierReceipt
from api.dossiers.receipt_check import Given, all_hold, check, read_given, read_keys
from api.dossiers.receipt_commands import receipt_commands
from api.dossiers.receipt_keys import LOADED, load_key, own_public_key
from api.dossiers.signed_statements import encode, public_text, read_statement, sign
from api.extensions import db, write_unit
from tests.handing_in import act, body_for, finish, hand_in, jpeg, papers, upload
from tests.people import API, Office, Person
from tests.printed import page_texts


def receipts(person: Person, dossier_id: str) -> list[dict[str, Any]]:
    answer = person.get(f"/dossiers/{dossier_id}/receipt.json")
    assert answer.status_code == 200, answer.json
    found: list[dict[str, Any]] = answer.json["receipts"]
    return found


def published(client: FlaskClient) -> bytes:
    answer = client.get(f"{API}/receipts/keys")
    assert answer.status_code == 200
    return answer.data


def supplement(person: Person, dossier_id: str, paper: str) -> dict[str, Any]:
    entry = {"requirement_id": paper, **upload(person)}
    answer = person.post(f"/dossiers/{dossier_id}/supplement", {"documents": [entry]})
    assert answer.status_code == 200, answer.json
    return entry


def test_handing_in_is_acknowledged_with_every_file(
    citizen: Person, office: Office, client: FlaskClient
) -> None:
    body = body_for(citizen, office.agency, files=2)
    dossier_id = str(uuid.uuid4())
    number = citizen.put(f"/dossiers/{dossier_id}", body).json["submission_number"]
    (receipt,) = receipts(citizen, dossier_id)
    claims = read_statement(receipt["token"]).claims
    assert (claims["sub"], claims["procedure"], claims["agency"], claims["event"], claims["files"]) == (
        number,
        "1.001193",
        office.agency.code,
        "hand_in",
        2,
    )
    listed = [
        f"{entry['sha256']} {entry['size']} {entry['requirement_id']} anh.jpg" for entry in body["documents"]
    ]
    assert receipt["manifest"].splitlines() == ["motcua-manifest 1", "Nguyễn Văn Mẫu", *listed]
    assert receipt["manifest_sha256"] == hashlib.sha256(receipt["manifest"].encode()).hexdigest()
    given = Given(receipt["token"], receipt["manifest"])
    assert all_hold(check(given, read_keys(published(client)))[1])


def test_the_qr_code_says_nothing_about_the_person(citizen: Person, office: Office) -> None:
    (receipt,) = receipts(citizen, hand_in(citizen, office.agency))
    said = str(dict(read_statement(receipt["token"]).claims))
    for personal in ("Mẫu", "0912345678", "anh.jpg", str(citizen.id)):
        assert personal not in said
    assert receipt["check_url"].endswith(f"/bien-nhan#{receipt['token']}")
    assert len(receipt["check_url"]) < 600


def test_an_acknowledgement_stays_the_same_bytes(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    (first,) = receipts(citizen, dossier_id)
    paper = papers(citizen)[0]
    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="mờ", requirement_ids=[paper])
    entry = supplement(citizen, dossier_id, paper)
    again, added = receipts(citizen, dossier_id)
    assert again == first
    assert (added["event"], [file["sha256"] for file in added["files"]]) == ("supplement", [entry["sha256"]])
    act(office, Role.RECEPTION, dossier_id, "accept_supplement")
    finish(office, dossier_id)
    assert receipts(citizen, dossier_id) == [first, added]


def test_a_retried_hand_in_is_acknowledged_once(citizen: Person, office: Office) -> None:
    body, dossier_id = body_for(citizen, office.agency), str(uuid.uuid4())
    for status in (201, 200):
        assert citizen.put(f"/dossiers/{dossier_id}", body).status_code == status
    assert len(receipts(citizen, dossier_id)) == 1


def test_what_was_refused_is_not_acknowledged(citizen: Person, office: Office) -> None:
    body = body_for(citizen, office.agency)
    body["documents"][0]["sha256"] = "0" * 64
    assert citizen.put(f"/dossiers/{uuid.uuid4()}", body).status_code == 422
    assert db.session.query(DossierReceipt).count() == 0


def test_paper_at_the_counter_is_acknowledged_without_files(citizen: Person, office: Office) -> None:
    body = {"procedure_code": "1.001193", "applicant": {"full_name": "Trần Thị Ví Dụ"}}
    taken = office[Role.RECEPTION].post("/desk/dossiers", body).json
    pdf = office[Role.RECEPTION].get(f"/desk/dossiers/{taken['id']}/receipt.pdf").data
    assert "Nhận bản giấy tại quầy" in " ".join(page_texts(pdf))
    (given,) = read_given(pdf)
    assert read_statement(given.token).claims["files"] == 0


def test_a_dossier_from_before_gets_its_acknowledgements_when_asked(
    citizen: Person, office: Office, client: FlaskClient
) -> None:
    dossier_id = hand_in(citizen, office.agency)
    paper = papers(citizen)[0]
    act(office, Role.RECEPTION, dossier_id, "request_supplement", reason="mờ")
    supplement(citizen, dossier_id, paper)
    before = receipts(citizen, dossier_id)
    with write_unit():
        db.session.execute(delete(DossierReceipt))
    db.session.expire_all()
    assert receipts(citizen, dossier_id) == before
    assert receipts(citizen, dossier_id) == before


def test_another_citizens_receipt_is_not_found(citizen: Person, stranger: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency)
    answer = stranger.get(f"/dossiers/{dossier_id}/receipt.json")
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_dossier")


def test_old_keys_stay_published(
    app: Flask, citizen: Person, office: Office, client: FlaskClient, settings: Settings
) -> None:
    (old,) = receipts(citizen, hand_in(citizen, office.agency))
    (settings.data_dir / "receipt.pem").unlink()
    del app.extensions[LOADED]  # as after a new start
    (new,) = receipts(citizen, hand_in(citizen, office.agency))
    keys = read_keys(published(client))
    assert new["key_id"] != old["key_id"]
    assert set(keys) == {new["key_id"], old["key_id"]}
    for receipt in (old, new):
        assert all_hold(check(Given(receipt["token"], receipt["manifest"]), keys)[1])
    in_use = [key["kid"] for key in client.get(f"{API}/receipts/keys").json["keys"] if key["in_use"]]
    assert in_use == [new["key_id"]]


def test_the_service_checks_for_a_browser_that_cannot(
    citizen: Person, office: Office, client: FlaskClient
) -> None:
    (receipt,) = receipts(citizen, hand_in(citizen, office.agency))
    signed, _, _ = receipt["token"].rpartition(".")
    other = Ed25519PrivateKey.generate()
    forged = f"{signed}.{encode(other.sign(signed.encode()))}"
    unknown = sign(read_statement(receipt["token"]).claims, other)
    for token, outcome in (
        ("x", "broken"),
        (forged, "broken"),
        (unknown, "unknown_key"),
        (receipt["token"], "holds"),
    ):
        answer = client.post(f"{API}/receipts/checks", json={"token": token})
        assert (answer.status_code, answer.json) == (200, {"outcome": outcome})
    for wrong in ({}, {"token": ""}, {"token": 1}, {"token": "x" * 4_001}):
        assert client.post(f"{API}/receipts/checks", json=wrong).status_code == 422


def test_the_key_comes_from_the_environment_or_the_data_directory(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    given = {"MOTCUA_DATA": str(tmp_path), "RECEIPT_PRIVATE_KEY": encode(key.private_bytes_raw())}
    loaded = load_key(Settings.from_environment(given))
    assert public_text(loaded.public_key()) == public_text(key.public_key()) == own_public_key(given)
    assert not (tmp_path / "receipt.pem").exists()
    environment = {"MOTCUA_DATA": str(tmp_path)}
    assert own_public_key(environment) is None
    made = load_key(Settings.from_environment(environment))
    assert own_public_key(environment) == public_text(made.public_key())
    assert (tmp_path / "receipt.pem").stat().st_mode & 0o777 == 0o600
    for nonsense in ("x", "A" * 42, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"):
        with pytest.raises(SettingsError, match="RECEIPT_PRIVATE_KEY"):
            load_key(Settings.from_environment({**given, "RECEIPT_PRIVATE_KEY": nonsense}))


def test_a_key_that_cannot_be_used_is_told_at_the_start(environment: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="RECEIPT_PRIVATE_KEY"):
        create_app(Settings.from_environment({**environment, "RECEIPT_PRIVATE_KEY": "x"}))


def test_the_paper_says_what_was_received(citizen: Person, office: Office) -> None:
    body = body_for(citizen, office.agency, files=2)
    dossier_id = str(uuid.uuid4())
    number = citizen.put(f"/dossiers/{dossier_id}", body).json["submission_number"]
    text = " ".join(page_texts(citizen.get(f"/dossiers/{dossier_id}/receipt.pdf").data))
    (receipt,) = receipts(citizen, dossier_id)
    for words in (
        "Xác nhận đã nộp hồ sơ",
        number,
        "Nguyễn Văn Mẫu",
        "Thủ tục đăng ký khai sinh (1.001193)",
        office.agency.name,
        "Giấy tờ đã nhận đủ (2 tệp)",
        "anh.jpg",
        receipt["key_id"],
    ):
        assert words in text
    unbroken = text.replace(" ", "")
    for entry in body["documents"]:
        assert entry["sha256"] in unbroken
        assert entry["requirement_id"] in unbroken
    assert receipt["manifest_sha256"] in unbroken
    assert "hẹn trả kết quả" not in text
    act(office, Role.RECEPTION, dossier_id, "receive")
    later = " ".join(page_texts(citizen.get(f"/dossiers/{dossier_id}/receipt.pdf").data))
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in later
    assert "Hẹn trả kết quả:" in later


def test_many_files_with_long_names_still_make_a_paper(citizen: Person, office: Office) -> None:
    dossier_id = hand_in(citizen, office.agency, files=40)
    pdf = citizen.get(f"/dossiers/{dossier_id}/receipt.pdf").data
    texts = page_texts(pdf)
    assert "40. " in " ".join(texts)
    (given,) = read_given(pdf)
    assert given.manifest is not None
    assert len(given.manifest.splitlines()) == 42


class TestVerifyCommand:
    """`motcua receipt verify`, which needs no application."""

    @pytest.fixture
    def there(self, citizen: Person, office: Office, client: FlaskClient, tmp_path: Path) -> Path:
        """A folder with the receipt in every form, the keys, and the files that were handed in."""
        data = [jpeg(), jpeg()]
        asked = papers(citizen)
        documents = [{"requirement_id": asked[n], **upload(citizen, one)} for n, one in enumerate(data)]
        dossier_id = hand_in(citizen, office.agency, documents=documents)
        folder = tmp_path / "there"
        (folder / "files").mkdir(parents=True)
        for number, one in enumerate(data):
            (folder / "files" / f"{number}.jpg").write_bytes(one)
        (folder / "keys.json").write_bytes(published(client))
        answer = citizen.get(f"/dossiers/{dossier_id}/receipt.json")
        (folder / "receipt.json").write_bytes(answer.data)
        (folder / "receipt.pdf").write_bytes(citizen.get(f"/dossiers/{dossier_id}/receipt.pdf").data)
        (folder / "url").write_text(answer.json["receipts"][0]["check_url"])
        return folder

    def run(self, folder: Path, *arguments: str, key: str = "keys.json") -> Any:
        return CliRunner().invoke(
            receipt_commands, ["verify", *arguments, "--key", str(folder / key)], prog_name="motcua"
        )

    def test_every_form_holds(self, there: Path) -> None:
        url = (there / "url").read_text()
        forms = [str(there / "receipt.json"), str(there / "receipt.pdf"), url, url.rpartition("#")[2]]
        for form in forms:
            result = self.run(there, form)
            assert (result.exit_code, "everything holds" in result.output) == (0, True), result.output

    def test_the_files_are_compared(self, there: Path) -> None:
        arguments = (str(there / "receipt.json"), "--files", str(there / "files"))
        assert self.run(there, *arguments).exit_code == 0
        (there / "files" / "1.jpg").write_bytes(jpeg())
        result = self.run(there, *arguments)
        assert result.exit_code == 1
        assert "FAILS  anh.jpg: not among the files" in result.output
        (there / "files" / "anh.jpg").write_bytes(b"other")
        assert "FAILS  anh.jpg: differs" in self.run(there, *arguments).output

    def test_a_changed_list_does_not_hold(self, there: Path) -> None:
        receipt = orjson.loads((there / "receipt.json").read_bytes())
        receipt["receipts"][0]["manifest"] = receipt["receipts"][0]["manifest"].replace("Mẫu", "Khác")
        (there / "changed.json").write_bytes(orjson.dumps(receipt))
        result = self.run(there, str(there / "changed.json"))
        assert result.exit_code == 1
        assert "FAILS  the list of files differs" in result.output

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("submission_number", "NOP-261123-OTHER000"),
            ("procedure_code", "9.999999"),
            ("agency_code", "X00.00.00"),
            ("at", "2026-01-01T00:00:00+00:00"),
            ("at", None),
            ("event", "supplement"),
            ("manifest_sha256", "0" * 64),
            ("key_id", "other"),
            ("files", []),
            ("files", "none"),
        ],
    )
    def test_what_stands_beside_the_statement_must_say_the_same(
        self, there: Path, field: str, value: object
    ) -> None:
        receipt = orjson.loads((there / "receipt.json").read_bytes())
        place = receipt if field in receipt else receipt["receipts"][0]
        assert field in place
        place[field] = value
        (there / "changed.json").write_bytes(orjson.dumps(receipt))
        result = self.run(there, str(there / "changed.json"))
        assert result.exit_code == 1
        assert f"FAILS  what stands beside it as '{field}' differs" in result.output
        assert result.output.startswith("NOT PROVEN")

    def test_it_says_whose_files_there_were(self, there: Path) -> None:
        result = self.run(there, str(there / "receipt.json"))
        assert "applicant: " in result.output
        assert result.output.count("anh.jpg") == 2

    def test_a_mistyped_name_is_no_forgery(self, there: Path) -> None:
        for name in ("recepit.json", "no/such/receipt.pdf", "bien.nhan.json"):
            result = self.run(there, name)
            assert (result.exit_code, "no such file" in result.output) == (2, True)

    def test_another_key_does_not_hold(self, there: Path) -> None:
        other = Ed25519PrivateKey.generate().public_key()
        (there / "other").write_text(public_text(other))
        result = self.run(there, str(there / "receipt.json"), key="other")
        assert result.exit_code == 1
        assert "FAILS  no key" in result.output

    def test_a_statement_signed_by_another_under_our_key_id_does_not_hold(self, there: Path) -> None:
        (given,) = read_given((there / "receipt.json").read_bytes())
        signed, _, _ = given.token.rpartition(".")
        forged = f"{signed}.{encode(Ed25519PrivateKey.generate().sign(signed.encode()))}"
        result = self.run(there, forged)
        assert result.exit_code == 1
        assert "FAILS  the signature is not one of key" in result.output

    def test_what_is_no_receipt_is_said_to_be_none(self, there: Path) -> None:
        broken = (
            b"",
            b"{}",
            b"\xff\xfe",
            b'{"receipts": []}',
            b'{"receipts": [{"token": 1}]}',
            b"%PDF-1.4 broken",
        )
        for content in broken:
            (there / "nonsense").write_bytes(content)
            result = self.run(there, str(there / "nonsense"))
            assert result.exit_code in (1, 2)
            assert isinstance(result.exception, SystemExit), result.exception
            assert "everything holds" not in result.output.replace("NOT everything holds", "")

    def test_a_pdf_without_attachment_is_refused(self, there: Path) -> None:
        empty = pikepdf.new()
        empty.add_blank_page()
        empty.save(there / "empty.pdf")
        result = self.run(there, str(there / "empty.pdf"))
        assert (result.exit_code, "bien-nhan.json" in result.output) == (2, True)
