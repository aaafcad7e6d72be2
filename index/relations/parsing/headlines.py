"""Headlines and the historic present, made plain for the parser.

"Germany sanctions a minister" and "police clash with crowds" read like nouns to a parser; "sanctioned"
and "clashed" do not. A heading before a colon ("2011 Libyan civil war: NATO bombs ...") is set aside.
"""

from __future__ import annotations

from dataclasses import replace

from index.relations.language.lexicon import bases_of_past, noun_senses, past_of
from index.relations.language.tables import cues, readings, words
from index.relations.parsing.pieces import STAND_INS, Piece

_LONGEST_HEADING = 14

_PEOPLES = ("ese", "ian", "an", "ish", "ch", "i", "ic")
_UPON = frozenset({"on", "in", "at", "against", "near", "across", "over", "around", "targeting", "kill"})


def without_heading(listed: list[Piece]) -> list[Piece]:
    """The sentence without a heading of nouns before its colon: "Iran's nuclear program: Iran says ..."."""
    for k, piece in enumerate(listed[1 : _LONGEST_HEADING + 1], 1):
        if piece.word != ":":
            continue
        heading, rest = listed[:k], listed[k + 1 :]
        told = len(rest) > 5 and (
            rest[0].word[:1].isupper() or rest[0].mention is not None or rest[0].word[:1].isdigit()
        )
        speaker = all(p.mention is not None for p in heading)
        if told and not speaker and not any(_verbal(p) for p in heading) and not _tells(heading):
            return rest
        break
    return listed


def _tells(heading: list[Piece]) -> bool:
    """ "Chad rejects an offer to end the war: "It is ..."": a verb of the present stands in it."""
    inner = range(1, len(heading) - 1)
    return any(heading[k].word.endswith("s") and _present(heading, k) for k in inner)


def _verbal(piece: Piece) -> bool:
    low = piece.word.lower()
    return low in words("said") or (
        piece.mention is None and low.islower() and low.endswith(("ed", "said")) and piece.word == low
    )


def plain_tense(listed: list[Piece]) -> list[Piece]:
    """Verbs in the present tense of headlines as past ones, where a noun would be read."""
    found = [piece for k, piece in enumerate(listed) if not _each(listed, k)]
    if (to := _headline_future(found)) is not None:
        found[to] = replace(found[to], word="will")
    told = False  # whether a present tense has been met
    for i in range(1, len(found) - 1):
        if _blows(found, i):
            found[i] = replace(found[i], read="operations")
        elif reading := _reading(found, i):
            found[i] = replace(found[i], read=reading)
        elif _present(found, i) or (told and _goes_on(found, i)):
            past, told = past_of(found[i].word), True
            assert past is not None
            found[i] = replace(found[i], word=past)
    return found


def _is_actor(piece: Piece) -> bool:
    return piece.mention is not None and piece.mention.actor is not None


def _each(listed: list[Piece], k: int) -> bool:
    """ "Spain and Chad each expel ...": the parser takes "each expel" for a noun."""
    return (
        0 < k < len(listed) - 1
        and listed[k].word == "each"
        and past_of(listed[k + 1].word) is not None
        and listed[k - 1].mention is not None
    )


def _of_a_people(piece: Piece) -> bool:
    """ "Israeli", but not "Israel" or "Japan"."""
    low = piece.word.lower()
    of_country = piece.mention is not None and piece.mention.kind == "country"
    return of_country and low.endswith(_PEOPLES) and low not in words("noun_name")


def _blows(listed: list[Piece], i: int) -> bool:
    """ "injured in Israeli strikes on": after a preposition and a name, strikes are no verb."""
    if i == 1 and listed[1].word in ("strikes", "attacks", "raids") and _of_a_people(listed[0]):
        return listed[2].word in _UPON  # "Israeli strikes on a town and a camp kill ten"
    if i > 2 and listed[i].word in ("strike", "attack", "raid") and listed[i - 1].mention is not None:
        article = listed[i - 2].word in ("a", "an", "the")
        return article and listed[i - 3].word in ("in", "by", "during", "after", "following", "from")
    return (
        i > 1
        and listed[i].word in ("strikes", "attacks", "raids", "shelling", "bombing")
        and listed[i - 1].mention is not None
        and listed[i - 2].word.lower() in ("in", "by", "during", "after", "following", "from", "amid")
    )


def _reading(listed: list[Piece], i: int) -> str:
    """ "ceasefire talks": after a word that names their matter, talks are no verb. What to read, or ''."""
    if listed[i].word == "amount" and listed[i + 1].word == "to" and listed[i - 1].word.endswith("s"):
        return "amounted"  # "the attacks amount to war crimes"
    if listed[i].word == "report" and i > 1 and _is_actor(listed[i - 1]) and past_of(listed[i + 1].word):
        return "study"  # "a UN report details abuses"
    found = readings().get(listed[i].word)
    if found is None or listed[i].mention is not None:
        return ""
    reading, before = found
    return reading if before == "-" or (i and listed[i - 1].word.lower() in words(before)) else ""


def _goes_on(listed: list[Piece], i: int) -> bool:
    """ "Chad names a spy and summons the envoy": the second verb has the tense of the first."""
    before, here, after = listed[i - 1], listed[i], listed[i + 1]
    if before.word not in (",", "and", "then") or not here.word.endswith("s") or here.mention is not None:
        return False
    if not here.word.islower() or here.word in words("never_verb") or past_of(here.word) is None:
        return False
    return after.word.lower() in words("determiner") or after.word[:1].isdigit() or _is_actor(after)


def _present(listed: list[Piece], i: int) -> bool:
    before, here = listed[i - 1], listed[i]
    if here.mention is not None or not here.word.islower() or past_of(here.word) is None:
        return False
    charging = here.word == "charges" and _acting(listed, i - 1) and listed[i + 1].word != "of"
    arming = here.word == "arms" and before.mention is not None and _is_actor(listed[i + 1])
    if (here.word in words("never_verb") and not (charging or arming)) or _bare_infinitive(listed, i):
        return False
    if _meanwhile(listed, i) or (here.word == "issues" and listed[i + 1].word == "arrest"):
        return True
    if here.word == "close" and listed[i + 1].word in ("to", "ally", "allies"):
        return False  # "generals close to the president"
    if here.word.endswith("s") and before.word in words("flying") and _opens_object(listed, i + 1):
        return True  # "when a Chadian bomb strikes a village"
    if i > 1 and before.mention is None and before.word.endswith("ly"):
        before = listed[i - 2]  # "Chad reportedly strikes a village"
    if before.mention is not None and _short(listed, i):
        return True
    named = before.mention is not None and before.word in STAND_INS
    named = named or _paper(listed, i - 1)
    if i == 1 and named and here.word.endswith("s") and _common(listed, i + 1):
        return True  # a sentence that begins "Chad launches drone ..."
    if (named or _acting(listed, i - 1)) and here.word in ("exchanges", "exchange", "trades", "trade"):
        return listed[i + 1].word in ("fire", "gunfire", "blows", "shots", "barbs", "insults", "accusations")
    if named or _acting(listed, i - 1):
        aimed = listed[i + 1].word in ("on", "at", "to", "with", "into", "against", "for")
        aimed = aimed or (here.word == "fires" and listed[i + 1].word[:1].isupper())
        if (
            aimed
            and here.word.endswith("s")
            and not before.word.endswith("s")
            and here.word in words("no_noun")
        ):
            return True  # "Libya's coast guard fires on a boat"
        return (
            _opens_object(listed, i + 1)
            or (
                here.word.endswith("s")
                and not before.word.endswith("s")
                and (_opens_plural(listed, i + 1) or _opens_name(listed, i + 1))
            )
            or (
                before.word.lower() in ("police", "forces", "troops", "authorities")
                and _opens_name(listed, i + 1)
            )
            or (
                before.mention is not None
                and listed[i + 1].word in _PARTICLES
                and here.word.endswith("s")
                and _opens_object(listed, i + 2)
            )
        )
    return False


def _meanwhile(listed: list[Piece], i: int) -> bool:
    """ "as a Malian plane flies over", "as Malian troops withdraw": what those do who are named there."""
    base = bases_of_past().get(past_of(listed[i].word) or "")
    if base not in words("intruding") | words("giving_way") or listed[i - 1].mention is not None:
        return False
    if _opens_object(listed, i + 1):
        return False
    near = listed[max(0, i - 6) : i]
    opened = max((k for k, piece in enumerate(near) if piece.word in ("as", "when", "after")), default=None)
    return opened is not None and any(_is_actor(piece) for piece in near[opened + 1 :])


def _short(listed: list[Piece], i: int) -> bool:
    """ "The US names the spies": after a short name, before an article."""
    before, here, after = listed[i - 1].word, listed[i].word, listed[i + 1].word
    if not (before.isupper() or "." in before) or not here.endswith("s"):
        return False
    opens = i < 3 and _common(listed, i + 1) and past_of(after) is None and not after.endswith(("ed", "ly"))
    return after in ("the", "a", "an", "its") or opens


def _paper(listed: list[Piece], i: int) -> bool:
    """ "A UN report documents abuses", "a court's ruling orders Chad to": what bodies publish."""
    return i > 0 and listed[i].word in words("publication") and _is_actor(listed[i - 1])


def _common(listed: list[Piece], i: int) -> bool:
    """Whether a common noun or an adjective may stand here."""
    low = listed[i].word
    return (
        listed[i].mention is None
        and low.isalpha()
        and low.islower()
        and low not in words("preposition") | _FUNCTION
    )


_PARTICLES = frozenset({"over", "back", "out", "off", "down", "up", "away"})
_FUNCTION = frozenset(
    {
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "has",
        "have",
        "had",
        "will",
        "would",
        "that",
        "to",
        "who",
        "which",
        "not",
    }
)


def _headline_future(listed: list[Piece]) -> int | None:
    """Where "to" stands in a headline's "Chad, Mali to expel envoys", or ``None``."""
    k = 0
    while k < len(listed) and (listed[k].mention is not None or listed[k].word in (",", "and", "&")):
        k += 1
    if not 0 < k < len(listed) - 1 or listed[k].word != "to" or listed[k - 1].mention is None:
        return None
    verb = listed[k + 1].word
    return k if verb != "blame" and (past_of(verb) or past_of(f"{verb}s")) else None


def _acting(listed: list[Piece], i: int) -> bool:
    """ "the Czech foreign ministry": a noun by which a country acts, with its name shortly before."""
    here = listed[i]
    if here.mention is not None or here.word.lower() not in words("agent"):
        low = here.word.lower()
        if here.mention is not None or not low.endswith("s") or low[:-1] not in words("agent"):
            return False
    return any(piece.mention is not None and piece.mention.actor for piece in listed[max(0, i - 3) : i])


def _opens_object(listed: list[Piece], i: int) -> bool:
    """Whether an object may begin here: a name, an article, a number."""
    piece = listed[i]
    if (
        piece.word in ("at", "more", "up")
        and listed[i + 1 : i + 2]
        and listed[i + 1].word in ("least", "than", "to")
    ):
        return True
    if piece.mention is not None and piece.mention.actor:
        return True
    return piece.word.lower() in words("determiner") or piece.word[:1].isdigit()


def _opens_plural(listed: list[Piece], i: int) -> bool:
    """ "attacks positions": a plural after what might be one is an object, so the first is a verb."""
    low = listed[i].word
    return (
        low.islower()
        and low.isalpha()
        and low.endswith("s")
        and len(low) > 4
        and low not in words("preposition")
    )


def _opens_name(listed: list[Piece], i: int) -> bool:
    """ "a court in Spain sentences Adolfo Scilingo": two capital words that are no known name."""
    pair = [piece.word for piece in listed[i : i + 2]]
    return (
        all(w[:1].isupper() and w[1:].islower() for w in pair)
        and len(pair) == 2
        and (listed[i].mention is None)
    )


def _bare_infinitive(listed: list[Piece], i: int) -> bool:
    """Whether the verb stands after "help Chad", "will Chad", "demands that Chad": no present then."""
    near = range(max(0, i - 5), i - 1)
    if any(listed[k].word.lower() in words("bare") for k in near):
        return True
    that = next((k for k in near if k and listed[k].word == "that"), 0)
    asked = listed[that - 1].word.lower() if that else ""
    asking = words("asking_that") | cues()["demand_that"]
    return not listed[i].word.endswith("s") and any(asked.startswith(word[:-1]) for word in asking if asked)


def _happens(listed: list[Piece], i: int) -> bool:
    """ "Clashes erupt", "a ceasefire commences": a word for what is done, and one that says that it is."""
    word, before = listed[i].word, listed[i - 1].word.lower()
    happens = word in words("happening") or (word.endswith("s") and word[:-1] in words("happening"))
    return happens and bool(
        {before, before.removesuffix("s"), before.removesuffix("es")} & noun_senses().keys()
    )


def second_reading(listed: list[Piece]) -> list[Piece] | None:
    """Another text for a sentence in which the parser found no verb: the first word that may be a present
    tense is put into the past. ``None`` when no word is left to try.
    """
    for i in sorted(range(1, len(listed) - 1), key=lambda k: not _happens(listed, k)):
        here, before = listed[i], listed[i - 1]
        if (
            here.mention is not None
            or not here.word.islower()
            or here.word in words("never_verb")
            or here.read
        ):
            continue
        past = past_of(here.word)
        if past is None or past == here.word:
            continue
        low = before.word.lower()
        if low in words("preposition") or low in words("determiner") or low.endswith("ed"):
            continue
        found = list(listed)
        found[i] = replace(here, word=past)
        return found
    return None
