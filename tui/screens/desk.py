"""The desk: three panes and the note; its keys, and what its panes say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual import events, on

from tui import actions, screens
from tui.keymap import Keymap
from tui.panes.article import ArticlePane, is_actor
from tui.panes.box import OFFERS, Box
from tui.panes.results import NEXT_GROUP, NEXT_SORT, ResultsPane
from tui.screens.holding import hand_on
from tui.screens.searching import PREVIEW_PAUSE, TYPING_PAUSE
from tui.screens.touring import TouringScreen

if TYPE_CHECKING:
    from tui.panes.relations import RelationsPane

_BURST = 0.08
"""Keys that follow each other within so many seconds come in a burst."""
_KEYS_PATIENCE = 1.0
"""Seconds to wait for the person's own keys before the usual ones are in force."""


class DeskScreen(TouringScreen):
    """Gives each key to the pane or screen that acts on it, and does what the panes ask for."""

    def on_mount(self) -> None:
        self._arrange()
        self.set_focus(self.results)
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        self.look_for_news()
        self.ask_search("")
        await self.complete()
        self.ask_keys()
        self.questions.ask(
            "settings", lambda: self.client.settings("reader"), self._take_settings, failed=self._no_keys
        )
        self.ask_status()
        self.offer_tour()

    # -- keys

    def ask_keys(self) -> None:
        """Fetch the person's own keys; what is pressed before they are known waits for them, a moment."""
        self.questions.ask(
            "keys", lambda: self.client.settings("keys"), self._take_keys, failed=self._no_keys
        )
        self.set_timer(_KEYS_PATIENCE, self._release)

    def _take_keys(self, table: dict[str, object]) -> None:
        keymap = Keymap.load(table)
        self.app.keymap = keymap  # type: ignore[attr-defined]
        self.box.refresh()  # it says how a search begins
        fault = ""
        if len(keymap.problems) > 1 and self.app.screen is self:
            told = [*keymap.problems, "", "These keys are as they were. docs/keys.md has all names."]
            self.app.push_screen(screens.TextScreen("config.toml", told, "!"))
        elif keymap.problems:
            fault = f"config.toml: {'; '.join(keymap.problems)}"
        self._release(fault)

    def _take_settings(self, table: dict[str, object]) -> None:
        shown = table.get("snippets")
        if isinstance(shown, bool):
            self.results.show_snippets(shown)
        elif shown is not None:
            self._tell_fault("config.toml: snippets in [reader] must be true or false.")

    def _no_keys(self, message: str) -> None:
        self._release(message)

    def _release(self, fault: str = "") -> None:
        for event in () if self._awaited else self._let_go():
            self.on_key(event)
        if fault:
            self._tell_fault(fault)
        self.hint()

    def _tell_fault(self, fault: str) -> None:
        """Tell what is wrong with the settings; first results that are still to come do not hide it."""
        self._fault = fault
        self.say_error(fault)

    _fault = ""
    """What was told last of the settings, until a key is pressed."""

    def on_key(self, event: events.Key) -> None:
        if hand_on(self, event):
            return
        if self.hold(event) or self._typed_ahead(event):
            event.stop()
            event.prevent_default()
            return
        self._fault = ""
        key = (
            event.character
            if event.is_printable and event.character and event.character != " "
            else event.key
        )
        place, typed = self.place, (*self._typed_so_far, key)
        self._typed_so_far = ()
        found = self.keymap.find(place, typed)
        if found.following:
            self._typed_so_far = typed
            self.hint()
        elif found.action is not None:
            self.do(found.action.name)
        elif len(typed) > 1 or (event.is_printable and place not in actions.TYPING):
            if event.key != "escape":
                help_ = self.keymap.key_of("keys")
                self.say(f"{''.join(typed)} does nothing here; {help_} shows all keys.")
            self.hint()
        else:
            return
        event.stop()
        event.prevent_default()

    _typed_so_far: tuple[str, ...] = ()
    """The first keys of a sequence, such as ``y`` of ``ya``."""

    def hint(self) -> None:
        found = self.keymap.find(self.place, self._typed_so_far) if self._typed_so_far else None
        if found is not None and found.following:  # an answer that comes now leaves them there
            self.footer.show_hints([(key, action.label or action.help) for key, action in found.following])
        else:
            super().hint()

    def _typed_ahead(self, event: events.Key) -> bool:
        """Keys may come in bursts: give one to the box or editor that an earlier one has opened."""
        text = "\n" if event.key == "enter" else (event.character or "") if event.is_printable else ""
        if self.note.opening:
            self.note.typed_ahead += text
            return True
        if text and self.place == "writing":  # on its way here when the editor took over: it is for that one
            return self.note.insert(text)
        return isinstance(self.focused, Box) and self.focused.take(event)

    def do(self, name: str) -> None:
        """Do a named action: the pane's own way when it has one, else the screen's."""
        if name != "back":
            self._asked_to_leave = False
        self.say("")
        self._ask_typed()
        target: object = self.focused
        if self.place == "countries":
            target = self.countries.list
            self.countries.catch_up()
            self.countries.box.in_list = True
        method = getattr(target, f"do_{name}", None) or getattr(self, f"do_{name}", None)
        if target is self.results and (refusal := self.results.refusal(name)):
            self.say(refusal)
        elif method is not None:
            method()
        self.hint()

    def _on_timer_update(self) -> None:
        """Textual paints here what has changed. A key for the box goes before: its echo would wait."""
        if not (isinstance(self.focused, Box) and self.app.key_waits):  # type: ignore[attr-defined]
            super()._on_timer_update()

    # -- what keys do here

    def do_sort(self) -> None:
        self.results.sort, said = NEXT_SORT[self.results.sort]
        self._ask_in_order(f"Sorted: {said}.")

    def do_group(self) -> None:
        self.results.group = NEXT_GROUP[self.results.group]
        self._ask_in_order(f"Grouped by {self.results.group}." if self.results.group else "Not grouped.")

    def _ask_in_order(self, said: str) -> None:
        self.ask_search(self.wanted, said=said)

    def do_keys(self) -> None:
        self.app.push_screen(screens.KeysScreen(self.place, self.keymap), self._do_from_list)

    def do_palette(self) -> None:
        self.app.push_screen(screens.KeysScreen(self.place, self.keymap, commanding=True), self._do_from_list)

    def _do_from_list(self, name: str | None) -> None:
        if name:
            self.do(name)

    def do_colours(self) -> None:
        self.say(f"Colours: {self.app.next_palette()}.")  # type: ignore[attr-defined]

    # -- what the panes say

    @on(Box.Typed)
    def _typed(self, event: Box.Typed) -> None:
        if event.box is self.box:
            self._ask_typed(offers=not event.taken)

    def _ask_typed(self, *, offers: bool = False) -> None:
        """Search for what stands in the box, unless it was asked for: one question for a burst of keys."""
        if not self.box.untold:
            return
        self.box.untold = False
        before, self._typed_at = self._typed_at, time.monotonic()
        # After a rest the key before this one has its answer, and there is nothing to be saved by waiting.
        pause = TYPING_PAUSE if self._typed_at - before < _BURST else 0.0
        self.results.typing = self.box.has_focus
        self.ask_search(self.box.text, pause=pause)
        if offers:
            self.ask_offers(self.box.text, self.box.at, pause)

    _typed_at = 0.0

    def ask_offers(self, text: str, at: int, pause: float) -> None:
        """Offer what the word before the cursor may become."""
        if not text.strip():
            self.box.show_offers(text, [])
            return
        self.questions.ask(
            "complete",
            lambda: self.client.complete(text, at, OFFERS),
            lambda found: self.box.show_offers(text, found),
            pause=pause,
            failed=lambda _: None,  # an offer that does not come is not missed
        )

    @on(ResultsPane.Wanted)
    def _rows_wanted(self, event: ResultsPane.Wanted) -> None:
        self.ask_rows(event.offset)

    @on(ResultsPane.Moved)
    def _results_moved(self) -> None:
        self.preview(PREVIEW_PAUSE)

    def after_search(self) -> None:
        self.preview(PREVIEW_PAUSE)
        self.found()
        if self._fault:
            self.say_error(self._fault)

    @on(ArticlePane.Chose)
    def on_relations_pane_moved(self) -> None:
        self.hint()

    @on(ArticlePane.Said)
    def _said(self, event: ArticlePane.Said) -> None:
        self.say(event.text)

    @on(ArticlePane.Follow)
    def _follow(self, event: ArticlePane.Follow) -> None:
        if event.relation is not None:
            self.go_pair(event.relation.source, event.relation.target)
        elif event.mention is not None and is_actor(event.mention):
            self._go_actor(event.mention.actor or event.mention.entity)
        elif event.mention is not None:
            self.open_entity(event.mention.entity)
        else:
            ways = "{article.next_entity} goes to the next one, {article.next_evidence} to the next"
            self.say(self.keymap.told(f"Choose a name first: {ways} sentence with a relation."))

    def on_relations_pane_open(self, event: RelationsPane.Open) -> None:
        self.go("article")
        self.ask_article(event.evidence.article, at=event.evidence.relation.start, evidence=True)

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        widget = event.widget
        right = (self.relations, self.pair_pane, self.matrix)
        for panes, name in (
            ((self.results,), "results"),
            ((self.article,), "article"),
            (right, "relations"),
            ((self.note.view,), "note"),
        ):
            if widget in panes:
                self.show_pane(name)
        if widget in (self.results, *right, self.countries.list) and event.chain == 2:
            self.do("choose")
