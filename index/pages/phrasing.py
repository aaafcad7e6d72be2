"""What was done, in the sentence's own words: "imposed new sanctions on", from "imposes new sanctions on".

The rule that found a relation ("SANCTION: X impose @sanction on|against Y") tells its verb and in what order
the rest stands; the sentence tells the words. Where no plain line for a person can be made of the two (nouns,
guesses, long objects) there is none, and the type's general words are shown instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.entities import actor_name
from index.relations.language.pasts import past_tense
from index.relations.language.tables import words

if TYPE_CHECKING:
    from index.model import Evidence, Relation

Said = tuple[str, str]
"""What stands before the target's name, and what after it ("gave", "weapons")."""

_RULE = re.compile(r"[A-Z]+: X ([a-z]+)((?: [^ .()+]+)+)")
_LONGEST = 44
_UNSAID: Said = ("", "")
_AFTER = frozenset(
    [
        "a",
        "after",
        "against",
        "ahead",
        "amid",
        "and",
        "are",
        "as",
        "at",
        "because",
        "before",
        "but",
        "by",
        "during",
        "for",
        "from",
        "following",
        "had",
        "has",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "over",
        "since",
        "that",
        "through",
        "to",
        "today",
        "under",
        "until",
        "was",
        "were",
        "when",
        "which",
        "while",
        "who",
        "will",
        "with",
        "without",
        "would",
    ]
)
"""What may follow a name that stands for itself: after "Chad" in "Chad officials" it does not."""
_TELL_NOTHING = frozenset(
    ["are", "did", "had", "has", "have", "is", "said", "says", "tells", "told", "was", "were"]
)
"""What says nothing when it is quoted alone: “were”."""
_TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_PLACING = frozenset({"to", "from", "in", "for", "against"})
_WHOSE = frozenset({"his", "her", "its", "their"})
_WARNS = frozenset({"warn", "caution"})
_TRAVEL = re.compile(r"\b(?:travel|trip|visit|journey|touris)", re.IGNORECASE)
_ADVISES = re.compile(r"warn|caution|advis|tell|told|urg|recommend|issu", re.IGNORECASE)
_ADVISED: dict[str, Said] = {
    "asserted": ("warned against travel to", ""),
    "reported": ("warned against travel to", ""),
    "hypothetical": ("may warn against travel to", ""),
}
"""What advice to travellers is called: PLOVER has no type of its own for it, and it threatens nobody."""
_WISHES = frozenset({"expect", "want", "wish", "need", "request"})


def plainly(evidence: Evidence) -> Said:
    """The deed in the sentence's words, in the past tense (``met with``), or as what may be or was not done
    (``may leave``, ``did not attack``); twice nothing where that cannot be said plainly.
    """
    relation, sentence = evidence.relation, evidence.sentence
    start, end = (place - relation.start for place in relation.predicate)
    asked = sentence[start : max(end, relation.target_span[1] - relation.start)]
    advice = "travel" in relation.rule or _ADVISES.match(asked)
    if relation.type == "THREATEN" and advice and _TRAVEL.search(asked):
        return _ADVISED.get(relation.status, _UNSAID)
    rule = _RULE.fullmatch(relation.rule)
    if rule is None or len(sentence) != relation.end - relation.start:
        return _UNSAID
    verb, slots = rule[1], rule[2].split()
    told = sentence[start:end].split()
    if not told or not _is_form(told[0].lower(), verb):
        return _UNSAID
    rest = " ".join(told[2:] if told[1:2] and told[1].lower() in _WHOSE and told[2:] else told[1:])
    shape = _shape(slots, rest, asking=relation.type == "REQUEST")
    if verb in _WISHES or (shape == "object" and verb in words("done_to_people")):
        return _UNSAID  # "wants Chad to leave", "killed Chad"
    if shape is None or len(rest) > _LONGEST or not _in_order(relation, shape):
        return _UNSAID
    first = {"hypothetical": f"may {verb}", "negated": f"did not {verb}"}.get(
        relation.status, past_tense(verb)
    )
    within = relation.target_span[1] - relation.start
    if shape == "dative":
        given = sentence[within:end].split()
        return (first, " ".join(given)) if given else _UNSAID
    if start < within <= end:
        return _UNSAID
    if shape == "object":
        return (f"{first} {rest}".strip(), "") if _is_whole(evidence) else _UNSAID
    between = sentence[end : max(end, relation.target_span[0] - relation.start)].lower().split()
    listed = shape.split("|")
    leads = _leading(between, listed, plain=relation.type == "MOBILIZE")
    if rest.endswith(" worth") or (rest.endswith("release") and not _is_whole(evidence)):
        return _UNSAID  # "ordered the release of the American pastor"
    if leads in ("between", "among") or (verb in _WARNS and leads != "on"):
        return _UNSAID  # nobody reads "warned against the United States" as a warning to them
    return (f"{first} {leads}" if rest in ("", leads) else f"{first} {rest} {leads}", "")


def _shape(slots: list[str], rest: str, *, asking: bool) -> str | None:
    """Where the target stands: "object", "dative", or the prepositions before it ("on|against").

    ``rest`` are the words that belong to the verb: an object, a particle.
    """
    listed = ["Y" if slot.startswith("Y:") else slot for slot in slots]
    if listed[-1] == "_" and len(listed) > 2 and _leads(listed[-2]):
        del listed[-2:]  # "accuse Y of _"
    elif asking and listed[-1].startswith("="):
        del listed[-1]  # "urge Y =to"
    if "Y" not in listed:
        listed = [*listed, "with", "Y"]  # what they did together
    if any(slot.startswith("=") or slot.endswith("'s") for slot in listed):
        return None
    match listed:
        case ["Y"] if not rest:
            return "object"
        case [leads, "Y"] if _leads(leads):
            return leads if rest in ("", leads) else None
        case [_, "Y"] | ["Y", _] if not rest:
            return None
        case [_, "Y"]:
            return "object"
        case ["Y", _]:
            return "dative"
        case [_, leads, "Y"] if rest and _leads(leads):
            return leads
    return None


def _leading(between: list[str], listed: list[str], *, plain: bool) -> str:
    """The preposition of the line: the last of the pattern's before the target, "of" after others;
    else (unless ``plain``) the one that stands there instead.
    """
    near = [word for word in reversed(between) if word in words("preposition")]
    own = [word for word in near if word in listed]
    if own:
        return next((word for word in own if word != "of"), "of")
    return near[0] if near[:1] and near[0] in _PLACING and not plain else listed[0]


def _leads(slot: str) -> bool:
    return all(word in words("preposition") for word in slot.split("|"))


def _is_form(word: str, verb: str) -> bool:
    """Whether the word is a form of the verb: "imposes", "imposing"; "sent" of "send"."""
    stem = verb[:-1] if verb[-1] in "ey" else verb
    return word.startswith(stem) or word == past_tense(verb)


def _in_order(relation: Relation, shape: str) -> bool:
    """Whether the source stands before the verb and the target after it; the other way round too in a
    passive, and for what two do with one another.
    """
    source, verb, target = relation.source_span[0], relation.predicate[0], relation.target_span[0]
    if "with" in shape.split("|") and relation.type in _TOGETHER:
        return True
    return source < verb <= target or (shape == "object" and target < verb < source)


def _is_whole(evidence: Evidence) -> bool:
    """Whether the target's name is all that undergoes it: not "arrested American citizens"."""
    relation, sentence = evidence.relation, evidence.sentence
    follows = sentence[relation.target_span[1] - relation.start :]
    word = re.match(r" (\w+)", follows)
    return word[1].lower() in _AFTER if word else follows[:1] not in ("'", "’", "-", "–")


def quoted(evidence: Evidence) -> str:
    """The sentence's words from the deed to whom it is done to: "releases ten American sailors"; '' when they
    are many.
    """
    relation, sentence = evidence.relation, evidence.sentence
    if len(sentence) != relation.end - relation.start:
        return ""
    start, end = (place - relation.start for place in relation.predicate)
    if sentence[start:end].lower() in _TELL_NOTHING:
        return ""
    first, last = (place - relation.start for place in relation.target_span)
    between = sentence[end:first]
    plain = not re.search(r"\bbetween\b|[\"“”()]", between)
    if end <= first and last <= start + _LONGEST and plain:
        end = last
        name = sentence[first:last]
        if name != actor_name(relation.target) or name.startswith("United"):
            words_ = re.match(r"((?: [a-z-]+){0,2})", sentence[last:])
            for word in words_[1].split() if words_ else ():  # "American sailors", "Iranian oil tankers"
                if word in _AFTER:
                    break
                end += len(word) + 1
    told = " ".join(sentence[start:end].split())
    return told if len(told) <= _LONGEST + 4 else ""
