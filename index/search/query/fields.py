"""Words, phrases and ``field:value`` pairs to Whoosh queries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from whoosh import query as q

from index.search.analysis import MAX_WORD, STOP, stem, words
from index.search.phrase import SpacedPhrase
from index.search.query import facts
from index.search.query.context import Among, Context
from index.search.query.dates import day_range
from index.search.query.lexer import Token
from index.search.query.words import OneWord
from index.search.schema import TITLE_BOOST

EXACT_BOOST = 0.5
"""Of the form typed, besides its stem; chosen with TITLE_BOOST by tests/bench/ranking.py, on its dev half."""
PREFIX_SCORE = 0.1
ENGLISH = ("en",)
"""The languages by whose stems words are looked for: those that the articles are in."""
MAX_NEAR = 64
_WILD = re.compile(r"[*?][\w.]")
_SIGNS = re.compile(r"\*+|\?")
FIELD_NAMES = (
    "title", "body", "source", "author", "country", "person", "org", "place", "entity", "type", "quad",
    "date", "since", "before", "after", "until", "is", "has", "tag", "lang", "sort",
)  # fmt: skip
VALUE_FIELDS = {
    "country": "country", "person": "person", "org": "org", "place": "place", "type": "type", "quad": "quad",
    "lang": "lang", "source": "source", "author": "author", "title": "words", "body": "words",
}  # fmt: skip
"""Where the values of a field come from when they are completed."""
STATE_FIELDS = ("is", "has", "tag")
"""What the reader has marked."""
_SORTS = {name: name for name in ("relevance", "newest", "oldest", "recent")} | {"date": "newest"}


@dataclass(frozen=True)
class Leaf:
    """One part of a question: its query (``None`` when it asks nothing), words to mark, and what to tell.

    ``common`` is a word too common to be indexed.
    """

    query: q.Query | None = None
    terms: tuple[str, ...] = ()
    note: str = ""
    sort: str | None = None
    common: str = ""


@lru_cache(maxsize=2_048)
def word_leaf(text: str, unfinished: bool = False, field: str = "", langs: tuple[str, ...] = ENGLISH) -> Leaf:
    """A word, ``word*``, or several words that one typed string holds (``Trump-Putin``: a phrase)."""
    if _WILD.search(text):
        return _wild(text, unfinished, field)
    starred = text.endswith("*")
    found = [word[:MAX_WORD] for word in words(text)]
    if not found:
        return Leaf(note=f"‘{text.strip('*')}’ holds no word" if text.strip("*-") else "")
    if len(found) > 1 and not starred and "~" not in text[-2:]:
        return phrase_leaf(" ".join(found), field=field, unfinished=unfinished, langs=langs)
    word = found[-1]
    if text.endswith("~") or (len(text) > 2 and text[-2] == "~" and text[-1] in "12"):
        return _misspelt(word if text.endswith("~") else found[0], int(text[-1]) if text[-1] in "12" else 1)
    if starred or unfinished:
        queries: list[q.Query] = [] if starred else _one_word(word, field, langs)
        queries.append(_prefix(word, field))
        leading = [part for each in found[:-1] for part in _word_queries(each, field, langs)]
        prefix = q.Or(queries) if len(queries) > 1 else queries[0]
        prefix.kept = True
        return Leaf(q.And([*leading, prefix]) if leading else prefix, (f"{word}*",))
    if word in STOP:
        return Leaf(common=word)
    query = _one_word(word, field, langs)[0]
    query.kept = True  # what it finds is kept with the snapshot
    return Leaf(query, (word,))


def _wild(text: str, unfinished: bool, field: str) -> Leaf:
    """A word with ``*`` (any letters) or ``?`` (one letter) before its last letter."""
    text = text.rstrip("?")
    literal = [words(part) for part in _SIGNS.split(text)]
    if any(len(found) > 1 for found in literal) or not any(literal):
        return word_leaf(text.replace("*", " ").replace("?", " "), unfinished, field)
    signs = _SIGNS.findall(text)
    pattern = "".join(f"{''.join(found)}{sign}" for found, sign in zip(literal, [*signs, ""], strict=False))
    if unfinished and not pattern.endswith("*"):
        pattern += "*"
    pattern = pattern[:MAX_WORD]
    name = field if field in ("title", "body", "source") else "words"
    return Leaf(q.ConstantScoreQuery(q.Wildcard(name, pattern), PREFIX_SCORE), (pattern,))


def _misspelt(word: str, distance: int) -> Leaf:
    """Words with up to ``distance`` letters different and the same first letter."""
    return Leaf(
        q.ConstantScoreQuery(q.FuzzyTerm("words", word, maxdist=distance, prefixlength=1), 1.0), (word,)
    )


def _prefix(word: str, field: str) -> q.Query:
    """Every word that begins so, at a constant score: what is typed in full must rank first."""
    name = field if field in ("title", "body", "source") else "words"
    return q.ConstantScoreQuery(q.Prefix(name, word), PREFIX_SCORE)


@lru_cache(maxsize=2_048)
def _one_word(word: str, field: str, langs: tuple[str, ...]) -> list[q.Query]:
    """The word in all the ways in which it can be there; nothing for one that is too common."""
    terms = _word_queries(word, field, langs)
    return [OneWord(terms)] if len(terms) > 1 else terms


def _word_queries(word: str, field: str, langs: tuple[str, ...]) -> list[q.Query]:
    """The ways in which one word can be there."""
    if word in STOP:
        return []
    if field == "source":
        return [q.Term("source", word)]
    stems = dict.fromkeys(stem(word, lang) for lang in langs)
    titles = [q.Term("title", stemmed, boost=TITLE_BOOST) for stemmed in stems]
    bodies = [q.Term("body", stemmed) for stemmed in stems]
    if field:
        return titles if field == "title" else bodies
    return [*titles, *bodies, q.Term("words", word, boost=EXACT_BOOST)]


@lru_cache(maxsize=512)
def phrase_leaf(
    text: str,
    near: int = 0,
    field: str = "",
    unfinished: bool = False,
    langs: tuple[str, ...] = ENGLISH,
) -> Leaf:
    """The words side by side in this order, or ``near`` each other. An unclosed phrase ends with a prefix."""
    found = [word[:MAX_WORD] for word in words(text)]
    kept = [word for word in found if word not in STOP]
    if not kept:
        return Leaf(note=f"‘{text.strip()}’ holds no word to search for" if text.strip() else "")
    if len(kept) == 1 or field == "source":
        leaves = [word_leaf(word, unfinished and word == found[-1], field, langs) for word in kept]
        queries = [leaf.query for leaf in leaves if leaf.query is not None]
        return Leaf(queries[0] if len(queries) == 1 else q.And(queries), tuple(kept))
    gaps = [b - a for a, b in pairwise(place for place, word in enumerate(found) if word not in STOP)]
    phrases: list[q.Query] = []
    done = kept[:-1] if unfinished else kept
    for name, boost in (("title", TITLE_BOOST), ("body", 1.0)):
        # Every language's own stems, side by side only with stems of the same language.
        for stems in dict.fromkeys(tuple(stem(word, lang) for word in done) for lang in langs):
            if field not in ("", name):
                continue
            if len(stems) == 1:
                phrases.append(q.Term(name, stems[0], boost=boost))
            elif near > 1:
                phrases.append(q.Phrase(name, list(stems), slop=min(max(near, *gaps), MAX_NEAR), boost=boost))
            else:
                phrases.append(SpacedPhrase(name, list(stems), gaps[: len(stems) - 1], boost=boost))
    whole: q.Query = phrases[0] if len(phrases) == 1 else q.Or(phrases)
    whole.kept = True
    if unfinished:
        whole = q.And([whole, q.Or([*_one_word(kept[-1], field, langs), _prefix(kept[-1], field)])])
    return Leaf(whole, (" ".join(kept),))


def leaf_for_field(
    name: str, value: Token | None, typing: bool, context: Context, langs: tuple[str, ...] = ENGLISH
) -> Leaf:
    """``name:value``. An unknown name is searched as a word, and the note says so."""
    if value is None or not value.text.strip():
        return Leaf(note=f"‘{name}:’ awaits a value")
    text = value.text.strip()
    unfinished = value.last and typing
    if name in ("title", "source", "body"):
        make = phrase_leaf if value.kind == "phrase" else word_leaf
        return make(text, field=name, unfinished=unfinished, langs=langs)
    if name in ("date", "since", "before", "until", "after"):
        return _date(name, text)
    if name == "lang":
        return Leaf(facts.exact("lang", text.lower()[:2]))
    if name == "sort":
        sort = _SORTS.get(text.lower())
        return Leaf(sort=sort, note="" if sort else "sort: knows relevance, newest, oldest, recent")
    if name in STATE_FIELDS:
        return _state(name, text, context)
    if name in FIELD_NAMES:
        query = _fact(name, text, context, unfinished)
        if query and name == "country":
            return Leaf(query, note=context.stranger(text, unfinished=unfinished))
        return Leaf(query, note="" if query else f"‘{name}:{text}’ is not known")
    leaves = [word_leaf(name, langs=langs), word_leaf(text, unfinished, langs=langs)]
    queries = [leaf.query for leaf in leaves if leaf.query is not None]
    terms = tuple(term for leaf in leaves for term in leaf.terms)
    return Leaf(q.And(queries) if queries else None, terms, f"there is no field ‘{name}’: searched as words")


def _fact(name: str, text: str, context: Context, unfinished: bool) -> q.Query | None:
    if name in ("author", "person", "org", "place"):
        return facts.name(name, text, context, unfinished)
    if name == "country":
        return facts.country(text, context, unfinished)
    if name == "entity":
        return facts.entity(text, context, unfinished)
    return facts.event_type(text, unfinished) if name == "type" else facts.quad(text)


def _state(name: str, text: str, context: Context) -> Leaf:
    """What the reader has marked. ``is:unread`` is whatever is not read."""
    value = text.lower()
    inverse = value.startswith("un") and name == "is"
    ids = context.states(name, value.removeprefix("un") if inverse else value) if context.states else None
    if ids is None:
        return Leaf(note=f"‘{name}:{text}’ is not known")
    among = q.ConstantScoreQuery(Among(ids), 0.0)
    return Leaf(q.And([q.ConstantScoreQuery(q.Every(), 0.0), q.Not(among)]) if inverse else among)


def _date(name: str, text: str) -> Leaf:
    found = day_range(text)
    if found is None:
        return Leaf(note=f"‘{text}’ is no date: write 2024, 2024-11, 2024-11-05, 2024-11..2024-12 or 90d")
    low, high = found
    if name == "since":
        low, high = low or high, None
    elif name == "after":
        low, high = (high or low or 0) + 1, None
    elif name == "before":
        low, high = None, max(1, (low or high or 1) - 1)
    elif name == "until":
        low, high = None, high or low
    return Leaf(q.ConstantScoreQuery(q.NumericRange("day", low, high), 0.0))
