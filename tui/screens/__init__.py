"""What is before the person. The screens that open above the desk are loaded when they first do."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.screens.choice import ChoiceScreen as ChoiceScreen
    from tui.screens.entities import EntitiesScreen as EntitiesScreen
    from tui.screens.keys import KeysScreen as KeysScreen
    from tui.screens.text import TextScreen as TextScreen

_HOME_OF = {
    "ChoiceScreen": "choice",
    "EntitiesScreen": "entities",
    "KeysScreen": "keys",
    "TextScreen": "text",
}


def __getattr__(name: str) -> Any:
    """Fetch a screen from its module."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
