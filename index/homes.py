"""Where desks are on the disk, and the seed articles that come with the program."""

from __future__ import annotations

import os
from pathlib import Path

from index.errors import DeskError

VARIABLE = "FOREIGNDESK_HOME"
_PACKAGE = Path(__file__).parent


def default_home() -> Path:
    """The user's desk: ``$FOREIGNDESK_HOME``, else the platform's folder for a program's data."""
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser()
    from platformdirs import user_data_path  # noqa: PLC0415 (not needed when a home is named)

    return user_data_path("foreigndesk", appauthor=False)


def seeds_home() -> Path:
    """The desk of the seed articles."""
    return default_home() / "seeds"


def seeds_folder() -> Path:
    """The folder of the seed articles, in a checkout or in an installed package."""
    for folder in (_PACKAGE / "seeds", _PACKAGE.parent / "seeds"):
        if folder.is_dir():
            return folder
    raise DeskError("The seed articles are not installed with this copy of Foreign Desk.")


def fingerprint(folder: Path) -> str:
    """Changes when any file of the seed articles does."""
    from hashlib import blake2b  # noqa: PLC0415 - the reader names its desk without it

    digest = blake2b(digest_size=16)
    for path in sorted(folder.glob("*.txt")):
        data = path.read_bytes()
        digest.update(f"{path.name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def named_home(given: Path | None, *, seeds: bool = False) -> Path | None:
    """The folder that a person has named, on the command line (``given``) or in the environment."""
    named = os.environ.get(VARIABLE)
    return given if given is not None or seeds or not named else Path(named).expanduser()


def must_hold_a_desk(home: Path) -> None:
    """Raise ``DeskError`` when there is no desk in ``home``, and make none."""
    if not (home / "archive.sqlite").exists():
        if home.exists() and not home.is_dir():
            raise DeskError(f"{home} is no folder.")
        held = "holds no desk" if home.exists() else "does not exist"
        raise DeskError(
            f"The folder {home} {held}. To make a desk there: foreigndesk --home {home} add FILES"
        )


def make_home(home: Path) -> None:
    """Make the folder of a desk, for its owner only; raises ``DeskError``."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise DeskError(f"The folder {home} cannot be made for the desk: {error.strerror}.") from error
