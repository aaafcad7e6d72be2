"""The panes of the right column, each made when first asked for: the first frame has no room for them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from index import Note
    from tui.keymap import Keymap
    from tui.panes.countries import Countries
    from tui.panes.matrix import MatrixPane
    from tui.panes.note import NotePane
    from tui.panes.pair import PairPane
    from tui.panes.relations import RelationsPane


class PanesScreen(Screen[None], inherit_css=False):
    """Has the countries, the relations, the pair, the matrix and the note; their modules load with them."""

    @property
    def keymap(self) -> Keymap:
        """Which key does what."""
        return cast("Keymap", self.app.keymap)  # type: ignore[attr-defined]

    @cached_property
    def relations(self) -> RelationsPane:
        from tui.panes.relations import RelationsPane  # noqa: PLC0415

        return RelationsPane()

    @cached_property
    def pair_pane(self) -> PairPane:
        from tui.panes.pair import PairPane  # noqa: PLC0415

        return PairPane()

    @cached_property
    def matrix(self) -> MatrixPane:
        from tui.panes.matrix import MatrixPane  # noqa: PLC0415

        return MatrixPane()

    @cached_property
    def countries(self) -> Countries:
        from tui.panes.countries import Countries  # noqa: PLC0415

        return Countries()

    @cached_property
    def note(self) -> NotePane:
        from tui.panes.note import NotePane  # noqa: PLC0415

        note = NotePane()
        note.save = self.save_note
        return note

    def save_note(self, note: Note, base: str, more: bool = False) -> None:
        """Keep a note that was written."""
        raise NotImplementedError
