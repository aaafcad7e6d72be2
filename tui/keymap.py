"""Which key does what, now: the table of actions with the person's own keys (``[keys]`` of ``config.toml``).

A key is a character (``j``, ``?``), a name (``enter``, ``pagedown``, ``ctrl+d``), or several characters one
after another (``ya``). An action goes by its id: its name, and before it the place when it works in one only
(``search``, ``line_down``, ``results.choose``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.actions import ACTIONS, EVERYWHERE, SHOWN, TYPING, shown

if TYPE_CHECKING:
    from tui.actions import Action

_MODIFIERS = ("ctrl+", "alt+", "shift+")
_NAMED = frozenset(SHOWN) | {"left", "right", "backspace", "delete", "insert"}
_RESERVED = frozenset({"ctrl+c", "ctrl+z", "ctrl+q", "escape"})
"""Keys that the terminal or the reader needs: no person's key may take them."""
_TEXT = TYPING - {"keys", "entity", "text"}
"""Places where a character is a letter."""
_LONGEST = 3


class KeyFault(ValueError):  # noqa: N818 (told to a person, not raised at one)
    """What is wrong with a key or an id, in words."""


class Found(NamedTuple):
    """What keys mean so far: an ``action``, or what may follow (each next stroke's action), or neither."""

    action: Action | None
    following: tuple[tuple[str, Action], ...] = ()


def strokes(key: str) -> tuple[str, ...]:
    """The presses that a key of the table is: ``ya`` is two, ``enter`` is one; raises ``KeyFault``."""
    if key in _NAMED or len(key) == 1 or _function_key(key):
        return (key,)
    modifier = next((m for m in _MODIFIERS if key.startswith(m)), None)
    if modifier is not None:
        strokes(key.removeprefix(modifier))
        return (key,)
    named = key[:1] == "f" and key[1:].isdigit()  # f99, which no keyboard has
    if 1 < len(key) <= _LONGEST and key.isprintable() and " " not in key and not named:
        return tuple(key)
    raise KeyFault(f"{key!r} is no key")


def _function_key(key: str) -> bool:
    return key[:1] == "f" and key[1:].isdigit() and 1 <= int(key[1:]) <= 24


class Keymap:
    """Looks keys up. ``problems`` says in one line each what of the person's settings was not taken."""

    def __init__(self, actions: Sequence[Action] = ACTIONS, problems: Sequence[str] = ()) -> None:
        self.actions = tuple(actions)
        self.problems = tuple(problems)

    @classmethod
    def load(cls, wanted: Mapping[str, Any], actions: Sequence[Action] = ACTIONS) -> Keymap:
        """The table with the person's keys: id to a key, or a list of keys; nested tables join with a dot.

        What cannot be taken (an unknown id or key, one key for two things) is told in ``problems``, and the
        keys of the table stay.
        """
        known = {action.id: action for action in actions}
        mine: dict[str, tuple[str, ...]] = {}
        problems: list[str] = []
        for name, value in _flat(wanted):
            try:
                mine[name] = _keys(known, name, value)
            except KeyFault as fault:
                problems.append(f"{name}: {fault}")
        while clash := _clash(_remapped(actions, mine), mine):
            mine.pop(clash[0])
            problems.append(f"{clash[0]}: {clash[1]}")
        return cls(_remapped(actions, mine), problems)

    def find(self, place: str, typed: Sequence[str]) -> Found:
        """What the presses ``typed`` mean in a place; what works there goes before what works everywhere."""
        scopes = (place,) if place in TYPING else (place, EVERYWHERE)
        following: dict[str, Action] = {}
        for scope in scopes:
            for action in self.actions:
                if scope not in action.where:
                    continue
                for key in action.keys:
                    presses = strokes(key)
                    if presses == tuple(typed):
                        return Found(action)
                    if len(presses) > len(typed) and presses[: len(typed)] == tuple(typed):
                        following.setdefault(key, action)
        return Found(None, tuple(following.items()))

    def knows(self, key: str) -> bool:
        """Whether some action has this key, anywhere."""
        return any(key in action.keys for action in self.actions)

    def told(self, text: str) -> str:
        """A sentence of ours with the keys of the actions that it names: ``{search} begins one``."""
        keys = {action.id: shown(action.keys[0]) for action in self.actions if action.keys}
        return _ID.sub(lambda found: keys.get(found[1], f":{found[1]}"), text)

    def key_of(self, name: str, place: str = EVERYWHERE) -> str:
        """The first key of an action, as one types it; '' when it has none."""
        for action in self.actions:
            if action.name == name and action.keys and (place in action.where or EVERYWHERE in action.where):
                return action.keys[0]
        return ""


_ID = re.compile(r"\{([a-z_.]+)\}")


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _keys(known: Mapping[str, Action], name: str, value: Any) -> tuple[str, ...]:
    action = known.get(name)
    if action is None:
        from difflib import get_close_matches  # noqa: PLC0415 (seldom needed)

        like = [id_ for id_ in known if id_.endswith(f".{name}")] or get_close_matches(name, known, 1)
        raise KeyFault(f"there is no such action; {like[0]}?" if like else "there is no such action")
    keys = value.split() if isinstance(value, str) else value
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise KeyFault('its keys must be written "x" or ["x", "enter"]')
    keys = ["space" if key == " " else key for key in keys]
    for key in keys:
        presses = strokes(key)
        if presses[0] in _RESERVED and key not in action.keys:
            raise KeyFault(f"{key} is needed for something else")
        if len(presses[0]) == 1 and all(place in _TEXT for place in action.where):
            raise KeyFault(f"{key} is a letter to be typed there")
    return tuple(keys)


def _remapped(actions: Iterable[Action], mine: Mapping[str, tuple[str, ...]]) -> tuple[Action, ...]:
    return tuple(a._replace(keys=mine[a.id]) if a.id in mine else a for a in actions)


def _clash(actions: Sequence[Action], mine: Mapping[str, object]) -> tuple[str, str] | None:
    """The first of the person's actions whose key means something else in one of its places, and what."""
    taken: dict[str, dict[tuple[str, ...], Action]] = {}
    for action in sorted(actions, key=lambda action: action.id in mine):
        for place in _scopes(action, actions):
            here = taken.setdefault(place, {})
            for key in action.keys:
                presses = strokes(key)
                for other, its in here.items():
                    size = min(len(other), len(presses))
                    if its is not action and other[:size] == presses[:size] and action.id in mine:
                        return action.id, f"{key} clashes with {its.id}"
                here[presses] = action
    return None


def _scopes(action: Action, actions: Sequence[Action]) -> Iterator[str]:
    yield from action.where
    if EVERYWHERE in action.where:
        yield from {place for other in actions for place in other.where} - TYPING - {EVERYWHERE}
