"""One record of the source (data/README.md) as we keep it: checked, cleaned, in one shape.

`parse_record` refuses what cannot be kept honestly (BrokenRecord, with the place and the reason for the
operator) and leaves alone what is merely odd: `suspicions` lists that. What is kept is `Record.content`; its
hash tells whether anything published changed since the last import. Where and when the source was read, and
whether the procedure is still listed, are outside the hash: reading the same text again is no new version.

Online level, our reading because no source states it: 'full' where the source says so, 'partial' where papers
can be handed in online, 'information' where there is detail but no online channel, None where there is no
detail.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from api.catalogue.papers import Paper, requirements
from api.catalogue.provinces import province_code
from api.catalogue.source_fields import BrokenRecord, Fields
from api.catalogue.time_limits import published_limits

__all__ = ["BrokenRecord", "Record", "parse_record", "suspicions"]

# domain.md section 3. Six or seven digits after the dot: 1.0133611 and 1.013361 are different procedures.
# Provinces append their own code.
_NATIONAL_CODE = re.compile(r"\d\.\d{6,7}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Y]\d{2}|\.[A-Y]\d{2})?(?:\.\d{2})?")
# The portal also has '2.009182739', '1.014955-Xoa' and ' 1.014325' (beside another '1.014325'). They are
# procedures of provinces that people may look for, so they are kept as published and reported as suspicious.
_USABLE_CODE = re.compile(r" ?\d\.\d{6,}[\w.-]*", re.ASCII)

LEVELS = ("xã", "tỉnh", "trung ương", "khác")
SCOPES = ("national", "province", "internal")
CHANNELS = ("online", "postal", "direct")
UNITS = ("working_day", "day", "hour", "month")
ONLINE_LEVELS = ("information", "partial", "full")
FEE_KINDS = ("free", "fixed", "see_note", "unknown")
# What one row of the database takes.
_LONGEST = {"code": 40, "name": 2000, "field": 300}
# Hardly a fee in force is below a thousand đồng; less is a figure in thousands or in another currency.
_LEAST_LIKELY_FEE_VND = 1000


@dataclass(frozen=True)
class Record:
    """`content` goes into ProcedureVersion.content, `columns` into the Procedure. `steps_digest` is None
    without steps; records with the same one have identical steps. `left_out` counts nameless papers.
    """

    code: str
    listed: bool
    columns: dict[str, Any]
    content: dict[str, Any]
    content_hash: str
    steps_digest: bytes | None
    left_out: int


def parse_record(source: object) -> Record:
    """Check and normalise one decoded record; raises BrokenRecord with the field and what is wrong."""
    record = Fields.of(source)
    code = _code(record)
    documents = record.objects("documents")
    papers = [_paper(row) for row in documents]
    asked, cases = requirements(code, papers)
    channels = [_channel(row) for row in record.objects("channels")]
    has_detail = record.flag("detail", default=False)
    steps = record.texts("steps")
    province = record.line("province", optional=True)
    content: dict[str, Any] = {
        "code": code,
        "name": _bounded(record, "name"),
        "level": record.one_of("level", LEVELS, optional=True),
        "levels": record.some_of("levels", LEVELS),
        "field": _bounded(record, "field", default=""),
        "fields": record.lines("fields"),
        "scope": record.one_of("scope", SCOPES, default="national"),
        "province": province,
        "province_code": province_code(province) if province else None,
        "has_detail": has_detail,
        "online_level": _online_level(record, channels, has_detail),
        "promulgator": record.line("promulgator", default=""),
        "agency": record.lines("agency"),
        "target": record.lines("target"),
        "cases": cases,
        "requirements": asked,
        "steps": steps,
        "channels": channels,
        "deadline": _deadline(record),
        "fee_kind": record.one_of("fee_kind", FEE_KINDS, default="unknown"),
        "fees": _fees(record),
        "result": record.lines("result"),
        "conditions": record.text("requirements"),
        "legal_basis": [{"code": row.line("code", default=""), "name": row.line("name", default="")}
                        for row in record.objects("legal_basis")],
        "decision": record.line("decision", default=""),
        "receiving_address": record.text("receiving_address"),
        "url": record.web_address("url"),
    }  # fmt: skip
    content["fields"] = content["fields"] or [content["field"]]
    content["time_limits"] = published_limits(content)
    content_hash = hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
    content["source"] = _source(record)
    columns = {name: content[name] for name in ("code", "name", "field", "level", "scope", "province_code",
                                                "has_detail", "online_level")}  # fmt: skip
    return Record(
        code=code,
        listed=record.flag("listed", default=True),
        columns=columns,
        content=content,
        content_hash=content_hash,
        steps_digest=hashlib.sha256(orjson.dumps(steps)).digest()[:16] if steps else None,
        left_out=len(documents) - len(asked),
    )


def suspicions(record: Record) -> list[str]:
    """What an editor should look at: printed by the source, imported as it stands, and hardly meant."""
    content = record.content
    doubts = []
    if not _NATIONAL_CODE.fullmatch(record.code):
        doubts.append(f"the code {record.code!r} has no national form")
    if content["scope"] == "province" and content["province_code"] is None:
        doubts.append(f"a procedure of a province that is none of the 34: {content['province']!r}")
    if content["has_detail"] and all(paper["kind"] == "note" for paper in content["requirements"]):
        doubts.append("has detail but no paper to hand in")
    if record.left_out:
        doubts.append(f"{record.left_out} paper(s) without a name left out")
    return doubts + _doubtful_times(content) + _doubtful_fees(content)


def _doubtful_times(content: Mapping[str, Any]) -> list[str]:
    doubts = []
    working_days = (content["deadline"] or {}).get("working_days")
    rows = [row for row in content["channels"] if row["quantity"] is not None]
    without_unit = {row["quantity"] for row in rows if row["unit"] is None}
    if working_days is not None:
        if 0 in without_unit:
            doubts.append(f"time limit: a channel says 0, the record {working_days} working days")
        if bare := sorted(quantity for quantity in without_unit if quantity):
            doubts.append(
                f"time limit: a channel says {_either(bare)} without a unit, "
                f"the record {working_days} working days"
            )
    limits: defaultdict[str, set[tuple[float, str]]] = defaultdict(set)
    for row in rows:
        if row["unit"]:
            limits[row["channel"]].add((row["quantity"], row["unit"]))
    if len({frozenset(limit) for limit in limits.values()}) > 1:
        doubts.append("time limit: the channels disagree")
    if any(len(limit) > 1 for limit in limits.values()):
        doubts.append("time limit: one channel has several, the longest is taken")
    units = {unit for limit in limits.values() for _, unit in limit}
    if working_days is not None and units - {"working_day"}:
        doubts.append("time limit: working days and other units are mixed")
    return doubts


def _doubtful_fees(content: Mapping[str, Any]) -> list[str]:
    fees = content["fees"] + [fee for row in content["channels"] for fee in row["fees"]]
    small = {
        fee["text"]
        for fee in fees
        if fee["currency"] == "VND" and fee["amount"] and 0 < fee["amount"] < _LEAST_LIKELY_FEE_VND
    }
    doubts = [f"fee: {_either(sorted(small))} looks like thousands"] if small else []
    printed = " ".join([fee["text"] for fee in fees] + [row["fee_text"] for row in content["channels"]])
    if content["fee_kind"] == "see_note" and "miễn phí" in printed.lower():
        doubts.append("fee: printed as 'Miễn phí', but it is set elsewhere")
    return doubts


def _either(values: list[Any]) -> str:
    return " / ".join(str(value) for value in values)


def _code(record: Fields) -> str:
    code = record.raw_text("code")
    if not _USABLE_CODE.fullmatch(code) or len(code) > _LONGEST["code"]:
        raise BrokenRecord(f"code: {code[:60]!r} is no code of a procedure")
    return code


def _bounded(record: Fields, name: str, *, default: str | None = None) -> str:
    value: str = record.line(name, default=default)
    if len(value) > _LONGEST[name]:
        raise BrokenRecord(f"{name}: longer than {_LONGEST[name]} characters")
    return value


def _paper(row: Fields) -> Paper:
    return Paper(
        heading=row.line("case", default=""),
        name=row.line("name", default=""),
        is_note=row.flag("is_note", default=False),
        original=row.count("original"),
        copy=row.count("copy"),
        form_files=tuple(row.lines("form_files")),
    )


def _channel(row: Fields) -> dict[str, Any]:
    return {
        "channel": row.one_of("channel", CHANNELS),
        "quantity": row.quantity("deadline_qty"),
        "unit": row.one_of("deadline_unit", UNITS, optional=True),
        "deadline_text": row.text("deadline_text"),
        "fee_text": row.text("fee_text"),
        "fees": _fees(row),
        "description": row.text("description"),
    }


def _fees(row: Fields) -> list[dict[str, Any]]:
    return [
        {
            "type": fee.line("type", default=""),
            "text": fee.line("text", default=""),
            "amount": fee.number("amount"),
            "currency": fee.line("currency", default="VND"),
            "note": fee.text("note"),
        }
        for fee in row.objects("fees")
    ]


def _deadline(record: Fields) -> dict[str, Any] | None:
    deadline = record.object("deadline")
    if deadline is None:
        return None
    return {
        "text": deadline.line("text", default=""),
        "working_days": deadline.quantity("working_days"),
        "calendar_days": deadline.quantity("calendar_days"),
        "basis": deadline.line("basis", optional=True),
    }


def _online_level(record: Fields, channels: list[dict[str, Any]], has_detail: bool) -> str | None:
    if record.flag("full_online", default=False):
        return "full"
    if any(row["channel"] == "online" for row in channels):
        return "partial"
    return "information" if has_detail else None


def _source(record: Fields) -> dict[str, Any]:
    source = record.object("source") or Fields({}, "source")
    return {
        "name": source.line("name", default=""),
        "read_on": source.line("crawled", default=""),
        "transcription": record.line("verified", default=""),
    }
