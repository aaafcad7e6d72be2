"""What linear mode says: whole sentences, dates and kinds in words, nothing told by place or colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from index import blocks
from tui.counting import counted as counted_as
from tui.panes import words
from tui.panes.citing import writer

if TYPE_CHECKING:
    from index import (
        Block,
        Count,
        Entity,
        EntityPage,
        Event,
        Hit,
        Mention,
        Page,
        Partner,
        Relation,
        SavedSearch,
        TurningPoint,
    )

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

FILTERS = (
    "Say for example: only since:2022 until:2024-06 type:assault quad:4 status:reported source:bbc sure:70"
)

HELP = """Type words to search. Then:
A number opens that result; after another numbered list it chooses from that one.
Enter reads on: the next paragraph of an article, the next results, the rest of a long answer.
b goes back a paragraph. t says where you are. a reads the rest of the article in one go.
n opens the next article, p the one before. l lists the results again.
sort newest, sort oldest, sort relevance, sort recent: the order of the results.
about says what the results are about; a number keeps only those.
w says who is named in the paragraph; w all, in the whole article; a number goes to the page of one.
w NAME is the page of somebody: who it is, with whom it appears, and in which articles.
r says the relations that the article tells; a number reads on from that sentence.
r NAME says with whom a country has relations; r NAME, NAME what passed between two.
matrix says who acts on whom, those with most first; a number says what passed between the two.
+ 2 says that the second relation is right, - 2 that it is wrong; again takes it back.
= 2 corrects it: = 2 aid its type, = 2 turn who did it to whom. Without a number: the one chosen last.
why 2 says how its sentence was understood.
only since:2022 type:assault limits which relations count; only search those of the search's articles.
only all ends that; only says what holds.
note reads your note on the article; note NAME on a country; note NAME, NAME on two.
With a colon it is written: note: TEXT, note NAME: TEXT adds a line.
notes lists your notes; notes WORDS those that hold the words.
star, later, unread, tag NAME mark the article; again takes the mark away.
c cites the paragraph, with the article it stands in.
save NAME saves the search; saved lists the searches that you saved, and a number searches.
u undoes what you did last.
A search that looks like a command is written with a slash before it: /n
? says this again. q leaves."""


def count(number: int, word: str) -> str:
    """``1 article``, ``2,000 articles``, ``no stories``."""
    said = counted_as(number, word)
    return said if number else f"no{said[1:]}"


def day(date: str | None) -> str:
    """``14 July 2015`` for an ISO date, or for its beginning ``July 2015``, ``2015``."""
    if not date:
        return "no date"
    year, _, rest = date[:10].partition("-")
    month, _, number = rest.partition("-")
    if not (month.isdigit() and 1 <= int(month) <= 12):
        return year
    said = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(number)} {said}" if number.isdigit() else said


def hit_line(number: int, hit: Hit) -> str:
    """``3. Iran and six powers seal agreement. Reuters, 14 July 2015. 3 relations, starred.``"""
    more = [count(hit.relations, "relation")] if hit.relations else []
    more += ["starred"] if hit.mine.star else []
    more += ["read"] if hit.mine.read else []
    about = ", ".join(part for part in (hit.source, day(hit.date)) if part)
    title = sentence(hit.title or "No title")
    return f"{number}. {title} {about}." + (f" {', '.join(more)}." if more else "")


def head(page: Page, paragraphs: int) -> str:
    """What an article begins with."""
    article = page.article
    about = ", ".join(part for part in (writer(article), article.source, day(article.date)) if part)
    found = f"{count(paragraphs, 'paragraph')}, {count(len(page.relations), 'relation')}"
    return f"{sentence(article.title or 'No title')} {about}. {found}."


def sentence(title: str) -> str:
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


def named(mentions: Iterable[Mention], names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """``France, country.``, ``Mark Rutte, person, for NATO.``; each with the name and kind of its page."""
    said: dict[str, tuple[str, str]] = {}
    for mention in mentions:
        name = names.get(mention.entity, mention.entity)
        told = f"{name}, {_KINDS.get(mention.kind, mention.kind)}"
        if mention.actor and mention.actor != mention.entity:
            told += f", for {names.get(mention.actor, mention.actor)}"
        said[f"{told}."] = mention.entity, mention.kind
    return said


def entity(one: Entity) -> str:
    """``Mark Rutte, person: in 12 articles.``"""
    return f"{one.shown}, {_KINDS.get(one.kind, one.kind)}: in {count(one.articles, 'article')}."


def entity_page(page: EntityPage) -> str:
    """What the page of somebody begins with: who it is, its other names, when it is named most."""
    one = page.entity
    who = ", ".join(part for part in (one.shown, _KINDS.get(one.kind, one.kind), page.role) if part)
    said = [f"{who}. {count(one.mentions, 'mention')} in {count(one.articles, 'article')}."]
    others = [name for name in page.others if name.casefold() != one.shown.casefold()]
    if others:
        said.append(f"Also called {', '.join(others)}.")
    if page.months:
        first, last = page.months[0][0], page.months[-1][0]
        month, most = max(page.months, key=lambda month: month[1])
        since = f"From {day(first)} to {day(last)}, most in {day(month)}" if first != last else day(first)
        said.append(f"{since}: {count(most, 'mention')}.")
    said += [f"You decided: {decided}." for decided in page.decided]
    return " ".join(said)


def counted(word: str, one: Count) -> str:
    """``Country Iran: 12.``, ``Month May 2020: 3.``"""
    return f"{word.capitalize()} {day(one.label) if word == 'month' else one.label}: {one.number:,}."


def times(number: int) -> str:
    """``once``, ``3 times``."""
    return "once" if number == 1 else f"{number:,} times"


def deed(relation: Relation, names: Mapping[str, str], *, both: bool = False) -> str:
    """``France threatened Iran; reported.``, or for ``both`` ``France and Iran talked.``"""
    return f"{words.deed(relation, names, both=both).replace(' ·', ';')}."


def told(page: Page, relations: Sequence[tuple[Relation, bool]], names: Mapping[str, str]) -> list[str]:
    """Relations of an article, a line each (``True``: both did it); the text of a sentence stands with the
    last that it tells."""
    lines = []
    for number, (relation, both) in enumerate(relations, 1):
        line = deed(relation, names, both=both)
        if all(later.start != relation.start for later, _ in relations[number : number + 1]):
            line += f" The text: {' '.join(page.article.body[relation.start : relation.end].split())}"
        lines.append(line)
    return lines


def partner(one: Partner) -> str:
    """``Iran: 12 stories, 3 of cooperation, 9 of conflict.``"""
    return (
        f"{one.name}: {count(one.stories, 'story')}, "
        f"{one.cooperation or 'none'} of cooperation, {one.conflict or 'none'} of conflict."
    )


def event(told: Event, names: Mapping[str, str], *, both: bool = False) -> str:
    """``3 May 2020. France warned Iran; reported; in 2 stories. The text: ...``"""
    did = words.event_words(told, names, both=both).replace(" ·", ";")
    return f"{day(told.date)}. {did}. The text: {' '.join(told.evidence[0].sentence.split())}"


def turn(point: TurningPoint) -> str:
    """``In May 2020 it turned towards conflict.``"""
    way = "cooperation" if point.after > point.before else "conflict"
    return f"On {day(point.date)} it turned towards {way}."


def numbered(hits: Sequence[Hit], first: int) -> list[str]:
    """Lines of results, numbered from ``first``."""
    return [hit_line(number, hit) for number, hit in enumerate(hits, first)]


def saved(search: SavedSearch) -> str:
    """``grain: 12 articles, 3 unread. It asks for: grain deal``"""
    asks = f" It asks for: {search.query}" if search.query != search.name else ""
    return f"{search.name}: {count(search.total, 'article')}, {search.unread or 'none'} unread.{asks}"
