"""One table of everything that can be done by a key: footer, help and the manual's key page are made from it.

A row names an action, its keys, what the footer calls it, one sentence of help, and where it works. A key is
written as it is typed (``j``, ``G``, ``?``, ``ya``) or by its name (``enter``, ``space``, ``pagedown``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

EVERYWHERE = "everywhere"
LISTS = ("results", "article", "relations", "pair", "matrix", "countries", "note")

PLACES: dict[str, str] = {
    EVERYWHERE: "Everywhere",
    "search": "In the search box",
    "results": "Results",
    "article": "Article",
    "relations": "Relations",
    "pair": "The page of a pair",
    "matrix": "The matrix",
    "filter": "In the filter of relations",
    "countries": "Choosing a country",
    "entities": "The list of who is named",
    "entity": "The page of somebody or something named",
    "naming": "While typing a name",
    "note": "Note",
    "writing": "While writing a note",
    "choice": "In a list to choose from",
    "text": "In an explanation",
    "keys": "In this list of keys",
}
"""Where an action can work, in the order of the help, with its heading."""


class Action(NamedTuple):
    """``name`` is the method that does it, ``label`` the word in the footer ('' keeps it out)."""

    name: str
    keys: tuple[str, ...]
    help: str
    where: tuple[str, ...] = (EVERYWHERE,)
    label: str = ""

    @property
    def id(self) -> str:
        """By which a person's settings name it: the name, after its place when it works in one or two."""
        general = EVERYWHERE in self.where or len(self.where) > 2
        return self.name if general else f"{self.where[0]}.{self.name}"


def _action(name: str, keys: str, help_: str, where: str = EVERYWHERE, label: str = "") -> Action:
    return Action(name, tuple(keys.split()), help_, tuple(where.split()), label)


_LISTS = " ".join(LISTS) + " keys entity text"

ACTIONS: tuple[Action, ...] = (
    _action("line_down", "j down", "Go down a line.", _LISTS),
    _action("line_up", "k up", "Go up a line.", _LISTS),
    _action("page_down", "space pagedown", "Go down a page.", _LISTS),
    _action("page_up", "b pageup", "Go up a page.", _LISTS),
    _action("half_down", "d", "Go down half a page.", _LISTS),
    _action("half_up", "u", "Go up half a page.", _LISTS),
    _action("to_top", "g home", "Go to the top.", _LISTS),
    _action("to_end", "G end", "Go to the end.", _LISTS),
    _action("leave_box", "escape", "Leave the box; the results stay.", "search", "leave"),
    _action("enter_results", "enter down", "Go to the results.", "search", "results"),
    _action("complete", "tab", "Take what is offered for the word; else go to the results.", "search"),
    _action("choose", "enter", "Open the article.", "results", "open"),
    _action("facets", "F", "What the results are about, and when; narrow the search.", "results", "about"),
    _action("next_unread", "n", "Go to the next article that is unread.", "results"),
    _action("select", "x", "Choose the row: what is done next is done to all chosen.", "results"),
    _action("select_range", "v", "Choose all rows that you pass from here; again to end that.", "results"),
    _action("select_all", "V", "Choose all results, or none.", "results"),
    _action("select_none", "escape", "Choose no rows any more.", "results", "choose none"),
    _action("sort", "s", "Sort by relevance, newest, oldest, or recent ones first.", "results", "sort"),
    _action("group", "o", "Group by day, source, story or country.", "results", "group"),
    _action("snippets", "z", "Show or hide the words around the matches.", "results", "words"),
    _action("renew", "R", "Show what has come since, and stay at the same article.", "results article", ""),
    _action("choose", "enter", "A country's relations, or the page of who is named.", "article", "follow"),
    _action("next_entity", "e", "Go to the next name in the article.", "article", "names"),
    _action("previous_entity", "E", "Go to the name before.", "article"),
    _action("next_evidence", "]", "Go to the next sentence with a relation.", "article", "evidence"),
    _action("previous_evidence", "[", "Go to the sentence with a relation before.", "article"),
    _action("next_match", "n", "Go to the next match of the search.", "article", "match"),
    _action("previous_match", "N", "Go to the match before.", "article"),
    _action("next_sentence", ")", "Choose the next sentence.", "article"),
    _action("previous_sentence", "(", "Choose the sentence before.", "article"),
    _action("find", "i", "Find in the article: type words, Enter goes there.", "article", "find"),
    _action("search_entity", "*", "Search for the name that is marked.", "article"),
    _action("mark_kinds", "f", "Mark all names, or those of one kind, or none.", "article"),
    _action("mark_one", "F", "Mark only this name, or this country's; again: all.", "article"),
    _action("brackets", "m", "Show names in brackets, by kind, or by style only.", "article"),
    _action("choose", "enter", "Unfold a partner; open the article at the sentence.", "relations", "open"),
    _action("fold_all", "z", "Fold or unfold all partners.", "relations", "fold"),
    _action(
        "relations", "r", "The relations of the actor under the cursor.", "article relations", "relations"
    ),
    _action(
        "write_note",
        "a",
        "Write a note on what is chosen, else on all that is shown.",
        "article relations pair matrix results",
        "note",
    ),
    _action(
        "edit_note",
        "A",
        "The same in your own editor ($EDITOR).",
        "article relations pair matrix results note",
    ),
    _action("pair", "p", "All that passed between the two.", "relations article", "pair"),
    _action("star", "S", "Star: the article, or all that are chosen.", "results article", "star"),
    _action("later", "L", "Keep for later.", "results article"),
    _action("read", "I", "Mark read or unread.", "results article"),
    _action("tag", "t", "Tag: type a new one or choose one; again takes it away.", "results article", "tag"),
    _action("choose", "enter", "Open the article at the sentence.", "pair", "read it there"),
    _action("relations", "r", "The relations of the first of the two.", "pair", "relations"),
    _action("accept", "+", "This relation is right.", "relations pair article", "right"),
    _action("reject", "-", "This relation is wrong.", "relations pair article", "wrong"),
    _action("correct", "=", "Correct its type or direction.", "relations pair article", "correct"),
    _action("why", "w", "Why it was coded so, word by word.", "relations pair article", "why"),
    _action("column_left", "h left", "Go to the column at the left.", "matrix"),
    _action("column_right", "l right", "Go to the column at the right.", "matrix"),
    _action("choose", "enter p", "All that passed between the two.", "matrix", "pair"),
    _action(
        "filter",
        "f",
        "Show only some: since:2022 type:assault ...",
        "relations pair matrix",
        "only",
    ),
    _action(
        "only_search",
        "F",
        "Count the articles of the search only.",
        "relations pair matrix",
        "search",
    ),
    _action("apply_filter", "enter", "Show what passes the filter.", "filter", "show"),
    _action("leave_filter", "escape", "Leave the filter as it was.", "filter", "leave"),
    _action("choose", "enter tab", "Go to the relations of the country.", "countries", "choose"),
    _action("leave_box", "escape", "Leave the list without choosing.", "countries", "leave"),
    _action("choose", "enter", "All about who is under the cursor.", "entities", "open"),
    _action("next_kind", "tab", "All kinds, people, organisations, places ...", "entities", "kind"),
    _action("line_down", "down", "Go down a line.", "entities"),
    _action("line_up", "up", "Go up a line.", "entities"),
    _action("page_down", "pagedown", "Go down a page.", "entities"),
    _action("page_up", "pageup", "Go up a page.", "entities"),
    _action("back", "escape", "Leave the list.", "entities", "leave"),
    _action("choose", "enter", "Open the article, or the page of who is named there.", "entity", "open"),
    _action("relations", "r", "The relations of the country it acts for.", "entity", "relations"),
    _action("search_entity", "*", "Search for all articles that name it.", "entity", "search"),
    _action("entities", "@ /", "The list of who is named.", "entity", "list"),
    _action("back", "q escape", "Step back.", "entity", "back"),
    _action("merge_entity", "m", "Say who it is: two names become one.", "entity", "merge"),
    _action("rename_entity", "n", "Give it another name.", "entity", "rename"),
    _action("split_entity", "s", "In this article it is somebody else.", "entity", "split"),
    _action("drop_entity", "x", "Mark it no more, anywhere.", "entity", "drop"),
    _action("keep_entity", "o", "As it was found: forget what you decided.", "entity"),
    _action("undo", "U", "Take back what you decided last.", "entity"),
    _action("keys", "?", "All keys.", "entity", "keys"),
    _action("leave", "Q", "Leave Foreign Desk.", "entity"),
    _action("choose", "enter", "Keep the name.", "naming", "keep"),
    _action("back", "escape", "Leave the name as it was.", "naming", "leave"),
    _action("write_note", "a i enter", "Write the note.", "note", "write"),
    _action("subject", "o", "Go to what the note is on.", "note", "what it is on"),
    _action("linked", "l", "Go to a note that is linked with this one.", "note", "links"),
    _action("leave_box", "escape", "Keep the note and leave it.", "writing", "keep and leave"),
    _action("search", "/", "Search; results come while you type.", label="search"),
    _action("countries", "c", "Choose a country, to see its relations.", label="country"),
    _action("entities", "@", "Who is named: people, organisations, places."),
    _action("matrix", "M", "Who does what to whom: all actors in one table."),
    _action("undo", "U", "Take back what you decided last."),
    _action("next_article", "J", "Open the next article of the results.", label="next"),
    _action("previous_article", "K", "Open the article before."),
    _action("searches", "'", "Saved searches, with how much in them is unread."),
    _action("save_search", "W", "Save this search; or forget it."),
    _action("copy_citation", "ya", "Copy who wrote what when: the article's citation.", label="citation"),
    _action("copy_sentence", "ys", "Copy the chosen sentence with its citation.", label="sentence"),
    _action("copy_address", "yu", "Copy the article's address.", label="address"),
    _action("next_pane", "tab", "Go to the next pane.", label="panes"),
    _action("pane_1", "1", "Go to the results."),
    _action("pane_2", "2", "Go to the article."),
    _action("pane_3", "3", "Go to the relations."),
    _action("pane_4", "4", "Go to the note."),
    _action("colours", "T", "Change colours: dark, light, contrast, the terminal's own."),
    _action("tour", "", "Take the tour: ten keys, one after another."),
    _action("leave_tour", "X", "Leave the tour."),
    _action("palette", ":", "Type the name of what is to be done."),
    _action("keys", "?", "All keys. Type / to look for one, Enter to do it.", label="keys"),
    _action("back", "q", "Step back.", label="back"),
    _action("leave", "Q", "Leave Foreign Desk."),
    _action("choose", "enter", "Take what the line says.", "choice", "take it"),
    _action("line_down", "down", "Go down a line.", "choice"),
    _action("line_up", "up", "Go up a line.", "choice"),
    _action("back", "escape", "Leave without choosing.", "choice", "leave"),
    _action("back", "q escape w", "Close it.", "text", "close"),
    _action("choose", "enter", "Do what the line says.", "keys", "do it"),
    _action("filter_keys", "/ :", "Look for a key or a word.", "keys", "look for"),
    _action("back", "q escape ?", "Close the list.", "keys", "close"),
)

SHOWN = {
    "space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "pagedown": "PgDn", "pageup": "PgUp",
    "home": "Home", "end": "End", "down": "Down", "up": "Up",
}  # fmt: skip
"""Keys by name, as the footer and the manual write them."""


def shown(key: str) -> str:
    """A key as the footer and the manual write it."""
    return SHOWN.get(key, key)


TYPING = frozenset(
    {"search", "countries", "writing", "keys", "filter", "choice", "entities", "entity", "naming", "text"}
)
"""Places where keys are text, or which are a world of their own: what works everywhere does not work here."""


def footer(
    place: str, labels: Mapping[str, str], actions: Iterable[Action] = ACTIONS
) -> list[tuple[str, str]]:
    """Key and word for each action that the footer shows in a place, the particular before the general.

    ``labels`` gives better words for what an action would do now, by name; an empty word hides it.
    """
    here = [action for action in actions if place in action.where]
    general = [a for a in actions if EVERYWHERE in a.where and place not in TYPING and not _is_sequence(a)]
    pairs = [(action, labels.get(action.name, action.label)) for action in (*here, *general)]
    return [(shown(action.keys[0]), label) for action, label in pairs if label and action.keys]


def _is_sequence(action: Action) -> bool:
    """Whether it takes several keys: the footer shows those once the first is pressed."""
    key = action.keys[0] if action.keys else ""
    return 1 < len(key) <= 3 and key not in SHOWN


def manual(actions: Iterable[Action] = ACTIONS) -> str:
    """The key page of the manual, in Markdown."""
    lines = [
        "# Keys",
        "",
        "This page is made from the table in `tui/actions.py`: `python -m tui.actions > docs/keys.md`.",
        "",
        "Keys of your own go into `config.toml` in the desk's folder (or in the folder for settings), under",
        "the names in the last column:",
        "",
        "```toml",
        "[keys]",
        'search = "s"',
        'article.next_entity = ["e", "right"]',
        "```",
        "",
        "A key is a character, a name (`enter`, `space`, `tab`, `pagedown`, `left`, `ctrl+d`, `f2`), or two",
        "or three characters one after another (`gs`). What is not known, or clashes, is told when the",
        "reader starts, and the keys below stay.",
    ]
    for place, heading in PLACES.items():
        rows = [action for action in actions if place in action.where and place == action.where[0]]
        if place == "results":
            lines += ["", "## In every list and text", "", "| key | does | name |", "| --- | --- | --- |"]
            lines += [_row(action) for action in rows if len(action.where) > 2]
            rows = [action for action in rows if len(action.where) <= 2]
        rows += [a for a in actions if place in a.where[1:] and len(a.where) == 2]
        lines += ["", f"## {heading}", "", "| key | does | name |", "| --- | --- | --- |", *map(_row, rows)]
    return "\n".join(lines) + "\n"


def _row(action: Action) -> str:
    keys = " ".join(f"`{shown(key)}`" for key in action.keys)
    return f"| {keys} | {action.help} | `{action.id}` |"


if __name__ == "__main__":
    print(manual(), end="")
