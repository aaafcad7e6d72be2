"""Articles to a segment's arrays: words are numbers (``numbering``); sorting the numbers inverts them."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from index.search import facts, records
from index.search.analysis import MAX_WORD, STOP, has_stemmer, language, words
from index.search.codec.merge import PREFIX_LENGTHS
from index.search.codec.postings import FieldData, Ints, starts_of
from index.search.codec.segment import DocData, length_bytes
from index.search.codec.strings import Strings, put_together, ranked
from index.search.codec.titles import FEW, Words
from index.search.manystems import stems_of
from index.search.numbering import Cut, cut_at_blanks, encoded, joined, repeated, words_of_texts
from index.search.records import Item

_BITS = 20
_MASK = (1 << _BITS) - 1
"""Documents of a segment, and places in a text, take 20 bits of a sort key each."""
_NAME_GAP = 64
_STOP = [word.encode() for word in STOP]

_NamePostings = dict[str, list[tuple[int, list[int]]]]


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
    documents = DocData(len(items), [])
    records.keep(documents, items)
    languages, keywords, names = _kept_whole(items)
    titles = encoded([article.title for article, _ in items])
    whole = documents.titles = titles if len(titles) < FEW else cut_at_blanks(titles)
    sources: dict[str, int] = {}
    which = np.fromiter((sources.setdefault(article.source, len(sources)) for article, _ in items), np.int64)
    first = whole.vocabulary if isinstance(whole, Words) else titles
    vocabulary, found = words_of_texts([*first, *(article.body for article, _ in items), *sources])
    in_titles, bodies, in_sources = found.parted(len(first), len(first) + len(items))
    del found, first
    if isinstance(whole, Words):
        in_titles = joined(in_titles, whole)
    words = {"title": in_titles, "body": bodies, "source": repeated(in_sources, which)}
    stopped = vocabulary.find(_STOP)
    fields = _stem_fields(words, vocabulary, stopped, languages, documents)
    fields |= _word_fields(words, vocabulary, stopped, documents)
    fields |= {field: _keyword_field(found) for field, found in keywords.items() if found}
    fields |= {field: _name_field(found) for field, found in names.items()}
    return documents, fields


def _kept_whole(
    items: Sequence[Item],
) -> tuple[list[str], dict[str, dict[str, list[int]]], dict[str, _NamePostings]]:
    """The language of each article; the documents of every value of the fields of whole values; names."""
    folded: dict[str, str] = {}
    languages: list[str] = []
    by_lang: dict[str, list[int]] = defaultdict(list)
    by_source: dict[str, list[int]] = defaultdict(list)
    by_author: dict[str, list[int]] = defaultdict(list)
    keywords: dict[str, dict[str, list[int]]] = {"lang": by_lang, "from": by_source, "author": by_author}
    names: dict[str, _NamePostings] = {}
    for doc, (article, analysis) in enumerate(items):
        given = article.lang
        lang = folded.get(given) or folded.setdefault(given, language(given))
        languages.append(lang)
        by_lang[lang].append(doc)
        if article.source:
            by_source[article.source].append(doc)
        if article.author:
            authors = facts.authors(article.author)
            for author in authors:
                by_author[author].append(doc)
            _add_names(names, doc, {"author_names": authors})
        if analysis is not None:
            for field, found in facts.keywords(analysis).items():
                values = keywords.setdefault(field, {})
                for value in found:
                    values.setdefault(value, []).append(doc)
            _add_names(names, doc, facts.names(analysis))
    return languages, keywords, names


def _stem_fields(
    words: dict[str, Cut], vocabulary: Strings, stopped: Ints, languages: list[str], documents: DocData
) -> dict[str, FieldData]:
    """Title and body by stems, each word by its article's language."""
    stemmers = {lang: lang if has_stemmer(lang) else "" for lang in set(languages)}
    kinds = sorted(set(stemmers.values()))
    kind_of = {lang: kinds.index(stemmers[lang]) for lang in stemmers}
    kind_of_doc = np.fromiter(map(kind_of.__getitem__, languages), np.int64, len(languages))
    used = np.ones((len(kinds), len(vocabulary)), bool)
    if len(kinds) > 1:
        used[:] = False
        for number in range(len(kinds)):
            for name in ("title", "body"):
                cut = words[name]
                used[number, cut.numbers[np.repeat(kind_of_doc == number, cut.counts)]] = True
    used[:, stopped] = False
    stems = [stems_of(vocabulary.take(mine), kind) for kind, mine in zip(kinds, used, strict=True)]
    terms, numbers = ranked(put_together(stems))
    ranks = np.full(used.size, -1)
    ranks[used.reshape(-1)] = numbers
    found: dict[str, FieldData] = {}
    for name in ("title", "body"):
        cut = words[name]
        if len(kinds) > 1:
            keys = ranks[cut.numbers + np.repeat(kind_of_doc * len(vocabulary), cut.counts)]
        else:
            keys = ranks.take(cut.numbers)
        keys <<= 2 * _BITS
        keys |= _where(cut.counts)
        _add(found, documents, name, _inverted(terms, keys, True))
    return found


def _word_fields(
    words: dict[str, Cut], vocabulary: Strings, stopped: Ints, documents: DocData
) -> dict[str, FieldData]:
    """Title and body together, and the source, by the words as written."""
    ranks = np.arange(len(vocabulary))
    ranks[stopped] = -1
    every = np.arange(documents.count)
    found: dict[str, FieldData] = {}
    for name, parts in (("words", ("title", "body")), ("source", ("source",))):
        keys = np.concatenate(
            [
                ranks.take(words[part].numbers) << _BITS | np.repeat(every, words[part].counts)
                for part in parts
            ]
        )
        _add(found, documents, name, _inverted(vocabulary, keys, False, PREFIX_LENGTHS.get(name, 0)))
    return found


def _where(counts: Ints) -> Ints:
    """Of every word ``document << 20 | place``."""
    starts = starts_of(counts)
    where = np.arange(int(starts[-1]))
    where += np.repeat((np.arange(len(counts)) << _BITS) - starts[:-1], counts)
    if len(counts) and int(counts.max()) > _MASK:
        # A text of more words than there are places has its last words at the last place.
        docs = np.repeat(np.arange(len(counts)), counts) << _BITS
        where = docs | np.minimum(where - docs, _MASK)
    return where


def _add(found: dict[str, FieldData], documents: DocData, name: str, data: FieldData | None) -> None:
    if data is None:
        return
    found[name] = data
    assert data.counts is not None
    lengths = np.bincount(data.docs, data.counts, documents.count).astype(np.int64)
    documents.lengths[name] = length_bytes(lengths)
    documents.totals[name] = int(lengths.sum())


def _inverted(terms: Strings, keys: Ints, placed: bool, prefix_lengths: int = 0) -> FieldData | None:
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
        terms = terms.take(frequency > 0)
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


def _add_names(found: dict[str, _NamePostings], doc: int, names: dict[str, list[str]]) -> None:
    """Each name starts a stretch of its own, so that no phrase runs from one name into the next."""
    for field, texts in names.items():
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
