"""Past tenses of English verbs: regular ones by rule, the others from ``data/past.tsv``."""

from __future__ import annotations

from functools import cache

from index.relations.language.tables import rows

HISSING = ("s", "x", "z", "ch", "sh", "o")
"""What a base form ends with that takes -es in the third person."""


def ends_in_y(base: str) -> bool:
    """Whether the verb's "y" becomes "i": "deny", but not "destroy"."""
    return base.endswith("y") and base[-2:-1] not in set("aeiou")


def past_tense(base: str) -> str:
    """The past tense of a verb in its base form."""
    if irregular := _irregular().get(base):
        return irregular
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if ends_in_y(base) else base + "ed"


@cache
def _irregular() -> dict[str, str]:
    return {base: past for _, (base, past, *_) in rows("past.tsv", 2)}
