"""Newswire as outlets really change it, and look-alikes that are other stories: test data made by rule.

Each change takes and gives a list of paragraphs. ``templates`` fills patterns of news that comes in
series, as agencies write it: every item is a story of its own.
"""
# ruff: noqa: E501 (patterns are read best whole)

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations
from random import Random

Paragraphs = list[str]

OUTLETS = (
    "AP", "AFP", "Reuters", "The Morning Herald", "Gazette Online", "Daily Courier", "dpa", "Coast News",
    "National Post & Times", "Evening Star",
)  # fmt: skip
CITIES = ("PARIS", "LONDON", "NEW DELHI", "WASHINGTON", "CAIRO", "GENEVA", "NAIROBI", "TOKYO")
PEOPLE = ("Maria Lopez", "John Okafor", "Anna Weiss", "Li Jun", "Paul Martin", "Sara Haddad")
HEADERS = (
    "By {person}, {outlet}", "{outlet} | Published {day}", "By {person} and agencies\nUpdated {day}, 9:14 am",
    "{outlet} World News\nSkip to main content\nShare this article",
)  # fmt: skip
FOOTERS = (
    "© {year} {outlet}. All rights reserved. This material may not be published, broadcast, rewritten or "
    "redistributed without permission.",
    "Subscribe to our newsletter and get the day's most important stories in your inbox every morning.",
    "Reporting by {person}; Editing by {other}. Our Standards: The {outlet} Trust Principles.",
    "Follow {outlet} on social media. Read more: Ten things to know this week. Most read: Weather.",
    "(Only the headline and picture of this report may have been reworked by {outlet} staff; the rest of the "
    "content is auto-generated from a syndicated feed.)",
)  # fmt: skip
BRITISH = {
    "organization": "organisation", "organizations": "organisations", "defense": "defence",
    "center": "centre", "color": "colour", "labor": "labour", "percent": "per cent", "traveled": "travelled",
    "traveling": "travelling", "recognize": "recognise", "recognized": "recognised", "realize": "realise",
    "program": "programme", "programs": "programmes", "neighbor": "neighbour", "neighbors": "neighbours",
    "honor": "honour", "criticized": "criticised", "toward": "towards", "kilometers": "kilometres",
    "meters": "metres", "favor": "favour", "apologized": "apologised", "authorized": "authorised",
    "theater": "theatre", "license": "licence", "canceled": "cancelled", "gray": "grey", "judgment": "judgement",
}  # fmt: skip
REWORDED = {
    "said": "told reporters", "says": "states", "killed": "left dead", "announced": "made known",
    "about": "around", "however": "but", "including": "among them", "according": "by the account",
    "began": "started", "near": "close to", "many": "a number of", "after": "following", "also": "too",
}  # fmt: skip
SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NEW_LEADS = (
    "Officials raised the toll on {weekday} as crews reached the last of the areas that had been cut off.",
    "There was fresh reaction on {weekday} from capitals around the world, with calls for calm on all sides.",
    "New details emerged late on {weekday}, hours after the first reports.",
    "Talks resumed behind closed doors on {weekday}, two diplomats with knowledge of the matter said.",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBER = re.compile(r"\b\d{1,3}\b")


def house_style(text: Paragraphs, chance: Random, donors: Paragraphs) -> Paragraphs:
    """An outlet's header, dateline and footer."""
    words = {
        "outlet": chance.choice(OUTLETS), "person": chance.choice(PEOPLE), "other": chance.choice(PEOPLE),
        "day": f"{chance.randint(1, 28)} March {chance.randint(2015, 2024)}", "year": chance.randint(2015, 2024),
    }  # fmt: skip
    head = [chance.choice(HEADERS).format(**words)] if chance.random() < 0.7 else []
    dateline = f"{chance.choice(CITIES)} ({words['outlet']}) — " if chance.random() < 0.7 else ""
    foot = [line.format(**words) for line in chance.sample(FOOTERS, chance.randint(1, 2))]
    return [*head, dateline + text[0], *text[1:], *foot]


def cut_tail(text: Paragraphs, chance: Random, donors: Paragraphs) -> Paragraphs:
    """Shortened from below, to between two and eight tenths."""
    return text[: max(1, round(len(text) * chance.uniform(0.35, 0.8)))]


def drop(text: Paragraphs, chance: Random, donors: Paragraphs) -> Paragraphs:
    """Up to a third of the paragraphs taken out."""
    gone = set(chance.sample(range(len(text)), round(len(text) * chance.uniform(0.1, 0.35))))
    return [part for number, part in enumerate(text) if number not in gone] or text


def reorder(text: Paragraphs, chance: Random, donors: Paragraphs) -> Paragraphs:
    """Some paragraphs in another order."""
    text = list(text)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text))
        text.insert(chance.randrange(len(text)), text.pop(at))
    return text


def spelling(text: Paragraphs, chance: Random, donors: Paragraphs) -> Paragraphs:
    """British for American, or the other way; quotation marks and dashes of another make."""
    table = BRITISH if chance.random() < 0.5 else {british: us for us, british in BRITISH.items()}
    table = table | {"“": '"', "”": '"', "’": "'", "–": "-"}

    def change(part: str) -> str:
        part = re.sub(r"\w+|[“”’–]", lambda found: table.get(found[0], found[0]), part)
        if table is not BRITISH:
            part = (
                re.sub(r"\b(\w{3,}?)is(e[ds]?|ing|ation)\b", r"\1iz\2", part)
                if chance.random() < 0.5
                else part
            )
        return part

    return [change(part) for part in text]


def copy_edit(text: Paragraphs, chance: Random, donors: Paragraphs) -> Paragraphs:
    """Words put otherwise, small numbers written out, words and sentences left out."""

    def change(found: re.Match[str]) -> str:
        word = found[0]
        if word.isdigit() and int(word) < len(SMALL) and chance.random() < 0.7:
            return SMALL[int(word)]
        if word.lower() in REWORDED and chance.random() < 0.5:
            return REWORDED[word.lower()]
        return "" if len(word) > 6 and word.islower() and chance.random() < 0.03 else word

    edited = [re.sub(r"\w+", change, part) for part in text]
    kept = [
        " ".join(one for one in re.split(r"(?<=[.!?]) ", part) if chance.random() > 0.08) for part in edited
    ]
    return [part for part in kept if part.strip()] or edited


def update(text: Paragraphs, chance: Random, donors: Paragraphs) -> Paragraphs:
    """A new lead, other figures, new paragraphs; now and then an old one gone."""
    share = chance.uniform(0.2, 0.7)

    def figure(found: re.Match[str]) -> str:
        return str(int(found[0]) + chance.randint(1, 30)) if chance.random() < share else found[0]

    body = [_NUMBER.sub(figure, part) for part in text]
    if len(body) > 3 and chance.random() < 0.5:
        del body[chance.randrange(1, len(body))]
    for _ in range(chance.randint(0, max(1, len(body) // 4))):
        body.insert(chance.randint(1, len(body)), chance.choice(donors))
    return [chance.choice(NEW_LEADS).format(weekday=chance.choice(WEEKDAYS)), *body]


def grow(text: Paragraphs, chance: Random, donors: Paragraphs) -> Paragraphs:
    """A first short report that became a long one: the text, and up to once its length of new paragraphs."""
    wanted = sum(map(len, text)) * chance.uniform(0.3, 1.0)
    new: Paragraphs = []
    while sum(map(len, new)) < wanted:
        new.append(chance.choice(donors))
    at = chance.randint(1, len(text))
    return [*text[:at], *new, *text[at:]]


CHANGES: tuple[Callable[[Paragraphs, Random, Paragraphs], Paragraphs], ...] = (
    house_style, cut_tail, drop, reorder, spelling, copy_edit, update, grow,
)  # fmt: skip


def version(text: Paragraphs, chance: Random, donors: Paragraphs) -> Paragraphs:
    """The article as another outlet has it, or as it is later: one to three changes."""
    for change in chance.sample(CHANGES, chance.choice((1, 1, 2, 2, 3))):
        text = change(text, chance, donors)
    return text


def short_version(text: str, chance: Random) -> str:
    """An item of a sentence or two as another outlet has it, or later: one or two small changes."""
    changes: list[Callable[[str], str]] = [
        lambda t: f"({chance.choice(OUTLETS)}) – {t}",
        lambda t: f"{chance.choice(CITIES)} — {t}",
        lambda t: f"{t} ({chance.choice(OUTLETS)})",
        lambda t: t.rstrip(". ") + ", officials said.",
        lambda t: t.rstrip(". ") + f" on {chance.choice(WEEKDAYS)}.",
        lambda t: re.sub(r"\b(is|are)\b", lambda found: {"is": "was", "are": "were"}[found[0]], t),
        lambda t: re.sub(r"\w+", lambda found: BRITISH.get(found[0], found[0]), t),
        lambda t: re.sub(r"\w+", lambda found: REWORDED.get(found[0], found[0]), t),
        lambda t: " ".join(sentences[:-1]) if len(sentences := re.split(r"(?<=\w{3}[.!?]) ", t)) > 1 else t,
        lambda t: t + " It was not immediately clear what would follow.",
    ]
    for change in chance.sample(changes, chance.choice((1, 2))):
        text = change(text)
    return text


COUNTRIES = (
    "Chile", "Peru", "Japan", "Indonesia", "Mexico", "Greece", "Turkey", "Iran", "Nepal", "Italy", "Ecuador",
    "Fiji", "Tonga", "New Zealand", "Papua New Guinea", "the Philippines", "Taiwan", "Pakistan", "India",
)  # fmt: skip
TEAMS = ("Brazil", "Germany", "Ghana", "Spain", "Morocco", "Japan", "Croatia", "Uruguay", "Senegal", "Wales")
STATES = ("Texas", "Florida", "Iowa", "Ohio", "Kansas", "Vermont", "Oregon", "Alabama", "Maine", "Louisiana")
SHORT_PATTERNS = (
    "A magnitude {m} earthquake strikes off the coast of {country}, killing at least {n} people and injuring {k}.",
    "{country} reports its first case of the new variant, in a traveller who returned from {other} last week.",
    "In football, {team} defeat {rival} {a}–{b} to reach the semi-finals of the World Cup.",
    "Voters in {country} go to the polls for a general election.",
    "The foreign ministry of {country} summons the ambassador of {other} in protest against remarks about the border.",
    "At least {n} people are killed and {k} others are injured when a bus falls into a ravine in {country}.",
    "{country} recalls its ambassador from {other} and expels {n} diplomats.",
    "A car bomb kills {n} people and wounds {k} at a checkpoint in {country}.",
)  # fmt: skip
LONG_PATTERNS = (
    "The President today declared that a major disaster exists in the State of {state} and ordered Federal aid "
    "to supplement State and local recovery efforts in the area affected by severe storms, flooding and "
    "tornadoes beginning on {day} and continuing.\n\nThe President's action makes Federal funding available to "
    "affected individuals in the counties of {county} and {county2}. Assistance can include grants for temporary "
    "housing and home repairs, low-cost loans to cover uninsured property losses, and other programs to help "
    "individuals and business owners recover from the effects of the disaster.\n\nFederal funding also is "
    "available to State and eligible local governments on a cost-sharing basis for emergency work and the repair "
    "or replacement of facilities damaged by the storms.\n\n{person} of the Federal Emergency Management Agency "
    "has been named to coordinate Federal recovery operations in the affected area. Damage surveys are continuing "
    "in other areas, and more counties may be designated for assistance after the assessments are completed.",
    "Shares in {country} closed {way} on {day}, with the main index {moving} {a}.{b} percent to {k}{n} points. "
    "Trading was thin as investors waited for word from the central bank on interest rates.\n\nBanks and energy "
    "companies led the {way} move. {person}, an analyst in the capital, said that the market had found its level "
    "for now. Oil was at {k} dollars a barrel in late trade.\n\nThe currency was little changed against the "
    "dollar. Bonds {moving} slightly. Markets in {other} and {third} were closed for a holiday.",
    "Forecast for {country} for {day}. Mostly cloudy in the north with rain later, {a} millimetres expected near "
    "the coast. Highs of {n} degrees in the capital and {b} in the hills. Winds light to moderate from the "
    "{way} side.\n\nOutlook: unsettled, with a chance of thunder by the weekend. Sea slight to moderate. "
    "Visibility good except in showers. Warnings in force: none for {country}; small craft near {other} should "
    "take care.",
    "{person} was sworn in as prime minister of {country} on {day} after weeks of talks between parties. In a "
    "short speech to parliament the new head of government promised to fight corruption, to bring down prices "
    "and to hold local elections within a year.\n\nThe coalition has {n} of {k} seats. The opposition said that "
    "it would not last. {person2}, who leads it, called for protests. Relations with {other} are expected to "
    "remain at the centre of foreign policy.",
)  # fmt: skip
COUNTIES = ("Adams", "Baker", "Clay", "Dallas", "Franklin", "Grant", "Jackson", "Lincoln", "Marion", "Monroe")
NAMES = (
    "Aldo Reyes",
    "Petra Novak",
    "Samuel Adeyemi",
    "Hiro Tanaka",
    "Leila Aziz",
    "Tomas Berg",
    "Ana Silva",
)


def templates(chance: Random, each: int, begin: date) -> list[tuple[str, str]]:
    """Bodies and dates of up to ``each`` items of every pattern, within a week; each is a story of its own.

    No two of a pattern are of the same country, state or pair of teams.
    """
    found = []
    for pattern in (*SHORT_PATTERNS, *LONG_PATTERNS):
        countries, states = chance.sample(COUNTRIES, len(COUNTRIES)), chance.sample(STATES, len(STATES))
        rivals = chance.sample(list(combinations(TEAMS, 2)), each)
        count = min(each, len(states) if "{state}" in pattern else len(countries))
        for number in range(count):
            country = countries[number]
            other, third = chance.sample([name for name in COUNTRIES if name != country], 2)
            team, rival = rivals[number]
            county, county2 = chance.sample(COUNTIES, 2)
            person, person2 = chance.sample(NAMES, 2)
            body = pattern.format(
                country=country, other=other, third=third, team=team, rival=rival, county=county,
                county2=county2, person=person, person2=person2, state=states[number % len(states)],
                m=f"{chance.randint(5, 7)}.{chance.randint(0, 9)}", n=chance.randint(3, 90),
                k=chance.randint(91, 300), a=chance.randint(1, 5), b=chance.randint(0, 9),
                way=chance.choice(("higher", "lower")), moving=chance.choice(("rising", "falling")),
                day=chance.choice(WEEKDAYS),
            )  # fmt: skip
            found.append((body, (begin + timedelta(days=chance.randint(0, 6))).isoformat()))
    return found
