"""Leaders and ministers: who held which office, when, for whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from index.entities.tables import alternatives, period, rows


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office. ``code`` is a state or organisation; ``first``, ``last`` compare with ISO dates."""

    code: str
    role: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """A leader. ``shorts`` are later short forms, each with whether it is enough without the full name."""

    name: str
    names: tuple[str, ...]
    shorts: tuple[tuple[str, bool], ...]
    terms: tuple[Term, ...]

    def acts_for(self, date: str | None) -> str | None:
        """Return the code this person acts for on ``date``; without a date, that of the latest term."""
        if date is None:
            return max(self.terms, key=lambda term: term.last).code
        for term in reversed(self.terms):
            if term.first <= date <= term.last:
                return term.code
        return None

    def distance(self, date: str | None) -> tuple[int, str]:
        """Order people of one name: in office first, then the one whose term ended last."""
        latest = max(term.last for term in self.terms)
        in_office = date is not None and self.acts_for(date) is not None
        return (0 if in_office else 1, "".join(chr(0x10FFFF - ord(ch)) for ch in latest))


@cache
def load_people() -> tuple[Person, ...]:
    """Read ``leaders.tsv``: rows of one name are one person's terms."""
    names: dict[str, list[str]] = {}
    shorts: dict[str, dict[str, bool]] = {}
    terms: dict[str, list[Term]] = {}
    for row in rows("leaders.tsv", "code", "role", "from", "to", "name", "names", "short"):
        name = row["name"]
        held = names.setdefault(name, [name])
        held.extend(other for other in alternatives(row["names"]) if other not in held)
        for form in alternatives(row["short"]):
            shorts.setdefault(name, {})[form.rstrip("!")] = form.endswith("!")
        terms.setdefault(name, []).append(Term(row["code"], row["role"], *period(row)))
    people = []
    for name, forms in names.items():
        last = shorts.get(name) or {name.rsplit(" ", 1)[-1]: False}
        people.append(Person(name, tuple(forms), tuple(last.items()), tuple(terms[name])))
    return tuple(people)


@cache
def _by_name() -> dict[str, Person]:
    return {name: person for person in load_people() for name in person.names}


@cache
def _by_short() -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person in load_people():
        for name in {short for short, _ in person.shorts} | {person.name.rpartition(" ")[2]}:
            found.setdefault(name, []).append(person)
    return found


def in_office(name: str, date: str | None) -> str | None:
    """Return the code that a leader of the tables acts for on ``date``, or ``None`` (also for all others)."""
    person = _by_name().get(name)
    return person.acts_for(date) if person else None


def leaders_called(surname: str, date: str | None) -> list[tuple[str, str]]:
    """Return name and code of each leader of the tables so called who is in office on ``date``."""
    if date is None:
        return []
    found = ((person.name, person.acts_for(date)) for person in _by_short().get(surname, ()))
    return [(name, code) for name, code in found if code]


def office_of(name: str, date: str | None) -> tuple[str, str] | None:
    """Return role and code of the office a leader holds on ``date``, else ("former ...") held before."""
    person = _by_name().get(name)
    if person is None:
        return None
    begun = [term for term in person.terms if date is None or term.first <= date] or list(person.terms)
    last = max(begun, key=lambda term: (date is not None and date <= term.last, term.last))
    former = "former " if date is not None and last.last < date else ""
    return former + last.role, last.code
