"""The desk: three panes and the note, and what each key does to them."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tui import actions
from tui.panes.article import ArticlePane
from tui.panes.bars import Footer
from tui.panes.box import Box
from tui.panes.countries import CountryList
from tui.panes.lines import LinePane
from tui.panes.note import NotePane, NoteView
from tui.panes.relations import RelationsPane
from tui.panes.results import ResultsPane
from tui.screens.asking import PREVIEW_PAUSE, TYPING_PAUSE, AskingScreen
from tui.screens.keys import KeysScreen
from tui.screens.layout import Arrangement, arrange
from tui.screens.trail import Place, Trail

_NOTE = "note:"
"""What the id of a hit begins with that is a note and no article."""
_PANES = ("results", "article", "relations", "note")


class DeskScreen(AskingScreen):
    """Which pane is before the person, how they got there, and the keys."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    DeskScreen { layout: vertical; background: $background; color: $foreground; overflow: hidden; }
    DeskScreen #desk { height: 1fr; width: 1fr; }
    DeskScreen #desk.-wide #article-side { border-left: vkey $rule-line; }
    DeskScreen #desk.-three #right { border-left: vkey $rule-line; }
    DeskScreen TextArea, DeskScreen TextArea:focus {
        border: none; padding: 0 1; background: $background; color: $foreground; height: 1fr;
        scrollbar-size: 0 0;
    }
    """

    def __init__(self, *args, **options) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **options)
        self.box = Box("/ ", place="search", hint="search: / then type")
        self.footer = Footer()
        self.trail = Trail()
        self.pane = "results"
        self._choosing = False
        self._arrangement = Arrangement(1, 0, 0, 0)
        self._asked_to_leave = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="desk"):
            with Vertical(id="left"):
                yield self.box
                yield self.results
            with Vertical(id="article-side"):
                yield self.article
            with Vertical(id="right"):
                yield self.countries
                yield self.relations
                yield self.note
        yield self.status
        yield self.footer

    def on_mount(self) -> None:
        self._arrange()
        self.set_focus(self.results)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.ask_search("")
        self.ask_status()

    # -- where things stand

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
        choosing = self._choosing or (self.relations.actor is None and pane != "note")
        self.countries.display = choosing and (columns > 1 or pane == "relations")
        self.relations.display = not choosing and (columns > 1 or pane == "relations")
        self.note.display = pane == "note" if columns == 1 else not choosing or pane == "note"
        self.note.styles.height = "1fr" if columns == 1 else "30%"

    _left_shown = True

    def show_right(self) -> None:
        self._choosing = False
        self._reveal()
        if self.pane == "relations":
            self._focus()

    def _focus(self) -> None:
        if self.pane == "relations" and (self._choosing or self.relations.actor is None):
            self.set_focus(self.countries.box)
            return
        widgets: dict[str, Widget] = {
            "results": self.results,
            "article": self.article,
            "relations": self.relations,
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

    def here(self) -> Place:
        """Where the person is."""
        page, actor = self.article.page, self.relations.actor
        return Place(
            self.pane,
            self.wanted,
            self.results.cursor,
            page.article.id if page else "",
            self.article.reading_place,
            actor.code if actor else "",
        )

    def go(self, pane: str) -> None:
        """Go to a pane by a way that ``q`` leads back."""
        self.trail.leave(self.here())
        self.show_pane(pane)

    # -- keys

    @property
    def place(self) -> str:
        """Where a key is looked up: the pane that has the keys, or what is being typed in."""
        focused = self.focused
        if isinstance(focused, (Box, LinePane)):
            return focused.place
        return "writing" if self.note.writing and focused is not None else self.pane

    def on_key(self, event: events.Key) -> None:
        if self._typed_ahead(event):
            event.stop()
            event.prevent_default()
            return
        key = (
            event.character
            if event.is_printable and event.character and event.character != " "
            else event.key
        )
        place = self.place
        action = actions.find(place, key)
        if action is None:
            if event.is_printable and place not in actions.TYPING:
                event.stop()
                self.say(f"{key} does nothing here; ? shows all keys.")
            return
        event.stop()
        event.prevent_default()
        self.do(action.name)

    def _typed_ahead(self, event: events.Key) -> bool:
        """Keys may come in bursts: give one to the box or editor that an earlier one has opened."""
        if self.note.opening:
            self.note.typed_ahead += event.character if event.is_printable and event.character else ""
            return True
        return isinstance(self.focused, Box) and self.focused.take(event)

    def do(self, name: str) -> None:
        """Do a named action: the pane's own way when it has one, else the screen's."""
        if name != "back":
            self._asked_to_leave = False
        self.say("")
        target: object = self.focused
        if self.place == "countries":
            target = self.countries.list
        method = getattr(target, f"do_{name}", None) or getattr(self, f"do_{name}", None)
        if method is not None:
            method()
        self.hint()

    def hint(self) -> None:
        focused = self.focused
        labels = focused.labels() if isinstance(focused, LinePane) else {}
        if not self.results.total:
            labels = {"next_article": "", **labels}
        hints = actions.footer(self.place, labels)
        last = [hint for hint in hints if hint[0] == "?"]
        self.footer.show_hints([hint for hint in hints if hint[0] != "?"] + last)

    def on_descendant_focus(self) -> None:
        self.hint()

    # -- what keys do here

    def do_search(self) -> None:
        if self.pane != "results":
            self.trail.leave(self.here())
        self.pane = "results"
        self._reveal()
        self.set_focus(self.box)
        self.hint()

    def do_enter_results(self) -> None:
        self.show_pane("results")

    def do_leave_box(self) -> None:
        if self.note.writing:
            self.note.stop_writing()
            self.show_pane("note")
        elif self._choosing or self.place == "countries":
            self._choosing = False
            self.do_back()
        else:
            self.show_pane("results")

    def do_sort(self) -> None:
        self.results.sort = "newest" if self.results.sort == "relevance" else "relevance"
        self.ask_search(self.wanted)

    def do_countries(self) -> None:
        self.trail.leave(self.here())
        self._choosing = True
        self.countries.box.set_text("")
        self.countries.list.filter("")
        self.show_pane("relations")

    def do_choose(self) -> None:
        place = self.place
        if place == "results" and (hit := self.results.hit) is not None and hit.id.startswith(_NOTE):
            self.go("note")
            self.ask_actor(hit.id.removeprefix(_NOTE))
        elif place == "results" and self.results.hit is not None:
            self.go("article")
            self.ask_article(self.results.hit.id)
        elif place == "countries" and (actor := self.countries.list.actor) is not None:
            self._choosing = False
            self.ask_actor(actor.code)

    def do_relations(self) -> None:
        if self.place == "relations" and self.relations.row is not None:
            self._go_actor(self.relations.row.partner.code)
            return
        mention, relations = self.article.chosen_mention, self.article.chosen_relations
        if mention is not None and mention.actor:
            self._go_actor(mention.actor)
        elif relations:
            self._go_actor(relations[0].source, relations[0].target)
        else:
            self.say("Choose a name first: e goes to the next one. Or c to choose a country.")

    def _go_actor(self, code: str, partner: str | None = None) -> None:
        self.trail.leave(self.here())
        self._choosing = False
        self.pane = "relations"
        self.keep_place()
        self.ask_actor(code, partner)

    def do_search_entity(self) -> None:
        mention = self.article.chosen_mention
        if mention is None:
            self.say("Choose a name first: e goes to the next one.")
            return
        self._search_for(mention.text)

    def _search_for(self, name: str) -> None:
        self.go("results")
        text = '"' + name.replace('"', " ") + '"' if " " in name else name
        self.box.set_text(text)
        self.ask_search(text)

    def do_next_article(self) -> None:
        self._step_article(1)

    def do_previous_article(self) -> None:
        self._step_article(-1)

    def _step_article(self, way: int) -> None:
        row = self.results.cursor
        if self.article.page is not None and self.results.find(self.article.page.article.id) == row:
            row += way
        if not 0 <= row < self.results.total:
            self.say("That was the last of the results." if way > 0 else "That was the first of the results.")
            return
        self.results.go(row)
        if self.pane != "article":
            self.go("article")
        if self.results.hit is not None:
            self.ask_article(self.results.hit.id)

    def do_write_note(self) -> None:
        if not self.note.key:
            self.say("A note belongs to a country: c chooses one.")
            return
        if self.pane != "note":
            self.go("note")
        self.note.opening = True
        self.run_worker(self.note.write(), exit_on_error=False)

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

    def do_keys(self) -> None:
        self.app.push_screen(KeysScreen(self.place), self._do_from_list)

    def _do_from_list(self, name: str | None) -> None:
        if name:
            self.do(name)

    def do_colours(self) -> None:
        self.say(f"Colours: {self.app.next_palette()}.")  # type: ignore[attr-defined]

    def do_leave(self) -> None:
        self.app.run_worker(self.app.leave(), exit_on_error=False)  # type: ignore[attr-defined]

    def do_back(self) -> None:
        place = self.trail.back()
        if place is not None:
            self._return_to(place)
        elif self.pane != "results":
            self.show_pane("results")
        elif self.wanted:
            self.box.set_text("")
            self.ask_search("")
        elif self._asked_to_leave:
            self.do_leave()
        else:
            self._asked_to_leave = True
            self.say("q again leaves Foreign Desk; so does Q, at any time.")

    def _return_to(self, place: Place) -> None:
        if place.query != self.wanted:
            self.box.set_text(place.query)
            self.ask_search(place.query, row=place.row)
        page, actor = self.article.page, self.relations.actor
        if place.article and (page is None or page.article.id != place.article):
            self.ask_article(place.article, at=place.at)
        if place.actor and (actor is None or actor.code != place.actor):
            self.ask_actor(place.actor)
        self.show_pane(place.pane)

    # -- what the panes say

    @on(Box.Typed)
    def _typed(self, event: Box.Typed) -> None:
        self.ask_search(event.text, pause=TYPING_PAUSE)

    @on(ResultsPane.Wanted)
    def _rows_wanted(self, event: ResultsPane.Wanted) -> None:
        self.ask_rows(event.offset)

    @on(ResultsPane.Moved)
    def _results_moved(self) -> None:
        self._preview(PREVIEW_PAUSE)

    def after_search(self) -> None:
        self._preview(PREVIEW_PAUSE)

    def _preview(self, pause: float) -> None:
        """Beside the results, the article under the cursor is shown as soon as the cursor rests."""
        hit = self.results.hit
        page = self.article.page
        if self._arrangement.columns == 1 or self.pane != "results" or hit is None:
            return
        if page is None or page.article.id != hit.id:
            self.ask_article(hit.id, pause=pause)

    @on(RelationsPane.Moved)
    @on(ArticlePane.Chose)
    def _something_else(self) -> None:
        self.hint()

    @on(ArticlePane.Said)
    def _said(self, event: ArticlePane.Said) -> None:
        self.say(event.text)

    @on(ArticlePane.Follow)
    def _follow(self, event: ArticlePane.Follow) -> None:
        if event.relation is not None:
            self._go_actor(event.relation.source, event.relation.target)
        elif event.mention is not None and event.mention.actor:
            self._go_actor(event.mention.actor)
        elif event.mention is not None:
            self._search_for(event.mention.text)
        else:
            self.say("Choose a name first: e goes to the next one, ] to the next sentence with a relation.")

    @on(RelationsPane.Open)
    def _open_evidence(self, event: RelationsPane.Open) -> None:
        self.go("article")
        self.ask_article(event.evidence.article, at=event.evidence.relation.start, evidence=True)

    @on(NotePane.Save)
    def _save_note(self, event: NotePane.Save) -> None:
        self.save_note(event.key, event.text)

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        widget = event.widget
        for kind, pane in ((ResultsPane, "results"), (ArticlePane, "article"), (RelationsPane, "relations")):
            if isinstance(widget, kind):
                self.show_pane(pane)
        if isinstance(widget, NoteView):
            self.show_pane("note")
        if isinstance(widget, ResultsPane | RelationsPane | CountryList) and event.chain == 2:
            self.do_choose()
