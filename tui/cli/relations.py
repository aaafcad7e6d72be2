"""``foreigndesk relations [ACTOR [ACTOR]]`` and ``foreigndesk relations --score``."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from index import DeskError, parse_filter, resolve
from tui.cli.output import complain, evidence_row, say, wants_rows, write_rows
from tui.cli.progress import opened
from tui.counting import counted
from tui.terminal.guard import safe_line

if TYPE_CHECKING:
    from index import Filter

_PAIR = 2


def run(options: Namespace) -> int:
    """Print relations with their sentences, newest first."""
    if options.score:
        return _score(options)
    if len(options.actors) > _PAIR:
        raise DeskError("relations takes no actor, one, or two; put names of several words in quotes.")
    a, b, *_ = (*map(_code, options.actors), None, None)
    if a is not None and a == b:
        raise DeskError(f"Nobody has relations with himself: {a} was named twice.")
    wanted = _filter(options)
    with opened(options) as desk:
        evidence = desk.relations(a, b, options.limit, wanted)
        pending = desk.status().pending
    if pending:
        awaiting = f"{counted(pending, 'article')} await{'s' * (pending == 1)}"
        complain(f"{awaiting} analysis; these are the relations so far.")
    if wants_rows(options):
        write_rows((evidence_row(item) for item in evidence), options)
        return 0
    for item in evidence:
        relation = item.relation
        verdict = f", {relation.verdict}" if relation.verdict else ""
        say(
            f"{item.date or 'undated'}  {relation.source} > {relation.target}  {relation.type}, "
            f"{relation.status}, {relation.confidence:.2f}{verdict}  [{safe_line(item.article)}]"
        )
        say(f"    {safe_line(item.sentence)}")
    say(f"{counted(len(evidence), 'relation')}.")
    return 0


def _filter(options: Namespace) -> Filter:
    wanted, odd = parse_filter(options.only, query=options.search)
    if odd:
        raise DeskError(
            f"--only: {odd}. It takes since: until: date: type: quad: status: source: sure:, for instance "
            "'since:2022 type:assault'."
        )
    return wanted


def _score(options: Namespace) -> int:
    """Precision by type, after the reader's verdicts."""
    with opened(options) as desk:
        scores = desk.mine.verdicts.score()
    if wants_rows(options):
        write_rows(
            (
                {
                    "type": score.type,
                    "accepted": score.accepted,
                    "rejected": score.rejected,
                    "corrected": score.corrected,
                    "precision": round(score.precision, 3),
                }
                for score in scores
            ),
            options,
        )
        return 0
    if not scores:
        say("There are no verdicts yet: in the reader, + says that a relation is right, - that it is wrong.")
    for score in scores:
        judged = score.accepted + score.rejected + score.corrected
        say(f"{score.type:<10} {score.precision:.2f}  {score.accepted} of {judged} right")
    return 0


def _code(actor: str) -> str:
    code = resolve(actor)
    if code is None:
        raise DeskError(
            f"No country or organisation is known as {actor!r}. Use a name or a code: Russia, RUS, NATO."
        )
    return code
