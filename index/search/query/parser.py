"""Tokens to a Whoosh query, by descent, with every mistake forgiven and named in a note.

or_part   = and_part { OR and_part }
and_part  = factor { [AND] factor }
factor    = { NOT | - } ( '(' or_part ')' | field: value | word | "phrase" )
"""

from __future__ import annotations

from typing import NamedTuple

from whoosh import query as q

from index.search.query import facts
from index.search.query.context import NO_CONTEXT, Context
from index.search.query.fields import ENGLISH, STATE_FIELDS, Leaf, leaf_for_field, phrase_leaf, word_leaf
from index.search.query.lexer import OPERATORS, Token, TokenKind, plain, tokens


class Question(NamedTuple):
    """What was understood: a query, the words to mark, the order asked for; and what was not understood."""

    query: q.Query
    notice: str
    terms: tuple[str, ...]
    sort: str | None = None
    ranked: bool = True
    """False when nothing in the question makes one article better than another: filters only."""
    marked: bool = False
    """Whether it asks for what the reader has marked, which changes without any commit."""


def parse(
    text: str, typing: bool = True, context: Context = NO_CONTEXT, langs: tuple[str, ...] = ENGLISH
) -> Question:
    """Read ``text``. With ``typing`` the last word, if nothing follows it, also matches as a prefix."""
    if (pieces := plain(text)) and (
        question := _of_words(pieces, typing and not text[-1].isspace(), typing, langs)
    ):
        return question
    found, notes = tokens(text)
    parser = _Parser(found, notes, typing, context, langs)
    return parser.question()


def _of_words(pieces: list[str], unfinished: bool, typing: bool, langs: tuple[str, ...]) -> Question | None:
    """A question of words alone, as most are. ``None`` when there is something to say of one."""
    groups: list[list[q.Query]] = [[]]
    terms: list[str] = []
    for number, piece in enumerate(pieces, 1):
        if (kind := OPERATORS.get(piece)) is not None:
            if kind == "or":
                groups.append([])
            continue
        leaf = word_leaf(piece, unfinished and number == len(pieces), "", langs)
        if leaf.query is None or leaf.note:
            return None
        groups[-1].append(leaf.query)
        terms += leaf.terms
    parts = [group[0] if len(group) == 1 else q.And(group) for group in groups if group]
    if not parts:
        return None
    distinct = tuple(dict.fromkeys(terms))
    return Question(
        parts[0] if len(parts) == 1 else q.Or(parts), "", distinct, None, _ranked(distinct, typing)
    )


def _ranked(terms: tuple[str, ...], typing: bool) -> bool:
    return len(terms) > 1 or (bool(terms) and (typing or not ("*" in terms[0] or "?" in terms[0])))


class _Parser:
    def __init__(
        self, found: list[Token], notes: list[str], typing: bool, context: Context, langs: tuple[str, ...]
    ) -> None:
        self._langs = langs
        self._context = context
        self._tokens = [*found, Token("end")]
        self._at = 0
        self._notes = notes
        self._typing = typing
        self._terms: list[str] = []
        self._sort: str | None = None
        self._common = ""
        self._marked = False

    def question(self) -> Question:
        parts: list[q.Query] = []
        while self._peek() != "end":
            if part := self._or_part():
                parts.append(part)
            if self._peek() == "close":
                self._at += 1
                self._note("a closing parenthesis had no opening one")
        if self._common and not parts:
            self._note(f"‘{self._common}’ is too common a word to be searched for")
        query = _all_of(parts) or q.Every()
        terms = tuple(dict.fromkeys(self._terms))
        ranked = _ranked(terms, self._typing)
        return Question(query, "; ".join(self._notes), terms, self._sort, ranked, self._marked)

    def _peek(self) -> TokenKind:
        return self._tokens[self._at].kind

    def _note(self, text: str) -> None:
        if text not in self._notes:
            self._notes.append(text)

    def _or_part(self) -> q.Query | None:
        parts: list[q.Query] = []
        while True:
            if part := self._and_part():
                parts.append(part)
            if self._peek() != "or":
                break
            self._at += 1
        if len(parts) < 2:
            return parts[0] if parts else None
        return q.Or(parts)

    def _and_part(self) -> q.Query | None:
        parts: list[q.Query] = []
        while (kind := self._peek()) not in ("end", "or", "close"):
            if kind == "and":
                self._at += 1
            elif part := self._factor():
                parts.append(part)
        return _all_of(parts)

    def _factor(self) -> q.Query | None:
        negated = False
        token = self._tokens[self._at]
        while token.kind == "not":
            self._at += 1
            negated = not negated
            token = self._tokens[self._at]
        if token.kind in ("end", "or", "and", "close"):
            if negated:
                self._note("NOT had nothing after it")
            return None
        self._at += 1
        marked = len(self._terms)
        if token.kind == "open":
            inner = self._or_part()
            if self._peek() == "close":
                self._at += 1
        else:
            inner = self._leaf(token)
        if negated:
            del self._terms[marked:]  # what must not be there cannot be marked
            return q.Not(inner) if inner else None
        return inner

    def _leaf(self, token: Token) -> q.Query | None:
        if token.kind == "field":
            leaf = self._field(token)
        elif token.kind == "phrase":
            leaf = phrase_leaf(
                token.text, token.near, unfinished=token.last and self._typing, langs=self._langs
            )
        elif ">" in token.text and (relation := facts.arrow(token.text, self._context)):
            unfinished = token.last and self._typing
            leaf = Leaf(relation, note=facts.strangers(token.text, self._context, unfinished))
        else:
            leaf = word_leaf(token.text, token.last and self._typing, "", self._langs)
        if leaf.note:
            self._note(leaf.note)
        self._common = self._common or leaf.common
        if leaf.sort:
            self._sort = leaf.sort
        self._terms += leaf.terms
        return leaf.query

    def _field(self, token: Token) -> Leaf:
        """A field's value is the next token, and only when it is a word or a phrase."""
        value = self._tokens[self._at] if self._peek() in ("word", "phrase") else None
        if value is not None:
            self._at += 1
        self._marked = self._marked or token.text in STATE_FIELDS
        return leaf_for_field(token.text, value, self._typing, self._context, self._langs)


def _all_of(parts: list[q.Query]) -> q.Query | None:
    """All parts must hold. A question of exclusions only starts from every article.

    (Whoosh answers a bare ``NOT x`` with deleted documents: whoosh3 3.54.)
    """
    if not parts:
        return None
    if all(isinstance(part, q.Not) for part in parts):
        parts = [q.Every(), *parts]
    return parts[0] if len(parts) == 1 else q.And(parts)
