"""``foreigndesk show ID…``"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from index import NotFoundError
from tui.cli.output import complain, mention_row, relation_row, say, wants_rows, write_rows, write_value
from tui.cli.progress import opened
from tui.panes.citing import writer
from tui.terminal.guard import safe_line

if TYPE_CHECKING:
    from index import Page
    from tui.cli.output import Row


def run(options: Namespace) -> int:
    """Print the articles; 1 when only some of them are on the desk, 2 when none is."""
    pages: list[Page] = []
    with opened(options) as desk:
        for id_ in options.ids:
            try:
                pages.append(desk.article(id_))
            except NotFoundError as error:
                complain(str(error))
    if wants_rows(options):
        rows = [_row(page) for page in pages]
        if options.json and len(options.ids) == 1:
            for row in rows:
                write_value(row, options)
        else:
            write_rows(rows, options)
    elif pages:
        say("\n\n".join(_text(page) for page in pages))
    if len(pages) == len(options.ids):
        return 0
    return 1 if pages else 2


def _row(page: Page) -> Row:
    article = page.article
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date,
        "author": article.author,
        "source": article.source,
        "url": article.url,
        "lang": article.lang,
        "body": article.body,
        "analysed": page.analysed,
        "story": page.story.number if page.story else None,
        "copies": len(page.story.articles) if page.story else 1,
        "mentions": [mention_row(mention) for mention in page.mentions],
        "relations": [relation_row(relation) for relation in page.relations],
    }


def _text(page: Page) -> str:
    article = page.article
    parts = (article.date or "undated", writer(article), article.source, article.url)
    about = "  ".join(part for part in parts if part)
    lines = [safe_line(article.title), safe_line(about), "", article.body]
    if page.relations:
        lines += ["", "Relations"]
        lines += [
            f"  {relation.source} > {relation.target}  {relation.type}, {relation.status}: "
            + safe_line(article.body[relation.start : relation.end])
            for relation in page.relations
        ]
    elif not page.analysed:
        lines += ["", "Not analysed yet."]
    return "\n".join(lines)
