"""Which names of an article are marked: all, those of one kind or of one country, or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from index import Page

_KINDS: dict[str, tuple[str, ...]] = {
    "all names": ("country", "organisation", "group", "person", "place"),
    "countries": ("country",),
    "organisations and armed groups": ("organisation", "group"),
    "people": ("person",),
    "places": ("place",),
    "no names": (),
}


class Marks(NamedTuple):
    """``said`` is one of the kinds, in words; ``one`` a code or name: only what is it or acts for it."""

    said: str = "all names"
    one: str = ""

    def of(self, page: Page) -> Page:
        """The page with only those names that are marked."""
        if self == ALL:
            return page
        kinds = _KINDS[self.said]
        kept = (
            m for m in page.mentions if self.one in (m.actor, m.entity) or (not self.one and m.kind in kinds)
        )
        return replace(page, mentions=tuple(kept))

    def next_kind(self) -> Marks:
        """The kind after this one; after a single name or country, all."""
        names = list(_KINDS)
        return ALL if self.one else Marks(names[(names.index(self.said) + 1) % len(names)])


ALL = Marks()
