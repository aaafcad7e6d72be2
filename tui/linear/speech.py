"""What linear mode says: whole sentences, dates and kinds in words, nothing told by place or colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from index import blocks
from tui.panes.citing import writer
from tui.panes.words import DEEDS, SURENESS

if TYPE_CHECKING:
    from index import ActorPage, Block, Event, Hit, Mention, Page, PairPage, Relation, SavedSearch

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_KINDS = {"country": "country", "organisation": "organisation", "group": "armed group", "person": "person",
          "place": "place"}  # fmt: skip

ORDERS = {
    "relevance": "the best first",
    "newest": "the newest first",
    "oldest": "the oldest first",
    "recent": "the best first, and of those the recent ones",
}
"""The words after ``sort``, and what they mean."""

HELP = """Type words to search. Then:
A number opens that result.
Enter reads on: the next paragraph of an article, the next results, the rest of a long answer.
b goes back a paragraph. t says where you are. a reads the rest of the article in one go.
n opens the next article, p the one before. l lists the results again.
sort newest, sort oldest, sort relevance, sort recent: the order of the results.
w says who is named in the paragraph; w all, in the whole article.
r says the relations that the article tells.
r NAME says with whom a country has relations; r NAME, NAME what passed between two.
note reads your note on the article; note NAME on a country; note NAME, NAME on two.
With a colon it is written: note: TEXT, note NAME: TEXT adds a line.
notes lists your notes; notes WORDS those that hold the words.
star, later, unread, tag NAME mark the article; again takes the mark away.
c cites the paragraph, with the article it stands in.
save NAME saves the search; saved lists the searches that you saved.
u undoes what you did last.
A search that looks like a command is written with a slash before it: /n
? says this again. q leaves."""


def count(number: int, word: str) -> str:
    """``1 article``, ``2,000 articles``, ``no stories``."""
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return (
        f"1 {word}"
        if number == 1
        else f"{number or 'no'} {plural}"
        if number < 1000
        else f"{number:,} {plural}"
    )


def day(date: str | None) -> str:
    """``14 July 2015`` for an ISO date, or for its beginning ``July 2015``, ``2015``."""
    if not date:
        return "no date"
    year, _, rest = date[:10].partition("-")
    month, _, number = rest.partition("-")
    if not (month.isdigit() and 1 <= int(month) <= 12):
        return year
    words = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(number)} {words}" if number.isdigit() else words


def hit_line(number: int, hit: Hit) -> str:
    """``3. Iran and six powers seal agreement. Reuters, 14 July 2015. 3 relations, starred.``"""
    more = [count(hit.relations, "relation")] if hit.relations else []
    more += ["starred"] if hit.mine.star else []
    more += ["read"] if hit.mine.read else []
    about = ", ".join(part for part in (hit.source, day(hit.date)) if part)
    title = _sentence(hit.title or "No title")
    return f"{number}. {title} {about}." + (f" {', '.join(more)}." if more else "")


def head(page: Page, paragraphs: int) -> str:
    """What an article begins with."""
    article = page.article
    about = ", ".join(part for part in (writer(article), article.source, day(article.date)) if part)
    found = f"{count(paragraphs, 'paragraph')}, {count(len(page.relations), 'relation')}"
    return f"{_sentence(article.title or 'No title')} {about}. {found}."


def _sentence(title: str) -> str:
    """A title with one mark at its end, at which a voice pauses."""
    return title if title.endswith(("…", "?", "!")) else f"{title.rstrip('.')}."


def paragraphs(page: Page) -> list[Block]:
    """The parts in which an article is read."""
    return [block for block in blocks(page.article.body) if block.end > block.start]


def paragraph(page: Page, block: Block, number: int, total: int) -> str:
    """A paragraph's text on one line, its kind said before it when it is no plain one."""
    text = " ".join(page.article.body[block.start : block.end].split())
    kind = {"heading": "Heading: ", "bullet": "Point: ", "quote": "Quotation: "}.get(block.kind, "")
    return f"{kind}{text}" + (" End of article." if number == total else "")


def named(mentions: Iterable[Mention], names: Mapping[str, str]) -> str:
    """``France, country. Mark Rutte, person, for NATO.``"""
    said: dict[str, None] = {}
    for mention in mentions:
        name = names.get(mention.entity, mention.entity)
        words = f"{name}, {_KINDS.get(mention.kind, mention.kind)}"
        if mention.actor and mention.actor != mention.entity:
            words += f", for {names.get(mention.actor, mention.actor)}"
        said[f"{words}."] = None
    return " ".join(said) or "Nobody is named here."


def deed(relation: Relation | Event, names: Mapping[str, str]) -> str:
    """``France threatened Iran; reported.``"""
    source = names.get(relation.source, relation.source)
    target = names.get(relation.target, relation.target)
    sure = SURENESS.get(relation.status, "")
    verdict = f"; you {relation.verdict} it" if relation.verdict else ""
    did = DEEDS.get(relation.type, relation.type.lower())
    return f"{source} {did} {target}{f'; {sure}' if sure else ''}{verdict}."


def told(page: Page, names: Mapping[str, str]) -> list[str]:
    """The relations of an article, sentence by sentence: what each tells, then its text."""
    sentences: dict[tuple[int, int], list[str]] = {}
    for relation in page.relations:
        sentences.setdefault((relation.start, relation.end), []).append(deed(relation, names))
    lines = [
        f"{' '.join(deeds)} The text: {' '.join(page.article.body[start:end].split())}"
        for (start, end), deeds in sentences.items()
    ]
    return lines or ["No relation was found in this article." if page.analysed else "It is not analysed yet."]


def partners(page: ActorPage) -> list[str]:
    """An actor's partners, those with most first."""
    lines = [
        f"{page.name}, named in {count(page.articles, 'article')}. {count(len(page.partners), 'partner')}."
    ]
    lines += [
        f"{partner.name}: {partner.cooperation} of cooperation, {partner.conflict} of conflict."
        for partner in page.partners
    ]
    return lines


def between(page: PairPage, names: Mapping[str, str]) -> list[str]:
    """What passed between two, newest first, each with a sentence that tells it."""
    lines = [f"{' and '.join(page.names)}: {count(page.total, 'event')} in {page.stories} stories."]
    for event in page.events:
        sentence = " ".join(event.evidence[0].sentence.split()) if event.evidence else ""
        lines.append(
            f"{day(event.date)}. {deed(event, names)}" + (f" The text: {sentence}" if sentence else "")
        )
    return lines


def numbered(hits: Sequence[Hit], first: int) -> list[str]:
    """Lines of results, numbered from ``first``."""
    return [hit_line(number, hit) for number, hit in enumerate(hits, first)]


def saved(search: SavedSearch) -> str:
    """``grain: 12 articles, 3 unread. It asks for: grain deal``"""
    asks = f" It asks for: {search.query}" if search.query != search.name else ""
    return f"{search.name}: {count(search.total, 'article')}, {search.unread or 'none'} unread.{asks}"
