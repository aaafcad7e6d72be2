"""What a person made: notes, and places read. Theirs alone, never computed, never overwritten."""

from index.reader.notes import Notes
from index.reader.places import Places

__all__ = ["Notes", "Places"]
