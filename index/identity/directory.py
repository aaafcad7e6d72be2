"""Entities for a person: the list of all who are named, a page for each, and decisions about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from index.archive.archive import Archive
from index.archive.cast import Named, Naming as Found, fold
from index.entities import actor_codes, actor_name, office_of, title_at_end
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
_WITH_SURNAMES = 40
"""People of a narrowed list for whom it is looked how often their surname stands alone."""


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
        rows: dict[tuple[str, str], Named] = {}
        found = self._cast.beginning(beginning, kind, limit * 2) + self._coded(beginning, kind)
        if beginning:
            found += self._surnames(identities, found)
        for row in (one for some in dict.fromkeys(found) for one in _apart(identities, some)):
            name = self._name(identities, row)
            if name is None:
                continue
            sort = "person" if " " not in row.name and " " in name and row.kind == "place" else row.kind
            if kind and sort != kind:
                continue
            held = rows.get((sort, name))
            articles = row.articles + (held.articles if held else 0)
            mentions = row.mentions + (held.mentions if held else 0)
            actor = (held.actor if held else None) or row.actor
            rows[sort, name] = Named(row.number, sort, name, actor, articles, mentions)
        ordered = sorted(rows.values(), key=lambda row: (-row.articles, -row.mentions, row.name))
        return [_entity(row) for row in ordered[:limit]]

    def _surnames(self, identities: Identities, found: Sequence[Named]) -> list[Named]:
        """The surnames alone of the people who are listed first, so that they count for them here too."""
        people = [row.name for row in found if row.kind == "person" and " " in row.name][:_WITH_SURNAMES]
        bearers = {name.rpartition(" ")[2]: name for name in people}
        rows = self._cast.called(sorted(bearers))
        return [row for row in rows if identities.only_bearer(row.name) == bearers[row.name]]

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

    def _name(self, identities: Identities, row: Named) -> str | None:
        """A row's name after all decisions; for a surname alone, the full name if only one person bears it.

        A surname that was taken for a place's or body's is looked at where it stands, if that is seldom.
        """
        if " " not in row.name and (full := identities.only_bearer(row.name)):
            if row.kind == "person":
                return identities.decide(full)
            if row.kind in ("place", "organisation") and row.articles <= _SELDOM:
                where = (Where(n.id, n.date, self._actors(n.id)) for n in self._cast.namings([row.number]))
                names = {identities.who(row.kind, row.name, one) for one in where}
                return names.pop() if len(names) == 1 else row.name
        return identities.decide(row.name)

    def _namings(self, identities: Identities, rows: Sequence[Named], name: str) -> list[Found]:
        """The articles in which one of these names means ``name``, the newest first."""
        of = {row.number: row for row in rows}
        found = []
        for naming in self._cast.namings(sorted(of)):
            row = of[naming.named]
            alone = " " not in row.name and row.name != name
            unsure = alone or (naming.actor is None and identities.namesakes.of(row.name))
            where = Where(naming.id, naming.date, self._actors(naming.id) if unsure else frozenset())
            if identities.who(row.kind, row.name, where, naming.actor) == name:
                found.append(naming)
        return found

    def _actors(self, id_: str) -> frozenset[str]:
        named = self._cast.of_article(id_)
        return frozenset(
            {row.actor for row in named if row.actor} | {row.name for row in named if row.kind == "country"}
        )

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
            others = (
                self._which(identities, row, articles) if people else {self._name(identities, row): shared}
            )
            for other, count in others.items():
                if other is None or other == name or (row.kind, other) in out:
                    continue
                actor = people[other].actor if other in people else row.actor
                out[row.kind, other] = _entity(row._replace(name=other, actor=actor, articles=count))
        return tuple(out.values())[:_BESIDE]

    def _which(self, identities: Identities, row: Named, articles: Sequence[int]) -> Mapping[str | None, int]:
        """Which of several people of one name stand in these articles, and in how many of them each."""
        near = set(articles)
        found = (naming for naming in self._cast.namings([row.number]) if naming.article in near)
        return Counter(
            identities.who(row.kind, row.name, Where(one.id, one.date, self._actors(one.id)), one.actor)
            for one in found
        )

    # Deciding

    def decide(self, deed: str, name: str, *more: Any) -> str:
        """Do one of ``deciding.DEEDS``; says in words what was done."""
        return self._decisions.decide(deed, name, *more)

    def decisions(self) -> dict[str, dict[str, Any]]:
        """All that was decided, by name as found."""
        return self._decisions.decisions()


def _articles(found: Sequence[Found]) -> list[int]:
    return [naming.article for naming in found[:_LOOKED_AT]]


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
