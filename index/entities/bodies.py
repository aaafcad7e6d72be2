"""Bodies that many states have: whose a ministry, court or parliament is."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from index.entities.links import Links
from index.entities.patterns import heads
from index.entities.reading import words
from index.entities.tables import alternatives, rows
from index.model import Mention

_OWNS = "'s "
_OTHER_STORY = re.compile(r"\n(?:[-*#•]|\d+\.) ?")
"""What begins another story of a digest, where a body named without its state is not the last one's."""


@cache
def _adjectives() -> dict[str, str]:
    """Return the adjective of each state: RUS → "Russian"."""
    found = {}
    for row in rows("countries.tsv", "code", "a2", "name", "names", "adjectives", "people"):
        found[row["code"]] = next(iter(alternatives(row["adjectives"])), "")
    return found


def own(links: Links) -> None:
    """Give bodies to the state beside them: "Russia's Ministry of Defence", later "the Ministry of Defence".

    A society of a state is not the world's: "Philippine Red Cross" is not the Red Cross of Geneva.
    """
    owners: dict[str, Mention | None] = {}
    for place, mention in enumerate(links.known):
        if mention.kind != "organisation":
            continue
        state = links.known[place - 1] if place else mention
        between = links.text[state.end : mention.start]
        beside = state.kind == "country" and state.actor is not None and between in (" ", _OWNS)
        body = links.known[place] = _owned(mention, state, between) if beside else mention
        if body.actor is not None and _is_states(body.text):
            known = owners.setdefault(body.text, body)
            if known is not None and known.actor != body.actor:
                owners[body.text] = None
    seen: dict[str, int] = {}
    for place, body in enumerate(links.known):
        if body.kind == "organisation" and (owner := owners.get(body.text)) is not None:
            if body.actor is not None:
                seen[body.text] = body.end
            elif (
                body.text in seen
                and body.entity == body.text
                and not links.text.startswith((" of ", " in "), body.end)
                and not _OTHER_STORY.search(links.body, seen[body.text], body.start)
            ):
                links.known[place] = replace(body, entity=owner.entity, actor=owner.actor)


def _owned(body: Mention, state: Mention, between: str) -> Mention:
    """Return a body as that of the state before it, where it is one that states have."""
    adjective = _adjectives().get(state.entity) or state.text
    if body.text in words().sets["society"]:
        return replace(body, entity=f"{adjective} {body.text}")
    if body.actor != state.actor and _is_states(body.text):
        return replace(body, entity=f"{adjective} {body.text}", actor=state.actor)
    return body


def _is_states(name: str) -> bool:
    said = name.split()
    telling = len(said) > 1 and not heads()["state"].isdisjoint((said[0], said[-1]))
    return telling or name in words().sets["body"]
