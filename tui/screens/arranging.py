"""The part of the desk's screen that arranges: which panes are before the person, and which has the keys."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tui import actions
from tui.panes.bars import Footer
from tui.panes.box import Box
from tui.panes.lines import LinePane
from tui.screens.holding import HoldingScreen
from tui.screens.layout import Arrangement, arrange

_PANES = ("results", "article", "relations", "note")


class ArrangingScreen(HoldingScreen):
    """Lays the panes out in one to three columns, and brings one of them before the person."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ArrangingScreen { layout: vertical; background: $background; color: $foreground; overflow: hidden; }
    ArrangingScreen #desk { height: 1fr; width: 1fr; }
    ArrangingScreen #desk.-wide #article-side { border-left: vkey $rule-line; }
    ArrangingScreen #desk.-three #right { border-left: vkey $rule-line; }
    ArrangingScreen TextArea, ArrangingScreen TextArea:focus {
        border: none; padding: 0 1; background: $background; color: $foreground; height: 1fr;
        scrollbar-size: 0 0;
    }
    """

    def __init__(self, *args, **options) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **options)
        self.box = Box("/ ", place="search", hint="search: {search} then type")
        self.footer = Footer()
        self.pane = "results"
        self.right = "relations"
        """What stands in the right column: countries, relations, pair or matrix."""
        self._complete = False
        """Whether the panes of the right column are there."""
        self.filter_box = Box("only: ", place="filter", hint="")
        self._filtering = False
        self._arrangement = Arrangement(1, 0, 0, 0)

    def compose(self) -> ComposeResult:
        with Horizontal(id="desk"):
            with Vertical(id="left"):
                yield self.box
                yield self.results
            with Vertical(id="article-side"):
                yield self.article
            with Vertical(id="right"):
                if arrange(self.app.size.width).columns == 3:
                    self._complete = True
                    yield from self._right_panes
        yield from self.compose_foot()

    @property
    def _right_panes(self) -> tuple[Widget, ...]:
        return (self.filter_box, *self._views().values(), self.note)

    async def complete(self) -> None:
        """Put in its place what the first frame has no room for."""
        if not self._complete:
            self._complete = True
            self._reveal()
            await self.query_one("#right").mount(*self._right_panes)

    def compose_foot(self) -> ComposeResult:
        """The rows below the panes."""
        yield self.status
        yield self.footer

    def on_resize(self, event: events.Resize) -> None:
        self._arrange()

    def _arrange(self) -> None:
        wanted = arrange(self.app.size.width)
        desk = self.query_one("#desk")
        if wanted.columns != self._arrangement.columns:
            # In two columns the article stays at the right, whatever stands beside it.
            right, article = self.query_one("#right"), self.query_one("#article-side")
            if wanted.columns == 3:
                desk.move_child(right, after=article)
            else:
                desk.move_child(right, before=article)
        self._arrangement = wanted
        desk.set_class(wanted.columns > 1, "-wide")
        desk.set_class(wanted.columns == 3, "-three")
        for id_, width in (
            ("#left", wanted.left),
            ("#article-side", wanted.article),
            ("#right", wanted.right),
        ):
            self.query_one(id_).styles.width = width or "1fr"
        self._reveal()

    def _reveal(self) -> None:
        """Show the panes that belong before the person now."""
        columns, pane = self._arrangement.columns, self.pane
        on_right = pane in ("relations", "note")
        left_or_right = "right" if on_right else "left"
        if columns == 2 and pane == "article":
            left_or_right = "right" if self.query_one("#right").display and not self._left_shown else "left"
        self._left_shown = left_or_right == "left"
        self.query_one("#left").display = (
            columns == 3 or (columns == 2 and self._left_shown) or pane == "results"
        )
        self.query_one("#article-side").display = columns > 1 or pane == "article"
        self.query_one("#right").display = columns == 3 or (columns == 2 and not self._left_shown) or on_right
        if self._complete:
            self._reveal_right()

    def _reveal_right(self) -> None:
        columns, pane = self._arrangement.columns, self.pane
        self.filter_box.display = self._filtering and pane == "relations"
        view = self.right_view
        alone = pane == "note" and view == "relations" and self.relations.actor is None
        for name, widget in self._views().items():
            widget.display = name == view and (columns > 1 or pane == "relations") and not alone
        # The matrix wants all the height there is.
        beside = view in ("relations", "pair") or (view == "countries" and pane == "note")
        self.note.display = pane == "note" if columns == 1 else beside or pane == "note"
        # Beside what is read an empty note takes no more room than it says so in.
        empty = pane != "note" and not self.note.text.strip()
        self.note.styles.height = "1fr" if columns == 1 or alone else 3 if empty else "30%"

    _left_shown = True

    def _views(self) -> dict[str, Widget]:
        return {
            "countries": self.countries,
            "relations": self.relations,
            "pair": self.pair_pane,
            "matrix": self.matrix,
        }

    @property
    def right_view(self) -> str:
        """What the right column shows: an actor must be chosen before its relations can be."""
        if self.right == "relations" and self.relations.actor is None and self.pane != "note":
            return "countries"
        return self.right

    def show_right_note(self) -> None:
        if self._complete:
            self._reveal_right()

    def show_right(self, view: str = "relations") -> None:
        self.right = view
        self._reveal()
        if self.pane == "relations":
            self._focus()

    def _focus(self) -> None:
        if self.pane == "relations":
            view = self.right_view
            self.set_focus(self.countries.box if view == "countries" else self._views()[view])
            return
        widgets: dict[str, Widget] = {
            "results": self.results,
            "article": self.article,
            "note": self.note.view,
        }
        self.set_focus(widgets[self.pane])

    def show_pane(self, pane: str) -> None:
        """Bring a pane before the person and put the keys there."""
        if self.note.writing and pane != "note":
            self.note.stop_writing()
        if pane != self.pane and self.pane == "article":
            self.keep_place()
        self.pane = pane
        self._reveal()
        self._focus()
        self.hint()

    @property
    def place(self) -> str:
        """Where a key is looked up: the pane that has the keys, or what is being typed in."""
        focused = self.focused
        if isinstance(focused, (Box, LinePane)):
            return focused.place
        return "writing" if self.note.writing and focused is not None else self.pane

    def hint(self) -> None:
        focused = self.focused
        labels = focused.labels() if isinstance(focused, LinePane) else {}
        if not self.results.total:
            labels = {"next_article": "", **labels}
        hints = actions.footer(self.place, labels, self.keymap.actions)
        help_ = actions.shown(self.keymap.key_of("keys"))
        last = [hint for hint in hints if hint[0] == help_]
        self.footer.show_hints([hint for hint in hints if hint[0] != help_] + last)

    def on_descendant_focus(self) -> None:
        self.hint()

    def do_next_pane(self) -> None:
        self.show_pane(_PANES[(_PANES.index(self.pane) + 1) % len(_PANES)])

    def do_pane_1(self) -> None:
        self.show_pane("results")

    def do_pane_2(self) -> None:
        self.show_pane("article")

    def do_pane_3(self) -> None:
        self.show_pane("relations")

    def do_pane_4(self) -> None:
        self.show_pane("note")
