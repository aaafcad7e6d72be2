"""The user's own settings: ``config.toml`` of a desk, else that in the platform's folder for settings.

A file is a set of tables; each room reads its own, and names the file and the key when a value is wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from index.errors import DeskError

NAME = "config.toml"


class Table(Mapping[str, Any]):
    """One table of the file, as it was written; empty when it is not there."""

    def __init__(self, path: Path, name: str, values: Mapping[str, Any]) -> None:
        self._path = path
        self._name = name
        self._values = values

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def fault(self, key: str, wanted: str) -> DeskError:
        """The error to raise when the value of ``key`` is no good: ``wanted`` says what would be."""
        return DeskError(f"{self._path}: {key} in [{self._name}] must be {wanted}.")

    def only(self, known: Collection[str]) -> Table:
        """This table; raises ``DeskError`` when it holds a key that is not among ``known``."""
        for key in self._values:
            if key not in known:
                names = ", ".join(sorted(known))
                raise DeskError(f"{self._path}: [{self._name}] has no key {key!r}. It knows: {names}.")
        return self

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty when the key is not there."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(key, 'a list of strings, such as ["a", "b"]')
        return tuple(value)

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """A number between ``least`` and ``most``."""
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.fault(key, f"a number from {least:g} to {most:g}")
        return float(value)

    def flag(self, key: str, default: bool = False) -> bool:
        """``true`` or ``false``."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, "true or false")
        return value


class Config:
    """All tables of the user's settings."""

    def __init__(self, path: Path, values: Mapping[str, Any]) -> None:
        self.path = path
        self._values = values

    @classmethod
    def load(cls, home: str | Path | None) -> Config:
        """Read ``home/config.toml``, else the one for all desks; without either all tables are empty.

        Raises ``DeskError`` naming the file and line when it cannot be read.
        """
        path = _find(Path(home) if home else None)
        try:
            return cls(path, tomllib.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return cls(path, {})
        except tomllib.TOMLDecodeError as error:
            raise DeskError(f"{path} is not TOML: {error}.") from error
        except UnicodeDecodeError as error:
            raise DeskError(f"{path} is not UTF-8; save it as UTF-8.") from error
        except OSError as error:
            raise DeskError(f"{path} cannot be read: {error.strerror}.") from error

    def table(self, name: str) -> Table:
        """The table ``[name]``, empty when there is none; raises ``DeskError`` when it is no table."""
        values = self._values.get(name, {})
        if not isinstance(values, dict):
            raise DeskError(f"{self.path}: {name} must be a table: a line [{name}], and its keys below it.")
        return Table(self.path, name, values)


def _find(home: Path | None) -> Path:
    if home is not None and (home / NAME).exists():
        return home / NAME
    from platformdirs import user_config_path  # noqa: PLC0415 (not needed when the desk has a file)

    general = user_config_path("foreigndesk", appauthor=False) / NAME
    return general if home is None or general.exists() else home / NAME
