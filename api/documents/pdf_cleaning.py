"""A PDF without what acts by itself: scripts, actions that start or send something, files inside. Runs in the sandbox.

ISO 32000-2: actions 12.6, embedded files 7.11.4, forms 12.7, rich media 13.7. Links to pages and addresses stay. Every
object is walked, with the dictionaries that stand inside others: an action need not be an object of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pikepdf

# Actions that only move the reader; everything else acts (12.6.4).
_HARMLESS: Final = frozenset({"/GoTo", "/URI", "/Named", "/Thread", "/Hide", "/SetOCGState", "/Trans"})
_SCRIPTED: Final = frozenset({"/JavaScript", "/Rendition"})
_ACTION_KEYS: Final = ("/A", "/PA", "/Next", "/OpenAction")
# Key → what it brings along.
_UNWANTED: Final = {
    "/AA": "actions",
    "/JS": "scripts",
    "/JavaScript": "scripts",
    "/XFA": "scripts",
    "/EmbeddedFiles": "files",
    "/EF": "files",
    "/AF": "files",
    "/RichMediaContent": "files",
    "/RichMediaSettings": "files",
    "/Collection": "files",
}
_UNWANTED_NOTES: Final = {  # kinds of annotation (12.5.6)
    "/FileAttachment": "files",
    "/RichMedia": "files",
    "/Movie": "files",
    "/Sound": "files",
    "/Screen": "files",
    "/3D": "files",
}


def inspect(path: Path, *, most_pages: int) -> str | None:
    """None for a PDF that can be used; otherwise 'locked', 'too_long' or 'unreadable'.

    One that opens without a password though it is encrypted (printing or copying forbidden) can be used.
    """
    try:
        with pikepdf.open(path) as pdf:
            # The tree's own count may lie; one page more than allowed is enough to know.
            pages = sum(1 for _ in zip(range(most_pages + 1), pdf.pages, strict=False))
    except pikepdf.PasswordError:
        return "locked"
    except Exception:
        return "unreadable"
    if pages > most_pages:
        return "too_long"
    return None if pages else "unreadable"


def cleaned(path: Path) -> tuple[bytes | None, list[str], int]:
    """(the cleaned file, what was removed, pages). None instead of a file when nothing had to change: a PDF that is
    signed keeps its signature then."""
    with pikepdf.open(path) as pdf:
        removed: set[str] = set()
        for found in _dictionaries(pdf):
            removed |= _disarm(found)
        pages = len(pdf.pages)
        if not removed and not pdf.is_encrypted and not pdf.get_warnings():
            return None, [], pages
        output = io.BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(output, encryption=False)
        return output.getvalue(), sorted(removed), pages


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream of the file; those inside others come after what holds them."""
    waiting = [pdf.trailer, *pdf.objects]
    while waiting:
        found = waiting.pop()
        if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            yield found
            children = [found.get(key) for key in list(found.keys())]
        elif isinstance(found, pikepdf.Array):
            children = list(found)
        else:
            continue
        # What is an object of its own comes by itself, once.
        waiting += [
            child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect
        ]


def _disarm(found: pikepdf.Object) -> set[str]:
    """Remove from one dictionary what acts, and say what it was."""
    removed = set()
    for key in list(found.keys()):
        if key in _UNWANTED:
            removed.add(_UNWANTED[key])
            del found[key]
        elif key in _ACTION_KEYS and (kind := _acting(found.get(key))):
            removed.add(kind)
            del found[key]
    note = str(found.get("/Subtype", ""))
    if note in _UNWANTED_NOTES and "/Rect" in found:
        removed.add(_UNWANTED_NOTES[note])
        found["/Subtype"] = pikepdf.Name("/Text")
        for key in ("/FS", "/Movie", "/Sound", "/3DD", "/3DA", "/MK"):
            if key in found:
                del found[key]
    return removed


def _acting(action: object) -> str | None:
    """What kind of action it is that acts; None for one that only moves the reader, and for a place to go to."""
    actions = list(action) if isinstance(action, pikepdf.Array) else [action]
    for one in actions:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            kind = str(one.get("/S"))
            if kind not in _HARMLESS:
                return "scripts" if kind in _SCRIPTED else "actions"
    return None
