"""The papers a procedure asks for: what is a kind of paper, what is a case, and names that stay.

What bites in the source (data/README.md): `case` often holds a kind ('Giấy tờ phải nộp', 'phải xuất trình',
'Lưu ý', 'Thành phần hồ sơ', with bullets and wording around them) instead of a case; remarks stand among the
papers; nothing marks a paper as mandatory. So here

* a heading that only says a kind becomes `kind` (submit, present, note) and no case, which means all cases;
  when it says a case as well, it stays a case. The heading as printed is kept where it is no case, since it
  may say more ('bản chính, mỗi loại 01 bản');
* a case may be a part of the dossier ('Hồ sơ của người nhận con nuôi') rather than an alternative: the source
  does not tell. Never require that a citizen chooses exactly one;
* `conditional` is a reading of the name, not a fact: its first clause says 'trường hợp' (but not 'trừ trường
  hợp'), 'nếu' or 'chỉ khi', or begins with 'đối với' or 'khi'. Later clauses mostly say what to do instead.

`id` does not depend on the order of the papers nor on the import: it is made from the procedure's code, the
case, the kind and the name, folded. Only papers equal in all of these get a counter.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal

from api.catalogue.folding import fold

Kind = Literal["submit", "present", "note"]

_BULLET = re.compile(r"^[\s\-–—+*•·.]+")
_NUMBER = re.compile(
    r"^\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]\d?(?:\.\d{1,2})*|[ivx]{1,4}|\*)[.)]+\s+", re.IGNORECASE
)
_TAIL = re.compile(
    r"[\s,;:.]*(?:\b(?:thì\s+)?(?:thành phần\s+)?hồ sơ\s+)?(?:\b(?:bao\s+)?gồm(?:\s+có)?)?[\s,;:.]*$",
    re.IGNORECASE,
)

_SAYS_CASE = re.compile(r"\b(?:truong hop|doi voi|neu|khi|ho so cua)\b")
_BRACKETED = re.compile(r"\([^)]*\)")
_REMARK = re.compile(r"(?:luu y|chu y|ghi chu)\b")
_SUBJECT = re.compile(r"nguoi(?: \w+){1,6}? (?=(?:can |phai |nop |xuat trinh ))")
_WHEN_FILING = re.compile(r"khi nop ho so(?: truc tiep)?\b ?")
_TO_HAND_IN_OR_SHOW = re.compile(
    r"(?:cac |nhung |loai )*(?P<paper>(?:giay to|tai lieu|chung tu) )?(?P<must>(?:can |phai )+)?"
    r"(?P<verb>xuat trinh|nop)\b"
)
_DOSSIER_CONSISTS_OF = re.compile(r"(?:cac )?(?:thanh phan )?ho so (?:bao )?gom\b")
_EMPTY_WORDS = """
cac nhung loai moi mot 01 1 02 2 giay to tai lieu chung thanh phan so luong ho bo ban chinh sao goc
can phai nop gui kem theo va hoac bao gom co nhu sau day
"""
_SAYS_NOTHING = frozenset(_EMPTY_WORDS.split())
_CLAUSE_END = re.compile(r"[.;]\s")
_IF = re.compile(r"\b(?:(?<!trừ )trường hợp|nếu|chỉ khi)\b|^(?:đối với|khi)\b")


@dataclass(frozen=True)
class Paper:
    """One row of the source's table of papers, texts already cleaned. `heading` is the source's `case`."""

    heading: str
    name: str
    is_note: bool
    original: int | None
    copy: int | None
    form_files: tuple[str, ...] = ()


def read_heading(heading: str) -> tuple[Kind, str | None]:
    """The kind of the papers under a heading of the source, and the case when it names one."""
    label = heading
    while (shorter := _NUMBER.sub("", _BULLET.sub("", label))) != label:
        label = shorter
    label = _TAIL.sub("", label) or label.rstrip(" :")
    folded = fold(label)
    if _REMARK.match(folded):
        return "note", None
    about = _WHEN_FILING.sub("", _SUBJECT.sub("", folded, count=1))
    asked = _TO_HAND_IN_OR_SHOW.match(about)
    if asked and (asked["paper"] or asked["must"] or asked["verb"] == "xuat trinh" or "giay to" in about):
        kind: Kind = "present" if asked["verb"] == "xuat trinh" else "submit"
        return kind, label if _SAYS_CASE.search(about) else None
    if _DOSSIER_CONSISTS_OF.match(fold(heading)) and not _SAYS_CASE.search(about):
        return "submit", None
    if _SAYS_NOTHING.issuperset(about.split()) or _BRACKETED.fullmatch(label):
        return "submit", None
    return "submit", label


def requirements(code: str, papers: Iterable[Paper]) -> tuple[list[dict[str, Any]], list[str]]:
    """What the dossier of procedure `code` consists of, in the source's order, and the cases in order.

    Each is {id, name, case, kind, heading, conditional, original, copy, form_files}. Rows without any name
    (debris of the source's tables, such as ';') are left out, as there is nothing to hand in.
    """
    rows: list[dict[str, Any]] = []
    cases: dict[str, str] = {}  # folded → as first printed, so that one case has one spelling
    for paper in papers:
        name = _name(paper)
        if not name:
            continue
        kind, case = read_heading(paper.heading)
        if case is not None:
            case = cases.setdefault(fold(case), case)
        if paper.is_note:
            kind = "note"
        rows.append({
            "id": "", "name": name, "case": case, "kind": kind,
            "heading": paper.heading if paper.heading and case is None else None,
            "conditional": kind != "note" and _is_conditional(name),
            "original": paper.original, "copy": paper.copy, "form_files": list(paper.form_files),
        })  # fmt: skip
    _identify(code, rows)
    return rows, list(cases.values())


def _name(paper: Paper) -> str:
    name = _BULLET.sub("", paper.name)
    if fold(name):
        return name
    # The portal sometimes keeps a paper's name only in the name of its form.
    return next((stem for file in paper.form_files if fold(stem := PurePath(file).stem)), "")


def _is_conditional(name: str) -> bool:
    return bool(_IF.search(_CLAUSE_END.split(name, maxsplit=1)[0].lower()))


def _identify(code: str, rows: list[dict[str, Any]]) -> None:
    alike: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        key = "\x1f".join((code, fold(row["case"] or ""), row["kind"], fold(row["name"])))
        alike["r" + hashlib.sha256(key.encode()).hexdigest()[:10]].append(row)
    for identity, same in alike.items():
        # Sorted, because the counter must not depend on the order in which the source lists them.
        same.sort(key=lambda row: json.dumps(row, sort_keys=True))
        for number, row in enumerate(same, start=1):
            row["id"] = identity if number == 1 else f"{identity}-{number}"
