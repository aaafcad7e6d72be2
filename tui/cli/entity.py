"""``foreigndesk entity list|show|merge|rename|split|drop|keep``"""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from index import Desk
from tui.cli.output import say, wants_rows, write_rows, write_value
from tui.cli.progress import opened
from tui.counting import counted
from tui.plots.months import monthly
from tui.terminal.guard import safe_line

if TYPE_CHECKING:
    from index import Entity, EntityPage
    from tui.cli.output import Row

_ARTICLES_SHOWN = 10
_SPARK = 60


def run(options: Namespace) -> int:
    """Do one of them."""
    with opened(options) as desk:
        if options.what == "list":
            return _list(desk, options)
        if options.what == "show":
            return _show(desk.entity(options.name, options.kind), options)
        more: list[Any] = [getattr(options, name) for name in ("into", "new") if hasattr(options, name)]
        if options.what == "split":
            more.append(options.article)
        done = desk.who.decide(options.what, options.name, *more)
    if wants_rows(options):
        write_value({"done": done}, options)
    else:
        say(f"{safe_line(done)}.")
    return 0


def _list(desk: Desk, options: Namespace) -> int:
    rows = desk.entities(" ".join(options.words), options.kind, options.limit)
    if wants_rows(options):
        write_rows(map(_row, rows), options)
        return 0
    for row in rows:
        acts = f"  {row.actor}" if row.actor and row.kind != "country" else ""
        say(safe_line(f"{row.articles:>7,}  {row.kind:12}  {row.shown}{acts}"))
    if not rows:
        say("Nobody so called is named in an analysed article.")
    return 0


def _row(entity: Entity) -> Row:
    return asdict(entity)


def _show(page: EntityPage, options: Namespace) -> int:
    if wants_rows(options):
        value = asdict(page) | {"months": dict(page.months)}
        write_value(value, options)
        return 0
    entity = page.entity
    about = [entity.kind, page.role, f"acts for {entity.actor}" if entity.actor and not page.role else ""]
    lines = [f"{entity.shown}  ({', '.join(part for part in about if part)})"]
    lines.append(f"named {counted(entity.mentions, 'time')} in {counted(entity.articles, 'article')}")
    if page.others:
        lines.append("also " + ", ".join(page.others))
    lines += [f"you: {told}" for told in page.decided]
    if page.months:
        lines += ["", f"{page.months[0][0]} {monthly(page.months, _SPARK)} {page.months[-1][0]}"]
    if page.beside:
        beside = (f"{other.shown} ({other.articles:,})" for other in page.beside[:_ARTICLES_SHOWN])
        lines += ["", "with " + ", ".join(beside)]
    lines.append("")
    for naming in page.namings[:_ARTICLES_SHOWN]:
        lines.append(f"{naming.date or 'undated':10}  {naming.title}  [{naming.id}]")
    if len(page.namings) > _ARTICLES_SHOWN:
        lines.append(f"... and more: foreigndesk search 'entity:\"{entity.name}\"'")
    say("\n".join(map(safe_line, lines)))
    return 0
