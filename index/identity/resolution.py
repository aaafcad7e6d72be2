"""Who is who across articles: names that are one, and what a reader decided about them.

Analysis names people article by article. Here names of several articles become one where name, country and
date agree, and the reader's decisions (facts of kind ``entity`` in the ledger) are laid over them. Both are
done on reading and indexing, never written into the findings; so no analysis can undo a decision, and an
article may come before the one that makes it clear who is meant.

A decision's key is a name as analysis found it. Its value says ``{"is": name}`` (merged with that one, or
renamed to it), ``{"dropped": true}`` (no entity at all), and ``{"apart": {article: name}}`` (in these
articles it is somebody else).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from index.archive.archive import Archive
from index.archive.cast import Named, fold
from index.entities import country_of_place, in_office, leaders_called
from index.identity.namesakes import Namesakes
from index.model import Article, Mention
from index.reader import Ledger

KIND = "entity"
"""The kind of the reader's decisions in the ledger."""

_NEAR = timedelta(days=730)
"""How far from the articles that name somebody in full a surname alone is taken for theirs."""
_CHAIN = 20


class Where(NamedTuple):
    """The article in which a name stands: its id, its date, and for whom somebody acts in it."""

    id: str
    date: str | None
    actors: frozenset[str]


class Identities:
    """The names of one desk, told apart and joined. Read the decisions anew with every new one of these."""

    def __init__(self, archive: Archive, ledger: Ledger) -> None:
        self._cast = archive.cast
        self.namesakes = Namesakes(archive.cast)
        self.decided: dict[str, dict[str, Any]] = ledger.all(KIND)
        self._surnamed: dict[str, list[tuple[Named, str | None, str | None]]] = {}
        self._variants: dict[tuple[str, str], str] = {}

    # One article

    def mentions(self, article: Article, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """An article's mentions with the entities that they are on this desk; dropped ones left out."""
        where = Where(article.id, article.date, _actors(mentions))
        acting = {mention.entity: mention.actor for mention in reversed(mentions) if mention.actor}
        known: dict[tuple[str, str], str | None] = {}
        out = []
        for mention in mentions:
            key = (mention.kind, mention.entity)
            if key not in known:
                known[key] = self.who(*key, where, acting.get(mention.entity))
            name = known[key]
            if name == mention.entity:
                out.append(mention)
            elif name is not None:
                out.append(self._renamed(mention, name, article.date))
        return tuple(out)

    def _renamed(self, mention: Mention, name: str, day: str | None) -> Mention:
        acting = in_office(name, day) if mention.kind == "person" else None
        joined = mention.actor is None and mention.entity not in self.decided and " " in name
        kind = "person" if joined and fold(name).endswith(f" {fold(mention.entity)}") else mention.kind
        return replace(mention, kind=kind, entity=name, actor=mention.actor or acting)

    def who(self, kind: str, name: str, where: Where, actor: str | None = None) -> str | None:
        """The name of whom ``name``, acting for ``actor``, means in an article; ``None`` when dropped."""
        decision = self.decided.get(name, {})
        if where.id in decision.get("apart", {}):
            return self.decide(decision["apart"][where.id])
        settled = "is" in decision or "dropped" in decision
        if " " in name:
            if kind == "person":
                spelt = name if settled else self._spelt(kind, name)
                return self.decide(self.namesakes.called(spelt, actor, where.actors))
            return self.decide(name)
        if settled or kind in ("country", "group"):
            return self.decide(name)
        full = self._of_surname(name, where, sure=kind == "person")
        if full is None:
            return name
        return self.decide(self.namesakes.called(full, actor, where.actors))

    def decide(self, name: str) -> str | None:
        """Follow the reader's decisions from a name to the one it goes by; ``None`` when dropped."""
        for _ in range(_CHAIN):  # merged to and fro, it stays where it is
            decision = self.decided.get(name, {})
            if decision.get("dropped"):
                return None
            if "is" not in decision:
                return name
            name = decision["is"]
        return name

    # Joining

    def _spelt(self, kind: str, name: str) -> str:
        """The spelling of most articles, of those that differ in case and accents only."""
        key = (kind, name)
        if key not in self._variants:
            folded = fold(name)
            same = [one for one in self._cast.surnamed(folded.rpartition(" ")[2]) if fold(one.name) == folded]
            best = max(same, key=lambda one: (one.articles, one.name), default=None)
            self._variants[key] = name if best is None else best.name
        return self._variants[key]

    def _of_surname(self, name: str, where: Where, sure: bool) -> str | None:
        """The full name for a surname that stands alone in an article, where only one person fits.

        Fits whom the desk's articles name in full within two years of it, or who held office on its date; and
        whose country (where they act for one) the article names too. Where analysis was not ``sure`` that it
        is a person's name (but a place's: "Austin", "The Hill"), the article must name them in full; letters
        ("UN") and places that the tables know are never theirs.
        """
        if not sure and name.isupper():
            return None
        leaders = leaders_called(name, where.date) if sure else ()
        fitting = {leader for leader, code in leaders if code in where.actors}
        for person, first, last in self._bearers(fold(name)):
            near = where.date is None or _near(first, last, where.date)
            people = self.namesakes.of(person.name).values()
            codes = {one.actor for one in people} or {person.actor or ""}
            fits = near and (person.actor is None or codes & where.actors)
            if fits and (sure or self._cast.names(where.id, person.number)):
                fitting.add(person.name)
        if len({self.decide(name) for name in fitting}) != 1 or (not sure and country_of_place(name)):
            return None
        return fitting.pop()

    def may_be_surname(self, kind: str, name: str) -> bool:
        """Whether ``name``, taken for one of this kind, may be a surname that stands alone."""
        if " " in name or kind in ("country", "group"):
            return False
        return kind == "person" or bool(self._bearers(fold(name)))

    def _bearers(self, surname: str) -> list[tuple[Named, str | None, str | None]]:
        if surname not in self._surnamed:
            people = [person for person in self._cast.surnamed(surname) if " " in person.name]
            self._surnamed[surname] = [(person, *self._cast.span(person.number)) for person in people]
        return self._surnamed[surname]

    # The other way: which names are one

    def decided_to_be(self, names: Collection[str]) -> list[str]:
        """Names as found that the reader let be one of ``names``."""
        keys = (key for key in self.decided if key not in names and self.decide(key) in names)
        return sorted({self.namesakes.bare(key) for key in keys})

    def sources(self, name: str) -> set[str]:
        """Names under which analysis may have found whom the desk calls ``name``."""
        found = {name} | {key for key in self.decided if self.decide(key) == name}
        found |= {key for key, value in self.decided.items() if name in value.get("apart", {}).values()}
        found |= {self.namesakes.bare(one) for one in found}
        for one in list(found):
            for person in self._cast.surnamed(fold(one).rpartition(" ")[2]):
                if " " not in person.name or fold(person.name) == fold(one):
                    found.add(person.name)
            found.add(one.rpartition(" ")[2])
        return found


def _actors(mentions: Iterable[Mention]) -> frozenset[str]:
    found = {mention.actor for mention in mentions if mention.actor}
    return frozenset(found | {mention.entity for mention in mentions if mention.kind == "country"})


def _near(first: str | None, last: str | None, day: str) -> bool:
    if first is None or last is None:
        return True
    at = _day(day)
    return _day(first) - _NEAR <= at <= _day(last) + _NEAR


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return date(1970, 1, 1)
