"""``foreigndesk relations [ACTOR [ACTOR]]``"""

from __future__ import annotations

from argparse import Namespace

from index import Desk, DeskError, resolve
from tui.cli.output import complain, evidence_row, say, wants_rows, write_rows
from tui.terminal.guard import safe_line

_PAIR = 2


def run(options: Namespace) -> int:
    """Print relations with their sentences, newest first."""
    if len(options.actors) > _PAIR:
        raise DeskError("relations takes no actor, one, or two; put names of several words in quotes.")
    a, b, *_ = (*map(_code, options.actors), None, None)
    with Desk.open(options.home, seeds=options.seeds) as desk:
        evidence = desk.relations(a, b, options.limit)
        pending = desk.status().pending
    if pending:
        complain(f"{pending:,} articles await analysis; these are the relations so far.")
    if wants_rows(options):
        write_rows((evidence_row(item) for item in evidence), options)
        return 0
    for item in evidence:
        relation = item.relation
        say(
            f"{item.date or 'undated'}  {relation.source} > {relation.target}  {relation.type}, "
            f"{relation.status}, {relation.confidence:.2f}  [{safe_line(item.article)}]"
        )
        say(f"    {safe_line(item.sentence)}")
    say(f"{len(evidence):,} relations.")
    return 0


def _code(actor: str) -> str:
    code = resolve(actor)
    if code is None:
        raise DeskError(
            f"No country or organisation is known as {actor!r}. Use a name or a code: Russia, RUS, NATO."
        )
    return code
