"""An article as it is read, with notes where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.model.result import UNMARKED

if TYPE_CHECKING:
    from index.model.article import Article, Story
    from index.model.finding import Mention, Relation
    from index.model.result import Marked


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
    mine: Marked = UNMARKED
    notes: tuple[Remark, ...] = ()
