"""Which sentences are worth a parse: those that name two actors, or one and a word for another."""

from __future__ import annotations

from dataclasses import dataclass

from index.entities import country_of_place, members
from index.model import Mention, Span
from index.relations.language.tables import words
from index.relations.reference.recalled import recalls, struck
from index.relations.reference.speakers import speaker, speaks_of_itself

_AGAIN = frozenset(
    {
        "it",
        "its",
        "they",
        "their",
        "them",
        "he",
        "she",
        "his",
        "her",
        "both",
        "two",
        "each",
        "country",
        "countries",
    }
)


_MET = ("they ", "the leaders ", "the sides ", "the ministers ", "the presidents ", "the parties ")
"""How a sentence begins that goes on about a meeting."""


@dataclass(frozen=True, slots=True)
class Task:
    """One sentence to be parsed: its span, its mentions, its number in the article, and who speaks it."""

    number: int
    span: Span
    mentions: list[Mention]
    speaker: str = ""


def tasks(body: str, sentences: list[Span], mentions: list[Mention]) -> list[Task]:
    """The sentences worth a parse: two or more actors, or one and a word that may resolve to another."""
    found: list[Task] = []
    n = 0
    known: set[str] = set()
    speaking = ""
    for number, (start, end) in enumerate(sentences):
        while n < len(mentions) and mentions[n].end <= start:
            n += 1
        inside: list[Mention] = []
        k = n
        while k < len(mentions) and mentions[k].start < end:
            money = body[mentions[k].end : mentions[k].end + 1] == "$"  # "AU$100" is no African Union
            if not money and not _seats_courts(body, (start, end), mentions[k]):
                inside.append(mentions[k])
            k += 1
        speaking = speaker(speaking, body[start:end], start, inside)
        codes = {m.actor for m in inside if m.actor}
        if codes and len(codes) < 2:  # a city attacked stands for its country
            codes |= {
                c for m in inside if m.kind == "place" and not m.actor and (c := country_of_place(m.entity))
            }
            codes |= {m.entity for m in inside if _tied(body, m)}
        if any(members(m.entity) for m in inside if not m.actor):
            codes |= {"both", "sides"}
        if (
            len(codes) > 1
            or (codes and known - codes and _refers(body[start:end]))
            or (not codes and len(known) > 1 and _refers_to_both(body[start:end]))
            or (speaking and codes - {speaking} and speaks_of_itself(body[start:end]))
        ):
            found.append(Task(number, (start, end), inside, speaking))
        known |= {c for c in codes if c} or struck(body[start:end], inside)
    return found


def _seats_courts(body: str, sentence: Span, mention: Mention) -> bool:
    """ "on trial in The Hague, Netherlands": the place of the world's courts, and no party."""
    before = body[max(sentence[0], mention.start - 7) : mention.start].lower()
    if not body[: mention.end].lower().endswith("hague") and not before.endswith("hague, "):
        return False
    return not words("world_court").isdisjoint(body[sentence[0] : sentence[1]].lower().split())


def _tied(body: str, mention: Mention) -> bool:
    """ "a Panama-flagged tanker", "Iran-backed Hezbollah": a country to which one is tied by a hyphen."""
    if mention.actor or body[mention.end : mention.end + 1] not in ("-", "–"):
        return False
    tied = body[mention.end + 1 : mention.end + 16].split(" ", 1)[0].lower()
    if mention.kind == "group":
        return tied in words("holding_land")  # "an ISIL-held town"
    return mention.kind == "country" and tied in words("tied") | words("led") | words("holding_land")


def _refers(text: str) -> bool:
    low = text.lower()
    return not _AGAIN.isdisjoint(low.split()) or recalls(low) or ("the " in low and _names_again(low))


def _names_again(low: str) -> bool:
    if any(f"the {word}" in low for word in words("of_state") | words("of_members")):
        return True
    return any(f"the {word} " in low for word in words("of_office"))


def _refers_to_both(text: str) -> bool:
    low = text.lower()
    return any(word in low for word in ("both ", "the two ", "each other")) or low.startswith(_MET)
