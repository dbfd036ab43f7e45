"""Finding a commune by an address of today or of before 1 July 2025. Pure; one index per process, in memory.

A place is found by its own name; what lies above it (district, province, of both eras) and the words for its kind
decide between places of one name. Only answers about as good as the best one are given: who writes 'phường 5
quận 3' wants none of the other twenty wards called 5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from api.catalogue.folding import with_marks
from api.catalogue.place_names import COMMUNE_KINDS, Address, Mention, keys_of_name, mentions_in, read_address
from api.catalogue.place_slips import Slips, mended_mentions, slips_of

# Points. Only their order matters: a district named tells more than the right word for the kind.
_NAME, _PER_TOKEN, _RIGHT_KIND, _OTHER_KIND, _BEGUN_ONLY, _BEGINS_A_PART = 10.0, 2.5, 4.0, -3.0, -3.0, 2.0
_DISTRICT, _PROVINCE, _RIGHT_KIND_ABOVE, _OTHER_KIND_ABOVE = 7.0, 4.0, 2.0, -2.0
_DISTRICT_ALONE = 3.0
_WITH_MARKS, _OF_TODAY = 1.0, 0.5
_AS_GOOD = 4.0


@dataclass(frozen=True, slots=True)
class Area:
    """A name in an address. `kind` is folded: phuong, quan, tinh …"""

    keys: tuple[str, ...]
    kind: str

    @classmethod
    def of(cls, name: str, kind: str, *, aliases: Iterable[str] = ()) -> Area:
        keys = (key for text in (name, *aliases) for key in keys_of_name(text))
        return cls(tuple(dict.fromkeys(keys)), kind)

    @property
    def is_number(self) -> bool:
        return self.keys[-1].isdigit()


@dataclass(frozen=True, slots=True)
class Place:
    """A commune that can be found, of today or former; an island district without communes counts as one.

    `communes` are the codes of today's communes it lies in, the one to offer first at the front; more than one
    means that it was split.
    """

    name: str
    full_name: str
    own: Area
    districts: tuple[Area, ...]
    provinces: tuple[Area, ...]
    communes: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True)
class PlaceIndex:
    places: Sequence[Place]

    @cached_property
    def _by_name(self) -> dict[str, list[Place]]:
        found = defaultdict(list)
        for place in self.places:
            for key in place.own.keys:
                found[key].append(place)
        return dict(found)

    @cached_property
    def _by_district(self) -> dict[str, list[Place]]:
        found = defaultdict(list)
        for place in self.places:
            for key in {key for area in place.districts for key in area.keys}:
                found[key].append(place)
        return dict(found)

    @cached_property
    def _keys(self) -> list[str]:
        provinces = {key for place in self.places for area in place.provinces for key in area.keys}
        return sorted(provinces.union(self._by_name, self._by_district))

    def prepare(self) -> None:
        """Build now what the first look-up would build."""
        _ = self._keys

    @cached_property
    def _slips(self) -> Slips:
        return slips_of(self._keys)

    def search(self, text: str) -> list[Place]:
        """The places meant by `text`, best first; none for one that names nothing known, even with a slip."""
        address = read_address(text)
        mentions = mentions_in(address, self._keys)
        scored = self._scored(mentions, address) or self._scored(
            mended_mentions(address, self._slips) | mentions, address
        )
        if not scored:
            return []
        least = max(points for points, _ in scored) - _AS_GOOD
        kept = [(points, place) for points, place in scored if points >= least]
        kept.sort(key=lambda each: (-each[0], not each[1].is_current, each[1].full_name))
        return _without_repetition([place for _, place in kept])

    def _scored(self, mentions: dict[str, list[Mention]], address: Address) -> list[tuple[float, Place]]:
        # Where a name may begin: a part between commas, or what follows another name.
        ends = {mention.end for named in mentions.values() for mention in named if mention.whole}
        new_names = address.parts.union(ends)
        marked = with_marks(address.text) if not address.text.isascii() else ""
        scored: dict[int, tuple[float, Place]] = {}
        for key in mentions.keys() & self._by_name.keys():
            for place in self._by_name[key]:
                points = _points(place, mentions, new_names, marked)
                if points > 0:
                    scored[id(place)] = (points, place)
        for points, place in self._of_districts(mentions, without_kind=not scored):
            if id(place) not in scored or scored[id(place)][0] < points:
                scored[id(place)] = (points, place)
        return list(scored.values())

    def _of_districts(
        self, mentions: dict[str, list[Mention]], *, without_kind: bool
    ) -> Iterable[tuple[float, Place]]:
        """All communes of a district named with its kind ('quận 3'), or just so where nothing else was meant."""
        for key in mentions.keys() & self._by_district.keys():
            for place in self._by_district[key]:
                kinds = {area.kind for area in place.districts if key in area.keys}
                for mention in mentions[key]:
                    if mention.whole and (
                        mention.kind in kinds or (without_kind and not mention.kind and not key.isdigit())
                    ):
                        tokens = _PER_TOKEN * (mention.end - mention.start)
                        yield _above(place, mentions, taken=None) + tokens + _DISTRICT_ALONE, place


def _points(
    place: Place, mentions: dict[str, list[Mention]], new_names: frozenset[int], marked: str
) -> float:
    """How well the address names this place; nothing or less when it does not."""
    best = 0.0
    for key in place.own.keys:
        for mention in mentions.get(key, ()):
            if not _may_be(place.own, mention) or not _may_be_begun(mention, new_names):
                continue
            points = _NAME + _PER_TOKEN * (mention.end - mention.start)
            if mention.kind:
                points += _RIGHT_KIND if mention.kind == place.own.kind else _OTHER_KIND
            if not mention.whole:
                points += _BEGUN_ONLY
            if mention.left in new_names:
                points += _BEGINS_A_PART
            best = max(best, points + _above(place, mentions, taken=mention))
    if best and marked and with_marks(place.name) in marked:
        best += _WITH_MARKS
    return best + _OF_TODAY if best and place.is_current else best


def _may_be(own: Area, mention: Mention) -> bool:
    """'quận 3' is no ward, and a number alone may be a house's."""
    if mention.kind is None:
        return not own.is_number
    if own.is_number:
        return mention.kind == own.kind
    return mention.kind == own.kind or mention.kind in COMMUNE_KINDS


def _may_be_begun(mention: Mention, new_names: frozenset[int]) -> bool:
    """The last letters of something else ('trung tâm hoa sen') begin no name of a place."""
    return mention.whole or mention.kind is not None or mention.left in new_names


def _above(place: Place, mentions: dict[str, list[Mention]], *, taken: Mention | None) -> float:
    """Points for what lies above the place, when it is named beside what is `taken` for the place itself."""
    of_province = {key for area in place.provinces for key in area.keys}
    district = max(
        (
            _above_by(area, _DISTRICT, mentions, taken, not_without_kind=of_province)
            for area in place.districts
        ),
        default=0.0,
    )
    province = max((_above_by(area, _PROVINCE, mentions, taken) for area in place.provinces), default=0.0)
    return district + province


def _above_by(
    area: Area,
    points: float,
    mentions: dict[str, list[Mention]],
    taken: Mention | None,
    *,
    not_without_kind: Collection[str] = (),
) -> float:
    """`not_without_kind`: names that mean the province unless the kind says otherwise, as towns are called like it."""
    best = 0.0
    for key in area.keys:
        for mention in mentions.get(key, ()):
            if taken and mention.left < taken.end and taken.left < mention.end:
                continue
            if mention.kind in COMMUNE_KINDS or (area.is_number and mention.kind != area.kind):
                continue
            if mention.kind is None and key in not_without_kind:
                continue
            right = 0.0
            if mention.kind:
                right = _RIGHT_KIND_ABOVE if mention.kind == area.kind else _OTHER_KIND_ABOVE
            best = max(best, points + right + (0.0 if mention.whole else -1.0))
    return best


def _without_repetition(places: list[Place]) -> list[Place]:
    """A former commune that went as a whole into today's of the same name says nothing that today's does not."""
    today = {(place.communes[0], place.own.keys[0]) for place in places if place.is_current}
    return [
        place
        for place in places
        if place.is_current or len(place.communes) > 1 or (place.communes[0], place.own.keys[0]) not in today
    ]
