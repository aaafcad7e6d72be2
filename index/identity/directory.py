"""Entities for a person: the list of all who are named, a page for each, and decisions about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from index.archive.archive import Archive
from index.archive.cast import Named, Naming as Found, fold
from index.entities import actor_codes, actor_name, office_of, place_called, title_at_end
from index.errors import NotFoundError
from index.identity.deciding import Decisions
from index.identity.resolution import Identities, Where
from index.model import Article, Entity, EntityPage, Kind, Mention, Naming
from index.reader import Ledger

_NEWEST = 200
"""Articles that a page lists."""
_BESIDE = 40
_LOOKED_AT = 2_000
"""Articles in which it is looked who else appears, the newest."""
_LISTED = 500
_SELDOM = 5


class _Part(NamedTuple):
    """What a row of the cast tells of an entity: these articles, or all (``within`` is None)."""

    row: Named
    within: frozenset[int] | None = None


class Who:
    """The entities of one desk. Every method may raise ``DeskError``."""

    def __init__(self, archive: Archive, ledger: Ledger, heed: Callable[[], object]) -> None:
        """``heed`` is called when something was decided, to bring the search index in step."""
        self._archive = archive
        self._decisions = Decisions(archive, ledger, heed)
        self._cast = archive.cast
        self._ledger = ledger

    # Asking

    def mentions(self, article: Article, found: Sequence[Mention]) -> tuple[Mention, ...]:
        """What analysis found in an article, with the entities as they are on this desk."""
        return Identities(self._archive, self._ledger).mentions(article, found) if found else ()

    def entities(self, beginning: str = "", kind: str = "", limit: int = _LISTED) -> list[Entity]:
        """Entities in whose name every word of ``beginning`` begins a word, those in most articles first."""
        identities = Identities(self._archive, self._ledger)
        found = self._cast.beginning(beginning, kind, limit * 2) + self._coded(beginning, kind)
        if (place := place_called(beginning)) and kind in ("", "place"):
            found += self._cast.called([place])
        meant: dict[tuple[str, str], list[_Part]] = {}
        for part in self._parts(identities, dict.fromkeys(found)):
            meant.setdefault((part.row.kind, part.row.name), []).append(part)
        people = [name for sort, name in meant if sort == "person" and " " in name]
        merged = identities.decided_to_be({name for _, name in meant})
        for part in self._parts(identities, self._unlisted(found, [*people, *merged])):
            if (part.row.kind, part.row.name) in meant:
                meant[part.row.kind, part.row.name].append(part)
        rows = [self._joined(parts) for (sort, _), parts in meant.items() if not kind or sort == kind]
        ordered = sorted(rows, key=lambda row: (-row.articles, -row.mentions, row.name))
        return [_entity(row) for row in ordered[:limit]]

    def _parts(self, identities: Identities, rows: Iterable[Named]) -> Iterator[_Part]:
        """Whom rows mean; of a surname alone, article by article."""
        alone: dict[int, Named] = {}
        for row in rows:
            if _is_surname(identities, row):
                alone[row.number] = row
                continue
            for one in _apart(identities, row):
                if (name := identities.decide(one.name)) is not None:
                    yield _Part(one._replace(name=name))
        found: dict[tuple[int, str], list[Found]] = {}
        for naming, name in self._meant(identities, alone.values()):
            if name is not None:
                found.setdefault((naming.named, name), []).append(naming)
        for (number, name), some in found.items():
            kind = "person" if " " in name and alone[number].kind == "place" else alone[number].kind
            mentions = sum(one.mentions for one in some)
            row = Named(number, kind, name, alone[number].actor, len(some), mentions)
            yield _Part(row, frozenset(one.article for one in some))

    def _joined(self, parts: Sequence[_Part]) -> Named:
        """Several rows of one entity as one; an article that holds two of them counts once."""
        first = parts[0].row
        if len(parts) == 1:
            return first
        within = {number for part in parts for number in part.within or ()}
        whole = [part.row.number for part in parts if part.within is None]
        within |= {naming.article for naming in self._cast.namings(whole)}
        actor = next((part.row.actor for part in parts if part.row.actor), None)
        mentions = sum(part.row.mentions for part in parts)
        return first._replace(actor=actor, articles=len(within), mentions=mentions)

    def _unlisted(self, found: Sequence[Named], people: Sequence[str]) -> list[Named]:
        """Rows that are not found themselves and may mean these people: surnames alone, full names."""
        names = {*people, *(name.rpartition(" ")[2] for name in people)}
        held = set(found)
        return [row for row in self._cast.called(sorted(names)) if row not in held]

    def _coded(self, beginning: str, kind: str) -> list[Named]:
        """Those who are found under a code, by the beginnings of words of its name: "fran" → FRA."""
        wanted = [f" {word}" for word in fold(beginning).split()]
        names = ((code, f" {fold(actor_name(code))}") for code in actor_codes())
        codes = [code for code, name in names if wanted and all(word in name for word in wanted)]
        return [row for row in self._cast.called(codes) if not kind or row.kind == kind]

    def page(self, name: str, kind: str = "") -> EntityPage:
        """The page of whom the desk calls ``name``; raises ``NotFoundError`` when nobody is so called."""
        identities = Identities(self._archive, self._ledger)
        asked, name = name, identities.decide(name) or ""
        rows = self._cast.called(sorted(identities.sources(name or asked)))
        if not rows and (place := identities.decide(place_called(asked) or "")):
            name, rows = place, self._cast.called([place])
        rows = [row for row in rows if not kind or row.kind == kind]
        found = self._namings(identities, rows, name)
        if not name or not found:
            raise NotFoundError(
                f"Nobody is known as {asked!r} on this desk. Look for the name: foreigndesk entity list NAME"
            )
        kinds = Counter[str]()
        of = {row.number: row for row in rows}
        for naming in found:
            if naming.named in of:
                kinds[of[naming.named].kind] += naming.mentions
        actor = next((naming.actor for naming in found if naming.actor), None)
        numbers = sorted({naming.named for naming in found})
        mentions = sum(naming.mentions for naming in found)
        main = (kind or (kinds.most_common(1)[0][0] if kinds else "person")), name
        entity = _entity(Named(0, *main, actor, len({naming.id for naming in found}), mentions))
        return EntityPage(
            entity,
            self._role(name, entity.kind, found, numbers),
            self._others(name, found, numbers),
            _months(found),
            self._beside(identities, found, name),
            tuple(Naming(one.id, one.title, one.date, one.mentions) for one in found[:_NEWEST]),
            tuple(_told(identities, name)),
        )

    def _namings(self, identities: Identities, rows: Sequence[Named], name: str) -> list[Found]:
        """The articles in which one of these names means ``name``, the newest first."""
        return [naming for naming, meant in self._meant(identities, rows) if meant == name]

    def _meant(
        self, identities: Identities, rows: Iterable[Named], among: Collection[int] | None = None
    ) -> Iterator[tuple[Found, str | None]]:
        """The articles (all, or ``among`` these) in which one of these names stands, and who is meant there.

        The newest come first.
        """
        of = {row.number: row for row in rows}
        namings = self._cast.namings(sorted(of))
        if among is not None:
            namings = [naming for naming in namings if naming.article in among]
        alone = {number for number, row in of.items() if identities.may_be_surname(row.kind, row.name)}
        shared = {number for number, row in of.items() if identities.namesakes.of(row.name)}
        codes = self._cast.codes(
            {one.article for one in namings if one.named in alone or (one.named in shared and not one.actor)}
        )
        for naming in namings:
            row = of[naming.named]
            where = Where(naming.id, naming.date, codes.get(naming.article, frozenset()))
            yield naming, identities.who(row.kind, row.name, where, naming.actor)

    def _role(self, name: str, kind: Kind, found: Sequence[Found], numbers: Sequence[int]) -> str:
        if kind != "person":
            return ""
        office = office_of(name, found[0].date)
        if office is not None:
            return f"{office[0]}, {actor_name(office[1])}"
        said = Counter(filter(None, map(title_at_end, self._cast.before(numbers, _articles(found), 80))))
        return said.most_common(1)[0][0] if said else ""

    def _others(self, name: str, found: Sequence[Found], numbers: Sequence[int]) -> tuple[str, ...]:
        forms = dict.fromkeys(self._cast.forms(numbers, _articles(found), 40))
        return tuple(form for form in forms if form not in (name, actor_name(name)))[:20]

    def _beside(self, identities: Identities, found: Sequence[Found], name: str) -> tuple[Entity, ...]:
        articles = _articles(found)
        out: dict[tuple[str, str], Entity] = {}
        for row, shared in self._cast.beside(articles, _BESIDE * 2):
            people = identities.namesakes.of(row.name) if row.kind == "person" else {}
            several = people or _is_surname(identities, row)
            others = (
                self._which(identities, row, articles) if several else {identities.decide(row.name): shared}
            )
            for other, count in others.items():
                if other is None or other == name or (row.kind, other) in out:
                    continue
                actor = people[other].actor if other in people else row.actor
                if actor is None and (merged := identities.decided_to_be({other})):
                    actor = next(
                        (one.actor for one in self._cast.called([*merged, other]) if one.actor), None
                    )
                out[row.kind, other] = _entity(row._replace(name=other, actor=actor, articles=count))
        return tuple(out.values())[:_BESIDE]

    def _which(self, identities: Identities, row: Named, articles: Sequence[int]) -> Mapping[str | None, int]:
        """Who of those that a name may mean stand in these articles, and in how many of them each."""
        return Counter(name for _, name in self._meant(identities, [row], set(articles)))

    # Deciding

    def decide(self, deed: str, name: str, *more: Any) -> str:
        """Do one of ``deciding.DEEDS``; says in words what was done."""
        return self._decisions.decide(deed, name, *more)

    def decisions(self) -> dict[str, dict[str, Any]]:
        """All that was decided, by name as found."""
        return self._decisions.decisions()


def _articles(found: Sequence[Found]) -> list[int]:
    return [naming.article for naming in found[:_LOOKED_AT]]


def _is_surname(identities: Identities, row: Named) -> bool:
    """Whether a name may be a surname alone; a place's or body's may, if it is seldom."""
    may_be = identities.may_be_surname(row.kind, row.name)
    return may_be and (row.kind == "person" or row.articles <= _SELDOM)


def _apart(identities: Identities, row: Named) -> list[Named]:
    """A row for each of the people who are so called; the one named first has whoever acts for nobody too."""
    people = identities.namesakes.of(row.name) if row.kind == "person" else {}
    if not people:
        return [row]
    others = [
        row._replace(name=called, actor=one.actor, articles=one.articles, mentions=one.mentions)
        for called, one in people.items()
        if called != row.name
    ]
    articles = row.articles - sum(one.articles for one in others)
    mentions = row.mentions - sum(one.mentions for one in others)
    return [row._replace(actor=people[row.name].actor, articles=articles, mentions=mentions), *others]


def _entity(row: Named) -> Entity:
    kind: Kind = row.kind  # type: ignore[assignment]
    return Entity(kind, row.name, actor_name(row.name), row.actor, row.articles, row.mentions)


def _months(found: Sequence[Found]) -> tuple[tuple[str, int], ...]:
    months = Counter[str]()
    for naming in found:
        if naming.date:
            months[naming.date[:7]] += naming.mentions
    return tuple(sorted(months.items()))


def _told(identities: Identities, name: str) -> list[str]:
    """What the reader decided of an entity, in words."""
    lines = []
    for key, value in identities.decided.items():
        if key != name and identities.decide(key) == name:
            lines.append(f"{key} is {name}")
        for article, new in value.get("apart", {}).items():
            if name in (key, new):
                lines.append(f"{key} is {new} in article {article}")
    return lines
