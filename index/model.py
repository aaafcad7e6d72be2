"""The words that all rooms share: frozen, plain, and free of behaviour.

Offsets are character offsets (Python string indices) into ``Article.body``; a span is half open.
Dates are ISO 8601 (``2024-12-03`` or ``2024-12-03T09:30:00+00:00``) as strings, or ``None`` when unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
"""Start and end, half open, in characters."""

Kind = Literal["country", "organisation", "group", "person", "place"]
"""What a mention names. ``group`` is an armed group that news treats as a party."""

Status = Literal["asserted", "reported", "hypothetical", "negated"]
"""What the sentence says of an event: that it is so, that someone says so, that it may be, that it is not."""

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE",
    "COOPERATE", "AID", "RETREAT",
    "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
"""The 16 PLOVER event types."""

QUADS: dict[str, int] = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1,
    "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""PLOVER type to quad class.

1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
"""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as its source gave it, cleaned of what a terminal must not see (``index.text.clean``)."""

    id: str
    title: str
    body: str
    date: str | None = None
    source: str = ""
    url: str = ""
    lang: str = ""
    author: str = ""
    """Who wrote it, as the source says; several names parted by commas."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of an article's body that names somebody.

    ``entity`` is the canonical name: an ISO 3166-1 alpha-3 code for a country, an organisation's or group's
    code where it has one (``NATO``, ``HAM``), else the fullest name found (``Mark Rutte``).
    ``actor`` is the code it acts for in this context and at the article's date, or ``None`` when it does
    not act for a state, an organisation of states or an armed group: ``RUS`` for Russia, Russians, Putin and
    the Kremlin; ``None`` for a city that is only a place.
    """

    start: int
    end: int
    text: str
    kind: Kind
    entity: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing that one actor does, or says, to another, as one sentence tells it.

    ``start, end`` is the sentence, ``predicate`` the words that say it, ``source_span`` and ``target_span``
    the words that name the two. ``confidence`` is between 0 and 1. ``rule`` names the rule or lexicon entry.
    """

    source: str
    target: str
    type: str
    quad: int
    status: Status
    start: int
    end: int
    predicate: Span
    source_span: Span
    target_span: Span
    confidence: float = 0.5
    rule: str = ""
    verdict: str = ""
    """What the reader decided of it: ``accepted``, ``rejected``, ``corrected``, or ``""``."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found in one article."""

    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """An article of a story."""

    id: str
    title: str
    date: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that are copies or updates of one another, the oldest first; nearly always just one.

    ``number`` may change when articles are added or removed: it is for grouping, not for keeping. ``sources``
    are distinct, that of the oldest article first; ``first`` and ``last`` are the dates between which it ran.
    """

    number: int
    articles: tuple[Copy, ...]
    sources: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A relation with the article and the very sentence that says so; ``story`` is that of the article."""

    relation: Relation
    article: str
    title: str
    date: str | None
    sentence: str
    outlet: str = ""
    """The source of the article: who published it."""
    story: int = 0
    """The story of which the article is one telling; copies share it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What a person has marked an article with; ``tags`` in the order of the alphabet."""

    read: bool = False
    star: bool = False
    later: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of a search: ``snippet`` is text of the body, ``marks`` the matches as spans of the snippet.

    ``copies`` is how many articles the story has (1: no other), ``story`` its number (0: not asked for).
    """

    id: str
    title: str
    date: str | None
    source: str
    score: float
    snippet: str
    marks: tuple[Span, ...] = ()
    relations: int = 0
    story: int = 0
    copies: int = 1
    mine: Marked = Marked()


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one question. ``notice`` says in one line what of the question was not understood, or ''.

    ``total`` counts all hits, of which ``hits`` is one page. ``seconds`` is the time the search took.
    ``terms`` are the words to mark in an article (lower case, as typed).
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    notice: str = ""
    seconds: float = 0.0
    terms: tuple[str, ...] = ()
    generation: int = 0
    """The commit of the index that was asked: pages of one generation are of one list of hits."""
    groups: tuple[tuple[str, int], ...] = ()
    """When grouped, the name of each group and its first row, in order."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits have a value. ``query`` is what to type to keep only these: ``country:RUS``."""

    value: str
    label: str
    number: int
    query: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What all hits of a question are about. ``total`` is exact, and counts articles only (no notes).

    ``by`` has, for ``country``, ``partner`` (two actors of one relation), ``entity``, ``source`` and
    ``type``, the most frequent values first. ``months`` is the hits over time: every month with hits
    (``2024-11``), in order of time; ``undated`` hits are in none.
    """

    query: str
    total: int
    by: dict[str, tuple[Count, ...]]
    months: tuple[Count, ...] = ()
    undated: int = 0
    notice: str = ""
    seconds: float = 0.0
    generation: int = 0


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept by name, with how many articles it finds now and how many of them are unread."""

    name: str
    query: str
    total: int
    unread: int


@dataclass(frozen=True, slots=True)
class Completion:
    """What a question may become: its ``text`` with the word at the cursor completed, and the new ``cursor``.

    ``word`` is what takes the place of the word; ``label`` says what it is, or ''. ``number`` is in how many
    articles it is, 0 when that was not counted.
    """

    text: str
    cursor: int
    word: str
    label: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """An article with all that was found in it. ``analysed`` is false while analysis has not reached it."""

    article: Article
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    analysed: bool
    place: int | None = None
    """Character offset of the body that the reader last read, when kept."""
    story: Story | None = None
    """The article's story; ``None`` for what is no article of the desk, such as a note."""
    mine: Marked = Marked()
    notes: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which relations a page is made of; what is empty does not restrict.

    ``since`` and ``until`` are beginnings of ISO dates, both included (``2022``, ``2024-11``). ``outlets``
    are parts of the names of the articles' sources, in lower case. ``query`` is a search: only its articles
    count. ``threshold`` is the least confidence; ``None`` is the desk's own.
    """

    since: str = ""
    until: str = ""
    types: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    query: str = ""
    threshold: float | None = None


NO_FILTER = Filter()


@dataclass(frozen=True, slots=True)
class Periods:
    """A stretch of time in equal parts: ``count`` of them, ``months`` long, from the month ``first`` on.

    ``first`` counts months since year 0 (``12 * year + month - 1``).
    """

    first: int
    months: int
    count: int

    def index(self, date: str) -> int:
        """In which part an ISO date lies (it may be outside)."""
        return (12 * int(date[:4]) + int(date[5:7] or 1) - 1 - self.first) // self.months

    def label(self, index: int) -> str:
        """``2024-03`` for a month, ``2024`` where parts are whole years, else the month it begins with."""
        year, month = divmod(self.first + index * self.months, 12)
        return f"{year}" if self.months % 12 == 0 else f"{year}-{month + 1:02}"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done by one actor to another on one day, with all the evidence for it.

    ``stories`` counts independent tellings: copies and updates of an article are one. ``evidence`` holds the
    surest first, at most a few; ``count`` says how many there are.
    """

    date: str
    source: str
    target: str
    type: str
    quad: int
    status: Status
    stories: int
    count: int
    evidence: tuple[Evidence, ...]
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Stories of cooperation and of conflict in each part of a page's ``Periods``."""

    cooperation: tuple[int, ...] = ()
    conflict: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Partner:
    """One counterpart of an actor: what passed in both directions, its course, and the latest events.

    All numbers count stories, so that what five outlets carry counts once.
    """

    code: str
    name: str
    cooperation: int
    conflict: int
    stories: int
    series: Series
    events: tuple[Event, ...]
    note: str = ""
    """The first line of the reader's note on the pair."""


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor's relations by partner, by weight of evidence; and the reader's note."""

    code: str
    name: str
    partners: tuple[Partner, ...]
    note: str
    articles: int
    periods: Periods
    filter: Filter = NO_FILTER


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """Where the tone between two actors changed: means of all events before and after, from -2 to 2."""

    date: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class PairPage:
    """What passed between two actors, newest first; ``series`` holds a's doings to b, then b's to a."""

    a: str
    b: str
    names: tuple[str, str]
    events: tuple[Event, ...]
    total: int
    stories: int
    periods: Periods
    series: tuple[Series, Series]
    turns: tuple[TurningPoint, ...]
    note: str
    filter: Filter = NO_FILTER


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who did how much of what to whom: ``cells[row][column]`` has stories by quad class 1 to 4."""

    actors: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[tuple[tuple[int, int, int, int], ...], ...]
    since: str
    until: str
    filter: Filter = NO_FILTER


@dataclass(frozen=True, slots=True)
class TypeScore:
    """How often the coder was right by a reader's verdicts on one type."""

    type: str
    accepted: int
    rejected: int
    corrected: int

    @property
    def precision(self) -> float:
        """Accepted ones among all that were judged."""
        return self.accepted / max(1, self.accepted + self.rejected + self.corrected)


@dataclass(frozen=True, slots=True)
class ActorCount:
    """An actor and how many relations and articles name it: a row of the list from which one is chosen."""

    code: str
    name: str
    relations: int
    articles: int


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader wrote. ``text`` is Markdown, without front matter; ``modified`` ISO 8601.

    ``kind`` is country, pair, entity, article or sentence; ``key`` its file's name: ``RUS``, ``RUS-UKR`` or
    one made for it. One on a sentence has it as it was, with its place in the ``article``'s body then.
    ``out`` are the keys that it links to, ``into`` keys and titles of the notes that link to it.
    """

    key: str
    text: str
    modified: str | None = None
    kind: str = "country"
    title: str = ""
    article: str = ""
    sentence: str = ""
    start: int = -1
    out: tuple[str, ...] = ()
    into: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A note where it stands in its article: at a sentence, or at the article's head (``start`` -1).

    ``lost`` is the sentence it was written on, when the article has nothing like it any more.
    """

    key: str
    text: str
    start: int = -1
    end: int = -1
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read: ``where`` names the file (and line), ``reason`` says why and what to do."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work has come. ``total`` is ``None`` while it is not known. ``rate`` is per second."""

    done: int
    total: int | None
    failed: int
    current: str
    rate: float


@dataclass(frozen=True, slots=True)
class AddReport:
    """What adding did: ``added`` new, ``known`` already there unchanged, ``updated`` changed since."""

    added: int
    known: int
    updated: int
    failures: tuple[Failure, ...]
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What has come to the desk since it was last asked, and can be found.

    ``mark`` says up to where, and is what the next question begins with; it means nothing else.
    """

    mark: tuple[int, int]
    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """Counts for the status line; ``pending`` articles await analysis, ``stale`` await indexing."""

    articles: int
    pending: int
    relations: int
    stale: int = 0


@dataclass(frozen=True, slots=True)
class Entity:
    """Who is named on the desk: a row of the list from which one is chosen.

    ``actor`` is the code it last acted for. For a country, ``name`` is its code and ``shown`` its name.
    """

    kind: Kind
    name: str
    shown: str
    actor: str | None
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Naming:
    """An article that names an entity, and how often."""

    id: str
    title: str
    date: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that the desk knows of one entity.

    ``role`` is the office held, or the title that articles give, or ''; ``others`` the other names it goes
    by; ``months`` its mentions by month (``2024-12``), in order, those without any left out; ``beside`` who
    appears with it, and in how many articles; ``namings`` the newest articles; ``decided`` what the reader
    decided of it, a line each.
    """

    entity: Entity
    role: str
    others: tuple[str, ...]
    months: tuple[tuple[str, int], ...]
    beside: tuple[Entity, ...]
    namings: tuple[Naming, ...]
    decided: tuple[str, ...] = ()
