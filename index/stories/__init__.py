"""Which articles are one story: copies from several outlets, and updates of an earlier one.

Pure functions on texts; ``index.archive.stories`` keeps what they say. Imports the model only.
"""

from index.stories.likeness import Likeness, Text, likeness
from index.stories.shingles import SKETCH, shingles, sketch, words

__all__ = ["SKETCH", "Likeness", "Text", "likeness", "shingles", "sketch", "words"]
