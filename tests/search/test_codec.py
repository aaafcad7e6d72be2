"""The files of the index: exact, checked, and safe to open whoever wrote them."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from index.model import Article
from index.search import CorruptIndexError, Index
from index.search.codec.container import Container, write_container
from index.search.codec.merge import merge_segments
from index.search.codec.segment import SegmentFiles, write_segment
from index.search.codec.titles import Titles, pack_titles, words_of
from index.search.leaf import Leaf
from index.search.oracle import searcher
from index.search.query import parse
from index.search.schema import schema
from index.search.snapshot import Snapshot

from .conftest import ARTICLES

POSTINGS = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.dictionaries(
        st.integers(0, 70_000),
        st.lists(st.integers(0, 70_000), min_size=1, max_size=4, unique=True),
        min_size=1,
    ),
    min_size=1,
    max_size=6,
)


def field_of(postings: dict[str, dict[int, list[int]]]) -> object:
    from index.search.codec.postings import FieldData

    terms = sorted(postings)
    flat = [(doc, sorted(postings[term][doc])) for term in terms for doc in sorted(postings[term])]
    return FieldData(
        [term.encode() for term in terms],
        np.array([len(postings[term]) for term in terms]),
        np.array([doc for doc, _ in flat]),
        np.array([len(places) for _, places in flat]),
        np.array([place for _, places in flat for place in places]),
        2,
    )


@settings(max_examples=60, deadline=None)
@given(POSTINGS)
def test_postings_come_back_as_they_went(tmp_path_factory: pytest.TempPathFactory, postings: dict) -> None:
    from index.search.codec.segment import DocData

    folder = tmp_path_factory.mktemp("codec")
    write_segment(folder, "s", DocData(70_001, []), {"body": field_of(postings)}, sync=False)
    field = SegmentFiles(folder, "s").field("body")
    assert field is not None
    assert [term.decode() for term in field.terms.all()] == sorted(postings)
    for number, term in enumerate(sorted(postings)):
        assert field.docs(number).tolist() == sorted(postings[term])
        bounds, places = field.places(number)
        got = [places[a:b].tolist() for a, b in pairwise(bounds)]
        assert got == [sorted(postings[term][doc]) for doc in sorted(postings[term])]
    low, high = field.terms.prefixed(b"a")
    wanted = [doc for term in sorted(postings) if term[0] == "a" for doc in sorted(postings[term])]
    assert field.docs_of_range(low, high).tolist() == wanted
    assert field.data().places.tolist() == field_of(postings).places.tolist()  # type: ignore[attr-defined,union-attr]


TITLES = st.lists(
    st.text(st.characters(codec=None) | st.sampled_from("ab \n,."))
    | st.sampled_from(["", " ", "A b", "x" * 300])
)


@settings(max_examples=60, deadline=None)
@given(TITLES, st.booleans())
def test_titles_come_back_as_they_went(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], many: bool
) -> None:
    """With and without a vocabulary, and after merging."""
    texts = (texts or [""]) * (2_001 if many else 1)
    folder = tmp_path_factory.mktemp("titles")
    raw = [text.encode("utf-8", "surrogatepass") for text in texts]
    column = words_of(raw)
    for name in ("a", "b"):
        write_container(folder / name, "documents", {}, {f"t.{k}": v for k, v in pack_titles(column).items()})
        column = Titles(Container(folder / name, "documents"), "t").words()
        found = Titles(Container(folder / name, "documents"), "t").some(range(len(texts)))
        assert found == texts
        assert column.texts() == raw


def test_merging_changes_no_answer(tmp_path: Path) -> None:
    """Whoosh's own matchers over the segments, and over one merged without the deleted documents."""
    from index.search.build import build

    leaves = []
    for number, part in enumerate((ARTICLES[:2], ARTICLES[2:4], ARTICLES[4:])):
        write_segment(tmp_path, f"s{number}", *build([(article, None) for article in part]))
        gone = np.array([0] if number == 0 else [], np.int64)
        leaves.append(Leaf(SegmentFiles(tmp_path, f"s{number}"), gone))
    live = [np.ones(leaf.count, bool) if leaf.live is None else leaf.live for leaf in leaves]
    assert merge_segments(tmp_path, "m", [leaf.files for leaf in leaves], live) == len(ARTICLES) - 1
    merged = Snapshot(2, [Leaf(SegmentFiles(tmp_path, "m"), np.zeros(0, np.int64))])
    apart = Snapshot(1, leaves)
    for text in ("russia", "missile", '"north korea"', "sanctions OR missile", "m*", "date:2024", "lang:fr"):
        query = parse(text, typing=False).query
        found = [
            {whole.stored([hit.docnum])[0].id for hit in searcher(whole, schema()).search(query, limit=None)}
            for whole in (apart, merged)
        ]
        assert found[0] == found[1], text


def test_a_damaged_header_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.trm"
    write_container(path, "terms", {"count": 1}, {"a": np.arange(10, dtype=np.uint32)})
    whole = path.read_bytes()
    for spoilt in (b"", whole[:10], b"PK" + whole[2:], whole[:20] + b"\x00" + whole[21:], whole[:-20]):
        path.write_bytes(spoilt)
        with pytest.raises(CorruptIndexError):
            Container(path, "terms").array("a")
    path.write_bytes(whole)
    with pytest.raises(CorruptIndexError):
        Container(path, "documents")


def lexicon() -> bytes:
    """Words enough to be worth deflating."""
    return b"".join(b"word%d " % number for number in range(500))


def test_letters_of_a_small_file_are_deflated(tmp_path: Path) -> None:
    path = tmp_path / "x.trm"
    letters = np.frombuffer(lexicon(), np.uint8)
    write_container(path, "terms", {}, {"body.text": letters, "body.size": letters})
    assert path.stat().st_size < 1.6 * len(letters)
    found = Container(path, "terms")
    found.verify()
    assert bytes(found.blob("body.text")) == bytes(found.blob("body.size")) == lexicon()


@pytest.mark.parametrize("told", [-1, 0, 1, 1 << 19, 1 << 40, "x", None, 2.5])
def test_deflated_letters_are_no_more_than_is_told(tmp_path: Path, told: object) -> None:
    path = tmp_path / "x.trm"
    write_container(path, "terms", {}, {"body.text": np.frombuffer(lexicon(), np.uint8)})
    raw = path.read_bytes()
    size = int.from_bytes(raw[8:12], "little")
    fields = json.loads(raw[16 : 16 + size])
    fields["sections"]["body.text"][4] = told
    header = json.dumps(fields).encode().ljust(size + 32)
    start = len(header).to_bytes(4, "little") + crc32(header).to_bytes(4, "little")
    path.write_bytes(raw[:8] + start + header + raw[16 + size :])
    with pytest.raises(CorruptIndexError):
        Container(path, "terms").blob("body.text")


def test_damaged_contents_are_told_or_harmless(tmp_path: Path) -> None:
    """Whatever is in the arrays, a question ends with an answer or with a word about the index."""
    Index(tmp_path).add([*ARTICLES, Article("words", "Words", lexicon().decode())])
    chance = random.Random(5)
    files = [path for path in (tmp_path / "index").iterdir() if path.suffix in (".trm", ".doc")]
    for _ in range(150):
        path = chance.choice(files)
        whole = path.read_bytes()
        spoilt = bytearray(whole)
        for _ in range(8):
            spoilt[chance.randrange(len(spoilt) // 2, len(spoilt))] = chance.randrange(256)
        path.write_bytes(spoilt)
        index = Index(tmp_path)
        try:
            index.search("russia missile OR n*", 10)
            index.search('"north korea"', 10, sort="newest")
            index.counts("", ["source", "month"])
        except CorruptIndexError:
            pass
        with pytest.raises(CorruptIndexError):
            index.verify()
        index.close()
        path.write_bytes(whole)
    assert Index(tmp_path).search("grain").total == 1


def test_a_spoilt_manifest_is_told(tmp_path: Path) -> None:
    Index(tmp_path).add([Article("a", "A", "Words.")])
    manifest = tmp_path / "index" / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"generation", b"regeneration"))
    with pytest.raises(CorruptIndexError):
        Index(tmp_path).count()
