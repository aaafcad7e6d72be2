"""Articles to a segment's arrays: words are numbered as they come; sorting the numbers inverts them."""

from __future__ import annotations

import gc
import json
from array import array
from collections.abc import Iterable, Sequence

import numpy as np

from index.model import Analysis, Article
from index.search import facts
from index.search.analysis import MAX_WORD, STOP, language, stem, words
from index.search.codec.container import Array
from index.search.codec.merge import PREFIX_LENGTHS
from index.search.codec.postings import FieldData, Ints
from index.search.codec.segment import DocData, length_bytes
from index.search.identity import id_hash
from index.search.query.dates import ordinal

_BITS = 20
_MASK = (1 << _BITS) - 1
"""Documents of a segment, and places in a text, take 20 bits of a sort key each."""
_NAME_GAP = 64
_JSON = json.JSONEncoder(separators=(",", ":"))

Item = tuple[Article, Analysis | None]
_NamePostings = dict[str, list[tuple[int, list[int]]]]


class _Numbers(dict[str, int]):
    """Numbers for the words of one language, given as they are first met."""

    def __init__(self, lang: str, entries: list[tuple[str, str]]) -> None:
        super().__init__()
        self._lang = lang
        self._entries = entries

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self._entries)
        self._entries.append((word[:MAX_WORD], self._lang))
        return number


class _Stream:
    """The words of one field of all documents, as numbers, one document after the other."""

    def __init__(self) -> None:
        self.numbers = array("I")
        self.ends: list[int] = []

    def add(self, numbers: Iterable[int]) -> None:
        self.numbers.extend(numbers)
        self.ends.append(len(self.numbers))

    def arrays(self) -> tuple[Array, Ints]:
        """Word number of every word, and where it is: ``document << 20 | place``."""
        ends = np.array(self.ends)
        lengths = np.diff(ends, prepend=0)
        # A text of more words than there are places has its last words at the last place.
        where = np.arange(len(self.numbers))
        where += np.repeat((np.arange(len(ends)) << _BITS) - (ends - lengths), lengths)
        if len(lengths) and int(lengths.max()) > _MASK:
            docs = np.repeat(np.arange(len(ends)), lengths)
            where = (docs << _BITS) | np.minimum(where - (docs << _BITS), _MASK)
        return np.frombuffer(self.numbers, np.uint32), where


def build(items: Sequence[Item]) -> tuple[DocData, dict[str, FieldData]]:
    """The arrays of a segment of ``items`` (fewer than a million), ready to be written.

    Makes many small objects and no cycles: Python's search for cycles is put off meanwhile.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _build(items)
    finally:
        if collecting:
            gc.enable()


def _build(items: Sequence[Item]) -> tuple[DocData, dict[str, FieldData]]:
    entries: list[tuple[str, str]] = []
    numbers: dict[str, _Numbers] = {}
    streams = {name: _Stream() for name in ("title", "body", "source")}
    documents = DocData(len(items), [])
    keywords: dict[str, dict[str, list[int]]] = {}
    names: dict[str, _NamePostings] = {}
    for doc, (article, analysis) in enumerate(items):
        lang = language(article.lang)
        known = numbers.get(lang) or numbers.setdefault(lang, _Numbers(lang, entries))
        streams["title"].add(map(known.__getitem__, words(article.title)))
        streams["body"].add(map(known.__getitem__, words(article.body)))
        streams["source"].add(map(known.__getitem__, words(article.source)))
        documents.stored.append(_record(article, analysis))  # type: ignore[attr-defined]
        values = {"lang": {lang}, "from": {article.source} if article.source else set()}
        if analysis is not None:
            values |= facts.keywords(analysis)
            _add_names(names, doc, analysis)
        for field, found in values.items():
            for value in found:
                keywords.setdefault(field, {}).setdefault(value, []).append(doc)
    documents.numbers["id"] = np.array([id_hash(article.id) for article, _ in items], np.uint64)
    days = [ordinal(article.date) or 0 for article, _ in items]
    documents.numbers["day"] = np.array(days, np.uint32)
    fields = _text_fields(streams, entries, documents)
    fields |= {field: _keyword_field(found) for field, found in keywords.items() if found}
    fields |= {field: _name_field(found) for field, found in names.items()}
    return documents, fields


def _record(article: Article, analysis: Analysis | None) -> bytes:
    record: dict[str, object] = {"i": article.id, "t": article.title}
    if article.date:
        record["d"] = article.date
    if article.source:
        record["s"] = article.source
    if analysis is not None:
        record["r"] = len(analysis.relations)
    return _JSON.encode(record).encode()


def _text_fields(
    streams: dict[str, _Stream], entries: list[tuple[str, str]], documents: DocData
) -> dict[str, FieldData]:
    stems = ["" if word in STOP else stem(word, lang) for word, lang in entries]
    surfaces = ["" if word in STOP else word for word, _ in entries]
    stem_terms, stem_ranks = _ranks(stems)
    surface_terms, surface_ranks = _ranks(surfaces)
    found: dict[str, FieldData] = {}
    parts: list[tuple[Array, Ints]] = []
    for name in ("title", "body"):
        numbers, where = streams[name].arrays()
        _add(found, documents, name, _inverted(stem_terms, (stem_ranks << 2 * _BITS)[numbers] | where, True))
        where >>= _BITS
        parts.append((numbers, where))
    numbers, docs = (np.concatenate(pieces) for pieces in zip(*parts, strict=True))
    del parts
    for name in ("words", "source"):
        if name == "source":
            numbers, docs = streams["source"].arrays()
            docs >>= _BITS
        keys = (surface_ranks << _BITS)[numbers]
        keys |= docs
        _add(found, documents, name, _inverted(surface_terms, keys, False, PREFIX_LENGTHS.get(name, 0)))
    return found


def _add(found: dict[str, FieldData], documents: DocData, name: str, data: FieldData | None) -> None:
    if data is None:
        return
    found[name] = data
    assert data.counts is not None
    lengths = np.bincount(data.docs, data.counts, documents.count).astype(np.int64)
    documents.lengths[name] = length_bytes(lengths)
    documents.totals[name] = int(lengths.sum())


def _ranks(texts: list[str]) -> tuple[list[bytes], Ints]:
    """The distinct texts in byte order, and for each text its place among them; -1 for an empty one."""
    ordered = sorted({text for text in texts if text})  # code point order is byte order in UTF-8
    place_of = {text: place for place, text in enumerate(ordered)}
    place_of[""] = -1
    ranks = np.fromiter(map(place_of.__getitem__, texts), np.int64, len(texts))
    return [text.encode("utf-8", "surrogatepass") for text in ordered], ranks


def _inverted(terms: Sequence[bytes], keys: Ints, placed: bool, prefix_lengths: int = 0) -> FieldData | None:
    """Sort what was met in reading order by term, then document, then place (if ``placed``).

    A key has the rank of the term, the document and, if ``placed``, the place; it is below 0 when the word is
    not indexed.
    """
    keys = keys[keys >= 0]
    if not len(keys):
        return None
    keys.sort()
    sorted_places = None
    if placed:
        sorted_places = (keys & _MASK).astype(np.int32)
        keys >>= _BITS
    heads = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    counts = np.diff(heads, append=len(keys)).astype(np.int32)
    postings = keys[heads]
    frequency = np.bincount(postings >> _BITS, minlength=len(terms))
    if not frequency.all():
        terms = [term for term, count in zip(terms, frequency.tolist(), strict=True) if count]
        frequency = frequency[frequency > 0]
    return FieldData(
        terms, frequency, (postings & _MASK).astype(np.int32), counts, sorted_places, prefix_lengths
    )


def _keyword_field(found: dict[str, list[int]]) -> FieldData:
    encoded = {value.encode("utf-8", "surrogatepass"): docs for value, docs in found.items()}
    terms = sorted(encoded)
    frequency = np.array([len(encoded[term]) for term in terms], np.int64)
    docs = np.array([doc for term in terms for doc in encoded[term]], np.int32)
    return FieldData(terms, frequency, docs, None, None)


def _add_names(
    found: dict[str, dict[str, list[tuple[int, list[int]]]]], doc: int, analysis: Analysis
) -> None:
    """Each name starts a stretch of its own, so that no phrase runs from one name into the next."""
    for field, texts in facts.names(analysis).items():
        places: dict[str, list[int]] = {}
        for number, text in enumerate(texts[: _MASK // _NAME_GAP]):
            for offset, word in enumerate(words(text)[:_NAME_GAP]):
                places.setdefault(word[:MAX_WORD], []).append(number * _NAME_GAP + offset)
        for word, at in places.items():
            found.setdefault(field, {}).setdefault(word, []).append((doc, at))


def _name_field(found: _NamePostings) -> FieldData:
    terms = sorted(found)
    postings = [posting for term in terms for posting in found[term]]
    return FieldData(
        [term.encode("utf-8", "surrogatepass") for term in terms],
        np.array([len(found[term]) for term in terms], np.int64),
        np.array([doc for doc, _ in postings], np.int32),
        np.array([len(at) for _, at in postings], np.int32),
        np.array([place for _, at in postings for place in at], np.int32),
    )
