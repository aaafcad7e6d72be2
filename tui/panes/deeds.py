"""How an event is painted: one line of plain words, and below it the sentence that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui.panes.strips import fit, marked
from tui.panes.words import event_words, same_sentence
from tui.panes.wrap import MEASURE, wrap

if TYPE_CHECKING:
    from index import Event, Evidence
    from tui.panes.strips import Piece
    from tui.terminal.colours import Palette

INDENT = 4
_DATE = 12
_VERDICTS = {"accepted": "✓", "rejected": "✗", "corrected": "±"}

Spans = tuple[tuple[int, int], ...]


def sentence_lines(evidence: Evidence, width: int) -> Spans:
    """Where the lines of the sentence begin and end, in a pane ``width`` cells wide."""
    return tuple(wrap(flat(evidence.sentence), max(12, min(width - INDENT - 1, MEASURE))))


def sentences_of(events: Sequence[Event], width: int) -> list[Spans]:
    """The lines of each event's sentence; one that tells of several in a row stands below the last."""
    found: list[Spans] = []
    for event, following in zip(events, [*events[1:], None], strict=True):
        shared = following is not None and event.evidence and same_sentence(event, following)
        found.append(sentence_lines(event.evidence[0], width) if event.evidence and not shared else ())
    return found


def event_line(
    event: Event,
    names: Mapping[str, str],
    palette: Palette,
    gutter: str,
    width: int,
    *,
    subject: str = "",
    both: bool = False,
) -> list[Piece]:
    """Date, what was done, how sure the text is of it, and in how many stories: at most ``width`` cells.

    ``both``: both did it, each with the other.
    """
    base = palette["text"]
    kind = "cooperation" if event.quad <= 2 else "conflict"
    sign = _VERDICTS.get(event.verdict, "+" if event.quad <= 2 else "-")
    room = max(8, width - INDENT - _DATE)
    return [
        (f"{gutter} {sign} ", palette[kind]),
        (fit(event.date or "no date", _DATE - 2) + "  ", palette["date"]),
        (event_words(event, names, subject, room, both=both), base),
    ]


def sentence_line(evidence: Evidence, spans: Spans, part: int, gutter: str, palette: Palette) -> list[Piece]:
    """One line of the sentence, with the words that tell the deed standing out."""
    start, end = spans[part]
    relation, base = evidence.relation, palette["dim"]
    marks = []
    if len(evidence.sentence) == relation.end - relation.start:
        first, last = (place - relation.start - start for place in relation.predicate)
        marks.append((first, last, palette["heading"]))
    text = flat(evidence.sentence)[start:end]
    return [(gutter + " " * (INDENT - 1), palette["text"]), *marked(text, base, marks)]


def flat(text: str) -> str:
    """A sentence as one line."""
    return text.replace("\n", " ").replace("\t", " ")
