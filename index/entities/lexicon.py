"""All names of the tables in one dictionary, keyed by the first capitalised word.

A name maps to its senses in order of preference; which of them holds in a sentence is decided where it is
read (``context.py``). Built once per process from the tables, in a fraction of a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache

from index.entities.people import Person, load_people
from index.entities.places import spellings
from index.entities.tables import alternatives, period, rows
from index.model import Kind

ALWAYS = ("0000", "9999")

WORD = re.compile(r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017d\u0218\u021a](?<!\w.)\w*")
"""A word that can begin a name: it starts with a capital. (``\\b`` in front would make it half as fast.)"""

_STEADY = frozenset({"country", "people", "adjective", "city", "organisation", "group"})


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name can mean. ``category`` chooses the rules of context; see ``context.RULES``."""

    category: str
    kind: Kind
    entity: str
    actor: str | None = None
    valid: tuple[str, str] = ALWAYS
    country: str | None = None
    people: tuple[Person, ...] = ()
    doubt: Doubt | None = None
    then: str = ""
    """What must follow the name, for a name that is only half of one ("North" and South Korea)."""
    found: tuple[str, str, str | None] = field(init=False, repr=False, compare=False)
    """Kind, entity and actor where nothing beside the name changes them."""
    steady: bool = field(init=False, repr=False, compare=False)
    """Whether nothing but what stands beside the name can change them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "found", (self.kind, self.entity, self.actor))
        steady = self.category in _STEADY and self.valid == ALWAYS and ", " not in self.entity
        object.__setattr__(self, "steady", steady)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a name may mean something else: a row of ``homonyms.tsv``."""

    default: bool
    other: str
    same: tuple[str, ...]
    against: tuple[str, ...]


Ways = tuple[tuple[str, str, tuple[Sense, ...]], ...]
"""Ways in which a name goes on, longest first: text after its first word, text before it, senses."""

Node = dict[str, Ways]
"""The ways of a first word by the two characters that follow it; under '' those that are shorter."""


@dataclass(slots=True)
class Lexicon:
    """``first`` maps a first word to its continuations, ``caps`` the same for text in capitals."""

    first: dict[str, Node]
    caps: dict[str, Node]
    places: dict[str, str] = field(default_factory=dict)


_WHOLE = str.maketrans("’ıłŁøØđĐ", "'ilLoOdD")
"""Letters that Unicode does not take apart into a plain one and an accent."""


def fold(text: str) -> str:
    """Return ``text`` without accents and with plain apostrophes: "Élysée" → "Elysee"."""
    plain = unicodedata.normalize("NFD", text.translate(_WHOLE))
    return "".join(ch for ch in plain if not unicodedata.combining(ch))


def _doubts() -> dict[str, Doubt]:
    found = {}
    for row in rows("homonyms.tsv", "name", "default", "other", "same", "against"):
        same, against = tuple(alternatives(row["same"])), tuple(alternatives(row["against"]))
        found[row["name"]] = Doubt(row["default"] == "yes", row["other"], same, against)
    return found


class _Builder:
    def __init__(self) -> None:
        self.names: dict[str, list[Sense]] = defaultdict(list)

    def add(self, texts: Iterable[str], sense: Sense) -> None:
        for text in texts:
            for form in {text, fold(text)}:
                held = self.names[form]
                if sense not in held:
                    held.append(sense)

    def lexicon(self) -> Lexicon:
        first: dict[str, list[tuple[str, str, tuple[Sense, ...]]]] = defaultdict(list)
        caps: dict[str, list[tuple[str, str, tuple[Sense, ...]]]] = defaultdict(list)
        shout_out = {text for row in rows("lowercase.tsv", "words") for text in alternatives(row["words"])}
        doubts = _doubts()
        for name, senses in self.names.items():
            head = WORD.search(name)
            if head is None:
                continue
            word, rest, left = head.group(), name[head.end() :], name[: head.start()]
            doubt = doubts.get(name)
            kept = tuple(replace(sense, doubt=doubt) for sense in senses) if doubt else tuple(senses)
            first[word].append((rest, left, kept))
            if name not in shout_out and (name.upper() != name or left):
                caps[word.upper()].append((rest.upper(), left.upper(), kept))
        return Lexicon(_sorted(first), _sorted(caps), self._places())

    def _places(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for senses in self.names.values():
            for sense in senses:
                if sense.country:
                    found.setdefault(sense.entity, sense.country)
        return found


def _sorted(heads: dict[str, list[tuple[str, str, tuple[Sense, ...]]]]) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    for word, ways in heads.items():
        ways.sort(key=lambda way: (-len(way[0]), -len(way[1])))
        node: dict[str, list[tuple[str, str, tuple[Sense, ...]]]] = {}
        for way in ways:
            node.setdefault(way[0][:2] if len(way[0]) > 1 else "", []).append(way)
        nodes[word] = {after: tuple(held) for after, held in node.items()}
    return nodes


def _contexts(build: _Builder) -> None:
    for row in rows("contexts.tsv", "text", "kind", "entity", "place"):
        texts = alternatives(row["text"])
        if row["kind"] == "-":
            build.add(texts, Sense("nothing", "place", texts[0]))
            continue
        for text in texts:
            kind: Kind = row["kind"]  # type: ignore[assignment]
            build.add([text], Sense("fixed", kind, row["entity"] or text, country=row["place"] or None))


def _countries(build: _Builder) -> None:
    for row in rows("countries.tsv", "code", "a2", "name", "names", "adjectives", "people"):
        code = row["code"]
        build.add([row["name"], *alternatives(row["names"])], Sense("country", "country", code, code))
        build.add(alternatives(row["adjectives"]), Sense("adjective", "country", code, code))
        build.add(alternatives(row["people"]), Sense("people", "country", code, code))
    for row in rows("abroad.tsv", "code", "names"):
        build.add(alternatives(row["names"]), Sense("country", "country", row["code"], row["code"]))
    for row in rows("combining.tsv", "code", "forms", "then"):
        code, then = row["code"], f" {row['then']}" if row["then"] else ""
        build.add(alternatives(row["forms"]), Sense("combining", "country", code, code, then=then))
    for row in rows("historic.tsv", "code", "name", "names", "adjectives", "people", "from", "to"):
        code, valid = row["code"], period(row)
        build.add([row["name"], *alternatives(row["names"])], Sense("country", "country", code, code, valid))
        build.add(alternatives(row["adjectives"]), Sense("adjective", "country", code, code, valid))
        build.add(alternatives(row["people"]), Sense("people", "country", code, code, valid))


def _places(build: _Builder) -> None:
    for row in rows("capitals.tsv", "code", "names", "from", "to"):
        names = alternatives(row["names"])
        build.add(names, Sense("capital", "place", names[0], row["code"], period(row), row["code"]))
    for row in rows("regions.tsv", "code", "names", "acts"):
        names = alternatives(row["names"])
        actor = row["code"] if row["acts"] else None
        category = "capital" if actor else "city"
        build.add(names, Sense(category, "place", names[0], actor, country=row["code"]))
    first = {other: name for name, others in spellings().items() for other in others}
    alike: dict[str, str] = {}
    for table in ("cities.tsv", "provinces.tsv"):
        for row in rows(table, "code", "names"):
            for name in alternatives(row["names"]):
                # "Malmo" and "Malmö", "al-Bab" and "Al-Bab" are one place of a state.
                plain = row["code"] + fold(name).lower().replace("-", " ")
                entity = first.get(name) or alike.setdefault(plain, name)
                spelt = [name, *spellings().get(name, ())]
                build.add(spelt, Sense("city", "place", entity, country=row["code"]))


def _collectives(build: _Builder) -> None:
    for row in rows("collectives.tsv", "name", "names", "members"):
        names = [row["name"], *alternatives(row["names"])]
        build.add(names, Sense("collective", "place", row["name"]))


def _bodies(build: _Builder) -> None:
    for row in rows("seats.tsv", "code", "names", "from", "to"):
        names = [name.removeprefix("the ") for name in alternatives(row["names"])]
        build.add(names, Sense("seat", "organisation", names[0], row["code"], period(row)))
    known: set[str] = set()
    for row in rows("organisations.tsv", "code", "name", "names", "from"):
        code = None if row["code"] == "-" else row["code"]
        entity = code if code and code not in known else row["name"]
        known.add(row["code"])
        names = [row["name"], *alternatives(row["names"])]
        build.add(names, Sense("organisation", "organisation", entity, code))
    for row in rows("parties.tsv", "code", "names"):
        names = alternatives(row["names"])
        build.add(names, Sense("fixed", "organisation", names[0]))
    for row in rows("groups.tsv", "code", "name", "names", "from", "to", "acts"):
        code = None if row["code"] == "-" else row["code"]
        names = [row["name"], *alternatives(row["names"])]
        entity = code if code and not row["acts"] else row["name"]
        build.add(names, Sense("group", "group", entity, row["acts"] or code, period(row)))
    for row in rows("agencies.tsv", "code", "name", "names", "from", "to"):
        names = [row["name"], *alternatives(row["names"])]
        build.add(names, Sense("agency", "organisation", row["name"], row["code"], period(row)))


def _spellings(name: str) -> set[str]:
    """Return ways to write a full name: "Kim Jong-un", "Kim Jong Un"; "Omar al-Bashir", "Omar Al-Bashir"."""
    forms = {name}
    given, _, last = name.rpartition(" ")
    forms.add(
        " ".join(word for word in name.split() if not re.fullmatch(r"[A-Z]\.", word) or word == name[:2])
    )
    if "-" in name:
        forms.add(name.replace("-", " "))
        forms.add(re.sub(r"-(\w)", lambda part: " " + part.group(1).upper(), name))
        forms.add(re.sub(r"(?<=\w{3})-(\w)", lambda part: "-" + part.group(1).upper(), name))
    if last[:3] in ("al-", "el-"):
        forms |= {f"{given} {last.capitalize()}", f"{given} {last[3:]}", f"{given} {last[:2]} {last[3:]}"}
        forms |= {f"{given} A{last[1:]}", f"{given} E{last[1:]}"} - {name}
        forms |= {f"{given} al-{last[3:]}", f"{given} el-{last[3:]}"}
    return {form for form in forms if " " in form}


def _leaders(build: _Builder) -> None:
    full: dict[str, list[Person]] = defaultdict(list)
    alone: dict[str, list[Person]] = defaultdict(list)
    short: dict[str, list[Person]] = defaultdict(list)
    for person in load_people():
        for name in person.names:
            if " " in name:
                for form in _spellings(name):
                    full[form].append(person)
        for name, known in person.shorts:
            (alone if known else short)[name].append(person)
    for category, table in (("leader", full), ("alone", alone), ("short", short)):
        for name, people in table.items():
            build.add([name], Sense(category, "person", people[0].name, people=tuple(people)))


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, building it at the first call. Raises ``tables.TableError`` for a broken table."""
    build = _Builder()
    for part in (_contexts, _collectives, _countries, _bodies, _places, _leaders):
        part(build)
    return build.lexicon()
