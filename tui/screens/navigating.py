"""The part of the desk's screen that navigates: where a key leads, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import screens
from tui.screens.arranging import ArrangingScreen
from tui.screens.trail import Place, Trail

if TYPE_CHECKING:
    from index import Page
    from tui.screens.entities import Way

_NAME = "Choose a name first: {article.next_entity} goes to the next one."
_NOTE = "note:"
"""What the id of a hit begins with that is a note and no article."""


class NavigatingScreen(ArrangingScreen):
    """Follows what is chosen to what belongs to it, and remembers the way for ``q``."""

    def __init__(self, *args, **options) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **options)
        self.trail = Trail()
        self._asked_to_leave = False

    def here(self) -> Place:
        """Where the person is."""
        page, actor, pair = self.article.page, self.relations.actor, self.pair_pane.page
        return Place(
            self.pane,
            self.wanted,
            self.results.cursor,
            page.article.id if page else "",
            self.article.reading_place,
            actor.code if actor else "",
            self.right,
            (pair.a, pair.b) if pair else ("", ""),
        )

    def go(self, pane: str) -> None:
        """Go to a pane by a way that ``q`` leads back."""
        self.trail.leave(self.here())
        self.show_pane(pane)

    def do_search(self) -> None:
        if self.pane != "results":
            self.trail.leave(self.here())
        self.pane = "results"
        self._reveal()
        self.set_focus(self.box)
        self.box.begin()
        self.hint()

    def do_enter_results(self) -> None:
        self.show_pane("results")
        self.say(self.notice)

    def do_complete(self) -> None:
        if not self.box.take_offer():
            self.do_enter_results()

    def do_leave_box(self) -> None:
        if self.note.writing:
            self.note.stop_writing()
            self.show_pane("note")
        elif self.place == "countries":
            self.do_back()
        else:
            self.show_pane("results")

    def do_countries(self) -> None:
        self.trail.leave(self.here())
        self.right = "countries"
        self.countries.box.set_text("")
        self.countries.list.filter("")
        self.show_pane("relations")

    def found(self) -> None:
        """The results that Enter was pressed for are there: open the first, and keep the keys that follow."""
        if self._awaited == "search":
            if self.results.hit is not None:
                self.do_choose()
            if self.pane == "article":
                self.hold_until("article")
            else:
                self.released("search")

    def show_page(self, page: Page, at: int | None = None, *, evidence: bool = False) -> None:
        super().show_page(page, at, evidence=evidence)
        self.released("article")

    def do_choose(self) -> None:
        place = self.place
        if place == "results" and self._searching:  # what is under the cursor is not what was typed
            self.hold_until("search")
            return
        if place == "results" and (hit := self.results.hit) is not None and hit.id.startswith(_NOTE):
            key = hit.id.removeprefix(_NOTE)
            self.go("note")
            self.questions.ask("note", lambda: self.client.note(key), self._show_note)
        elif place == "results" and self.results.hit is not None:
            self.go("article")
            self.ask_article(self.results.hit.id)
            self.hold_until("article")  # what is pressed next is for this one, not for the one before
        elif place == "results" and not self.results.total:
            self.say("There is no article to open.")
        elif place == "countries" and (actor := self.countries.list.actor) is not None:
            self.right = "relations"
            self.ask_actor(actor.code)

    def do_relations(self) -> None:
        if self.place == "relations" and self.relations.row is not None:
            self._go_actor(self.relations.row.partner.code)
            return
        if self.place == "pair" and self.pair_pane.page is not None:
            self._go_actor(self.pair_pane.page.a, self.pair_pane.page.b)
            return
        mention, relations = self.article.chosen_mention, self.article.chosen_relations
        if mention is not None and mention.actor:
            self._go_actor(mention.actor)
        elif relations:
            self._go_actor(relations[0].source, relations[0].target)
        else:
            self.say(self.keymap.told(f"{_NAME} Or {{countries}} to choose a country."))

    def _go_actor(self, code: str, partner: str | None = None) -> None:
        self.trail.leave(self.here())
        self.right = "relations"
        self.pane = "relations"
        self.keep_place()
        self.ask_actor(code, partner)

    def do_search_entity(self) -> None:
        mention = self.article.chosen_mention
        if mention is None:
            self.say(self.keymap.told(_NAME))
            return
        self._search_for(mention.text)

    def _search_for(self, name: str) -> None:
        self.go("results")
        text = '"' + name.replace('"', " ") + '"' if " " in name else name
        self.box.set_text(text)
        self.ask_search(text)

    def do_entities(self) -> None:
        self.open_entity("")

    def open_entity(self, name: str) -> None:
        """Show the page of an entity, or with ``""`` the list of all."""
        self.keep_place()
        self.app.push_screen(screens.EntitiesScreen(lambda: self.client, name), self._led_on)

    def _led_on(self, way: Way | None) -> None:
        """Go where the page of an entity led; ``q`` comes back to it."""
        if self.article.page is not None:  # it may name others now
            id_ = self.article.page.article.id
            self.questions.ask("article", lambda: self.client.article(id_), self._refresh_page)
        if way is None:
            return
        where, what, entity = way
        self.trail.leave(self.here()._replace(entity=entity))
        if where == "article":
            self.show_pane("article")
            self.ask_article(what)
        elif where == "actor":
            self.show_pane("relations")
            self.ask_actor(what)
        else:
            self.show_pane("results")
            self.box.set_text(what)
            self.ask_search(what)

    def preview(self, pause: float = 0.0) -> None:
        """Beside the results, the article under the cursor is shown as soon as the cursor rests."""
        hit = self.results.hit
        page = self.article.page
        if self._arrangement.columns == 1 or self.pane != "results" or hit is None:
            return
        if page is None or page.article.id != hit.id:
            self.ask_article(hit.id, pause=pause)

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
            self.say(self.keymap.told("{back} again leaves Foreign Desk; so does {leave}, at any time."))

    def do_leave(self) -> None:
        self.app.run_worker(self.app.leave(), exit_on_error=False)  # type: ignore[attr-defined]

    def _return_to(self, place: Place) -> None:
        if place.query != self.wanted:
            self.box.set_text(place.query)
            self.ask_search(place.query, row=place.row)
        page, actor = self.article.page, self.relations.actor
        if (
            place.article
            and place.pane != "results"  # there the one that was read last stays open, to be gone back to
            and (page is None or page.article.id != place.article)
        ):
            self.ask_article(place.article, at=place.at)
        if place.actor and (actor is None or actor.code != place.actor):
            self.ask_actor(place.actor)
        pair = self.pair_pane.page
        if place.pair[0] and (pair is None or (pair.a, pair.b) != place.pair) and place.right == "pair":
            self.ask_pair(*place.pair)
        self.right = place.right
        self.show_pane(place.pane)
        self.preview()
        if place.entity:
            self.open_entity(place.entity)
