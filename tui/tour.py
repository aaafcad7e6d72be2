"""The tour: ten keys on the seed articles, each noticed when it has been pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui.keymap import Keymap
    from tui.screens.finding import FindingScreen


class Step(NamedTuple):
    """``told`` has ``{key}`` where the key of ``action`` goes; ``done`` says when it has been done."""

    action: str
    told: str
    done: Callable[[FindingScreen], object]
    place: str = "everywhere"


def _chosen(screen: FindingScreen, thing: str) -> bool:
    return screen.article.chosen is not None and screen.article.chosen[0] == thing


STEPS: tuple[Step, ...] = (
    Step("search", "press {key} and type: iran", lambda s: "iran" in s.wanted.casefold()),
    Step("enter_results", "{key} goes to the results", lambda s: s.place == "results", "search"),
    Step(
        "choose", "j and k go down and up; {key} opens an article", lambda s: s.pane == "article", "results"
    ),
    Step("next_entity", "{key} goes to the next name", lambda s: _chosen(s, "entity"), "article"),
    Step(
        "next_evidence",
        "{key} goes to a sentence that tells who did what to whom",
        lambda s: _chosen(s, "evidence"),
        "article",
    ),
    Step("pair", "{key} shows all that passed between the two", lambda s: s.pane == "relations", "article"),
    Step("back", "{key} steps back the way you came", lambda s: s.pane == "article"),
    Step("star", "{key} stars the article", lambda s: s.article.page and s.article.page.mine.star, "article"),
    Step(
        "write_note",
        "{key} writes a note; Esc keeps it",
        lambda s: s.note.text and not s.note.writing,
        "article",
    ),
    Step("keys", "{key} shows every other key", lambda s: s.app.screen is not s),
)


class Tour:
    """How far one has come."""

    def __init__(self) -> None:
        self.at = 0

    @property
    def over(self) -> bool:
        return self.at >= len(STEPS)

    def notice(self, screen: FindingScreen) -> bool:
        """Go on when what was asked for has been done; whether anything was."""
        before = self.at
        if not self.over and STEPS[self.at].done(screen):
            self.at += 1
        return self.at != before

    def line(self, keymap: Keymap, shown: Callable[[str], str]) -> str:
        """What to do now."""
        if self.over:
            return ""
        step = STEPS[self.at]
        key = shown(keymap.key_of(step.action, step.place))
        leave = shown(keymap.key_of("leave_tour"))
        return f"Tour {self.at + 1}/{len(STEPS)}: {step.told.format(key=key)}   ({leave} leaves)"
