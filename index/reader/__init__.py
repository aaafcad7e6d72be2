"""What a person made: notes, places read, decisions. Theirs alone, never computed, never overwritten."""

from index.reader.ledger import Change, Ledger
from index.reader.marks import Marks
from index.reader.mine import Mine
from index.reader.notes import Notes
from index.reader.places import Places
from index.reader.states import States
from index.reader.verdicts import Verdict, Verdicts, judge

__all__ = ["Change", "Ledger", "Marks", "Mine", "Notes", "Places", "States", "Verdict", "Verdicts", "judge"]
