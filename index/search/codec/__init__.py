"""A Whoosh codec whose files are flat typed arrays, mapped read-only. docs/index-format.md describes it."""

from index.search.codec.container import Container, CorruptIndexError
from index.search.codec.postings import FieldData
from index.search.codec.segment import DocData, SegmentFiles, write_segment

__all__ = ["Container", "CorruptIndexError", "DocData", "FieldData", "SegmentFiles", "write_segment"]
