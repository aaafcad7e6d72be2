"""What a person made: notes, places read, decisions. Theirs alone, never computed, never overwritten."""

from index.reader.ledger import Change, Ledger
from index.reader.notes import Notes
from index.reader.places import Places

__all__ = ["Change", "Ledger", "Notes", "Places"]
