"""Announcements as an Atom feed (RFC 4287), for readers and for the pages of offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STARTED = datetime(2026, 1, 1, tzinfo=UTC)  # `updated` of a feed without entries


def atom(items: Sequence[dict[str, Any]], *, title: str, address: str, public_url: str) -> bytes:
    """`items` as reading.shown_in gives them; `address` is the feed's own path with its query."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    _add(feed, "id", public_url + address)
    _add(feed, "title", title)
    _add(feed, "updated", _moment(max((item["updated_at"] for item in items), default=_STARTED)))
    _link(feed, public_url + address, rel="self", type="application/atom+xml")
    _link(feed, f"{public_url}/thong-bao-chung")
    for item in items:
        entry = _add(feed, "entry")
        page = f"{public_url}/thong-bao-chung/{item['id']}"
        _add(entry, "id", page)
        _add(entry, "title", item["title"])
        _add(entry, "published", _moment(item["published_at"]))
        _add(entry, "updated", _moment(item["updated_at"]))
        _link(entry, page)
        _add(_add(entry, "author"), "name", item["agency_name"])
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": item["topic"]})
        _add(entry, "content", item["body"])
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = _NOT_IN_XML.sub("", text) if text else None
    return made


def _link(parent: ElementTree.Element, address: str, **more: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"href": address, **more})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
