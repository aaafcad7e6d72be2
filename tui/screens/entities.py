"""Who is named: a list to choose from, the page of one, and what a reader decides about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from textual import events, on
from textual.app import ComposeResult

from tui import actions, screens
from tui.actions import shown
from tui.panes.bars import StatusBar
from tui.panes.box import Box
from tui.panes.entities import KINDS, EntityList, EntityPane
from tui.questions import Questions
from tui.screens.over import OverScreen

if TYPE_CHECKING:
    from index import Client, EntityPage

Way = tuple[Literal["article", "search", "actor", "chosen"], str, str]
"""Where the screen leads: an article by id, a search, an actor's relations; and the entity it came from."""
_TYPING_PAUSE = 0.03


class EntitiesScreen(OverScreen["Way | None"]):
    """Begins with the page of ``name``, or with the list.

    ``question``: one is to be chosen from the list, who is another than ``whose``.
    """

    def __init__(
        self,
        client: Callable[[], Client],
        name: str = "",
        kind: str = "",
        *,
        question: str = "",
        whose: str = "",
    ) -> None:
        super().__init__()
        self._whose = whose
        self._client = client
        self._begins = name
        self._trail: list[str] = []
        self._before = ""
        """What the entity on the page was called before the last decision."""
        self.questions = Questions(self._say_error)
        self.box = Box("name: ", place="entities", hint="")
        self.list = self.box.list = EntityList()
        self.list.kind, self.list.question = kind if question else "", question
        self.pane = EntityPane()
        self.naming = Box("new name: ", place="naming", hint="")
        self.status = StatusBar()
        self._named: Callable[[str], None] = lambda _: None
        self.mode: Literal["entities", "entity", "naming"] = "entity" if name else "entities"

    def compose(self) -> ComposeResult:
        yield from (self.box, self.list, self.pane, self.naming, self.status, self.footer)

    def on_mount(self) -> None:
        self._turn(self.mode)
        if self._begins:
            self._open(self._begins)
        else:
            self._ask_list()

    # -- asking

    def _ask_list(self, pause: float = 0.0) -> None:
        text, kind = self.box.text, self.list.kind
        self.list.asked = text

        def listed(found: Any) -> None:
            self.list.show_entities([entity for entity in found if entity.name != self._whose])
            self._listed = text
            self.hint()
            if self._chosen_for == text:
                self.do_choose()

        self.questions.ask("entities", lambda: self._client().entities(text, kind), listed, pause=pause)

    _listed: str | None = None
    """What was typed for the list that is shown."""
    _chosen_for: str | None = None
    """What had been typed when Enter came, before the list for it was there."""

    def _open(self, name: str, otherwise: str = "") -> None:
        """Show the page of an entity, or that of ``otherwise``; a name that nobody has leads to the list."""

        def failed(message: str) -> None:
            if otherwise and otherwise != name:
                self._open(otherwise)
                return
            self._say_error(message)
            if self.pane.page is None:
                self._turn("entities")
                self._ask_list()

        self.questions.ask("entity", lambda: self._client().entity(name), self._show_page, failed=failed)

    def _show_page(self, page: EntityPage) -> None:
        if self.pane.page is not None and self.pane.page.entity.name != page.entity.name:
            self._trail.append(self.pane.page.entity.name)
        self.pane.show_page(page)
        self._turn("entity")

    def _decide(self, deed: str, *more: Any) -> None:
        """Decide something of the entity on the page, then show what has become of it."""
        name = self._shown

        def decided(said: str) -> None:
            self._before = name
            how = self.keymap.key_of("undo")
            if deed == "drop":  # the list, which comes then, takes what is typed for a name
                how = f"{shown(self.keymap.key_of('back', 'entities'))}, then {how},"
            self.status.say(f"{said}. {how} takes it back.")
            if deed == "drop":
                self.pane.page = None
                self.do_entities()
            else:
                self._open(more[0] if deed in ("merge", "rename") else name)

        self.questions.ask("", lambda: self._client().decide_entity(deed, name, *more), decided)

    # -- keys

    @property
    def _shown(self) -> str:
        return self.pane.page.entity.name if self.pane.page else ""

    @property
    def place(self) -> str:  # type: ignore[override]
        return self.mode

    @property
    def lines(self) -> EntityList | EntityPane:
        return self.list if self.mode == "entities" else self.pane

    @property
    def typing(self) -> Box | None:
        return {"entities": self.box, "naming": self.naming}.get(self.mode)

    def do(self, name: str) -> None:
        self.status.say("")
        super().do(name)

    def say_unknown(self, key: str) -> None:
        self.status.say(f"{key} does nothing here; {self.keymap.key_of('keys', 'entity')} shows all keys.")

    def do_keys(self) -> None:
        self.app.push_screen(
            screens.KeysScreen("entity", self.keymap), lambda name: self.do(name) if name else None
        )

    def do_leave(self) -> None:
        self.app.run_worker(self.app.leave(), exit_on_error=False)  # type: ignore[attr-defined]

    def do_choose(self) -> None:
        if self.mode == "naming":
            self._named(self.naming.text)
            self._turn("entity")
        elif self.mode == "entities":
            self._chosen_for = None if self._listed == self.box.text else self.box.text
            if self.list.entity is None or self._chosen_for is not None:
                return
            if self.list.question:
                self.dismiss(("chosen", self.list.entity.name, ""))
            else:
                self._open(self.list.entity.name)
        elif (row := self.pane.row) is not None and row.does == "entity":
            self._open(row.value)
        elif row is not None and row.does == "article":
            self.dismiss(("article", row.value, self._shown))

    def do_next_kind(self) -> None:
        self.list.kind = KINDS[(KINDS.index(self.list.kind) + 1) % len(KINDS)]
        self._ask_list()

    def do_entities(self) -> None:
        self.box.set_text("")
        self._turn("entities")
        self._ask_list()

    def do_back(self) -> None:
        if self.mode == "naming":
            self._turn("entity")
        elif self.mode == "entity" and self._trail:
            name = self._trail.pop()
            self.pane.page = None
            self._open(name)
        else:
            self.dismiss(None)

    def do_search_entity(self) -> None:
        self.dismiss(("search", 'entity:"' + self._shown.replace('"', " ") + '"', self._shown))

    def do_relations(self) -> None:
        if self.pane.page is not None and self.pane.page.entity.actor:
            self.dismiss(("actor", self.pane.page.entity.actor, self._shown))

    # -- deciding

    def do_merge_entity(self) -> None:
        page = self.pane.page
        if page is None:
            return

        def chosen(way: Way | None) -> None:
            if way is not None:
                self._decide("merge", way[1])

        question = f"who is {page.entity.shown}?"
        screen = EntitiesScreen(
            self._client, kind=page.entity.kind, question=question, whose=page.entity.name
        )
        self.app.push_screen(screen, chosen)

    def do_rename_entity(self) -> None:
        self._ask_name(lambda new: self._decide("rename", new), self._shown)

    def do_split_entity(self) -> None:
        article = self.pane.naming
        if not article:
            self.status.say("Go to the article in which it is somebody else.")
            return
        self._ask_name(lambda new: self._decide("split", new, [article]), self._shown)

    def do_drop_entity(self) -> None:
        self._decide("drop")

    def do_keep_entity(self) -> None:
        self._decide("keep")

    def do_undo(self) -> None:
        name = self._shown

        def undone(label: str | None) -> None:
            self.status.say(f"Taken back: {label}." if label else "There is nothing to take back.")
            if name or self._before:
                self._open(name or self._before, self._before)
            else:
                self._ask_list()

        self.questions.ask("", self._client().undo, undone)

    def _ask_name(self, named: Callable[[str], None], text: str) -> None:
        self._named = named
        self.naming.set_text(text)
        self._turn("naming")

    # -- showing

    def hint(self) -> None:
        labels = {} if self.mode == "naming" else self.lines.labels()
        if self.mode == "entities" and self.list.question:
            labels = {**labels, "choose": "choose"}
        self.footer.show_hints(actions.footer(self.place, labels, self.keymap.actions))

    def _turn(self, mode: Literal["entities", "entity", "naming"]) -> None:
        self.mode = mode
        self.box.display = self.list.display = mode == "entities"
        self.pane.display = mode != "entities"
        self.naming.display = mode == "naming"
        self.set_focus({"entities": self.box, "entity": self.pane, "naming": self.naming}[mode])
        self.call_after_refresh(self.hint)  # the rows of a page are there once it is laid out

    def _say_error(self, message: str) -> None:
        self.status.say(message, error=True)

    @on(Box.Typed)
    def _typed(self, event: Box.Typed) -> None:
        if event.box is self.box:
            self._ask_list(_TYPING_PAUSE)

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        if event.chain == 2 and isinstance(event.widget, EntityList | EntityPane):
            self.do_choose()
