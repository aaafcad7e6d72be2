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
        return next((term.code for term in reversed(self.terms) if term.first <= date <= term.last), None)

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
