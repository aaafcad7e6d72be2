"""All hits in groups: by day, source, story or country; each hit in one group, the order within it kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from index.search.answer import Answer
from index.search.codec.postings import Ints
from index.search.facets import table, values_of
from index.search.identity import docs_of_hashes, id_hash

BY = ("day", "source", "story", "country")
_FIELDS = {"source": "from", "country": "country"}

Stories = Callable[[], Mapping[str, int]]
"""Gives, of the articles that share their story with others, id and story (a number above 0)."""
Groups = list[tuple[str, int]]
"""The value of each group, '' for what has none (as no story has), and its first row."""


def grouped(answer: Answer, by: str, stories: Stories | None) -> tuple[Ints, Groups]:
    """The places of all hits in the order of their groups, and the groups; kept with the answer.

    Days go from the newest back; sources and countries by number of hits; stories by their best hit. Of the
    countries that an article names, it stands with the one that most hits name.
    """
    if not answer.total:
        return answer.docs, []
    if by not in answer.groupings:
        ranked = answer.ranking()
        if by == "day":
            days = answer.days(ranked)
            numbers = np.where(days == 0, 1, -days)  # what has no date comes last
            names = {n: "" if n > 0 else date.fromordinal(-n).isoformat() for n in set(numbers.tolist())}
        elif by == "story":
            numbers, names = _by_story(answer, ranked, stories), {}
        else:
            numbers, names = _by_field(answer, ranked, _FIELDS[by])
        answer.groupings[by] = _in_order(ranked, numbers, names)
    return answer.groupings[by]


def _in_order(ranked: Ints, numbers: Ints, names: dict[int, str]) -> tuple[Ints, Groups]:
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    named = (names.get(number, "") for number in ordered[starts].tolist())
    return ranked[order], list(zip(named, starts.tolist(), strict=True))


def _by_story(answer: Answer, ranked: Ints, stories: Stories | None) -> Ints:
    """For each hit the place of the best one of its story; only articles that share theirs are looked at."""
    story = np.zeros(len(answer.docs), np.int64)  # 0: alone
    shared = stories() if stories else {}
    if shared:
        hashes = np.fromiter(map(id_hash, shared), np.uint64, len(shared))
        order = np.argsort(hashes)
        hashes, numbers = hashes[order], np.fromiter(shared.values(), np.int64, len(shared))[order]
        for base, leaf in zip(answer.snapshot.bases, answer.snapshot.leaves, strict=False):
            docs = docs_of_hashes(leaf, hashes)
            column = leaf.files.documents.numbers("id")
            if column is None:
                continue
            at = np.searchsorted(answer.docs, docs + base)
            hit = (at < len(answer.docs)) & (answer.docs[np.minimum(at, len(answer.docs) - 1)] == docs + base)
            if hit.any():
                story[at[hit]] = numbers[np.searchsorted(hashes, column[docs[hit]])]
    ranked_story = story[ranked]
    _, first, places = np.unique(ranked_story, return_index=True, return_inverse=True)
    return np.where(ranked_story > 0, first[places], np.arange(len(ranked)))


def _by_field(answer: Answer, ranked: Ints, field: str) -> tuple[Ints, dict[int, str]]:
    values, places_of = values_of(answer.snapshot, field)
    none = len(values)
    rows: list[Ints] = []
    held_values: list[Ints] = []
    for number, (leaf, places) in enumerate(zip(answer.snapshot.leaves, places_of, strict=False)):
        _, held, starts = table(leaf, field)
        if not len(starts):
            continue
        value = np.repeat(places, np.diff(np.r_[starts, len(held)]))
        docs = held + answer.snapshot.bases[number]
        at = np.searchsorted(answer.docs, docs)
        hit = (at < len(answer.docs)) & (answer.docs[np.minimum(at, len(answer.docs) - 1)] == docs)
        rows.append(at[hit])
        held_values.append(value[hit])
    at = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    value = np.concatenate(held_values) if held_values else at
    by_size = np.lexsort((np.arange(none), -np.bincount(value, minlength=none)))
    size_rank = np.empty(none + 1, np.int64)
    size_rank[by_size], size_rank[none] = np.arange(none), none
    best = np.full(len(answer.docs), none, np.int64)
    np.minimum.at(best, at, size_rank[value])
    names = {place: values[int(v)].decode(errors="replace") for place, v in enumerate(by_size.tolist())}
    return best[ranked], {**names, none: ""}
