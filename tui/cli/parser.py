"""The commands, their options and their help."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from index import __version__

_COMMANDS = {
    "read": "open the reader (what happens without a command)",
    "add": "add articles: files, folders, or - for standard input",
    "feed": "follow feeds, and fetch what is new in them",
    "watch": "keep the desk in step with folders, and with the feeds, until Ctrl-C",
    "search": "search the articles",
    "show": "show articles with who is named and what is told of them",
    "relations": "who did what to whom: all, of one actor, or between two",
    "explain": "why each relation of an article was coded, word by word",
    "entity": "who is named: list, show, and decide who is who",
    "notes": "list your notes, or those that hold some words, each with its file",
    "analyse": "analyse what awaits it; with --jsonl, analyse texts from standard input",
    "reindex": "make the search index anew from the archive",
    "status": "count articles, relations and what awaits analysis",
}


def parse(words: Sequence[str]) -> argparse.Namespace:
    """What the words of a command line say; ends the program where they are wrong."""
    parser = command_line()
    options = parser.parse_args(words)
    if options.home is not None and options.seeds:  # argparse misses one on each side of the command
        parser.error("argument --seeds: not allowed with argument --home")
    return options


def command_line() -> argparse.ArgumentParser:
    """The parser of the whole command line; each command sets ``run`` to its function."""
    top = argparse.ArgumentParser(
        prog="foreigndesk",
        description="A reader of world news for the terminal. Without a command it opens the reader.",
        epilog="Exit codes: 0 done, 1 partly, 2 wrong usage. The manual is in docs/.",
    )
    top.add_argument("--version", action="version", version=f"foreigndesk {__version__}")
    _desk_options(top, None, False)
    _reader_options(top, False, None)
    top.set_defaults(run=_lazily("read"))
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for name, told in _COMMANDS.items():
        command = commands.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
        _desk_options(command, argparse.SUPPRESS, argparse.SUPPRESS)
        _options(name, command)
        if name == "read":
            _reader_options(command, argparse.SUPPRESS, argparse.SUPPRESS)
        command.set_defaults(run=_lazily(name))
    return top


def _folder(text: str) -> Path:
    """The folder meant: no shell puts the home folder for the "~" of ``--home=~/desk``."""
    return Path(text).expanduser()


def _desk_options(parser: argparse.ArgumentParser, home: Any, seeds: Any) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--home",
        metavar="DIR",
        type=_folder,
        default=home,
        help="the desk's folder (or set FOREIGNDESK_HOME)",
    )
    which.add_argument(
        "--seeds",
        action="store_true",
        default=seeds,
        help="the desk of the articles that come with the program",
    )


def _reader_options(parser: argparse.ArgumentParser, linear: Any, driver: Any) -> None:
    parser.add_argument(
        "--linear",
        action="store_true",
        default=linear,
        help="read line by line, for screen readers (docs/accessibility.md)",
    )
    parser.add_argument(
        "--driver",
        choices=("desk", "stock"),
        default=driver,
        help="how the screen is painted: by changed cells (desk), or by Textual's own driver",
    )


def _options(name: str, command: argparse.ArgumentParser) -> None:
    if (add := _OPTIONS.get(name)) is not None:
        add(command)
    if name in {"add", "search", "show", "relations", "notes", "status"}:
        _form_options(command)


def _add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or -")
    command.add_argument("--no-analysis", action="store_true", help="start no analysis in the background")


def _watch_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("folders", nargs="*", metavar="DIR", help="a folder, or a file")
    command.add_argument("--feeds", action="store_true", help="fetch the feeds as well")
    command.add_argument(
        "--interval", type=_seconds, default=1.0, metavar="S", help="seconds between two looks (1)"
    )
    command.add_argument("--no-analysis", action="store_true", help="start no analysis in the background")


def _search_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("words", nargs="+", metavar="QUERY", help="see docs/query-language.md")
    command.add_argument("--limit", type=_count, default=20, metavar="N", help="rows at most (20)")
    command.add_argument("--offset", type=_count, default=0, metavar="N", help="rows to skip (0)")
    command.add_argument("--sort", choices=("relevance", "newest", "oldest", "recent"), default="relevance")
    command.add_argument(
        "--counts",
        action="store_true",
        help="what all hits are about, instead of the hits",
    )


def _notes_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("words", nargs="*", metavar="WORD", help="only notes that hold all of these")
    command.add_argument("--kind", choices=_NOTED, default="", help="only those on one of these")
    command.add_argument(
        "--on", default="", metavar="KEY", help="only those on a country, a pair, an article"
    )


def _show_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("ids", nargs="+", metavar="ID", help="an article's id, or the beginning of one")


def _explain_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("ids", nargs="*", metavar="ID", help="an article's id, or the beginning of one")
    command.add_argument("--text", default=None, metavar="TEXT", help="a text of your own instead")
    command.add_argument(
        "--date", type=_day, default=None, metavar="DATE", help="the day of that text: 2024-03-12"
    )


def _relations_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("actors", nargs="*", metavar="ACTOR", help="a code or a name: RUS, Russia, NATO")
    command.add_argument(
        "--only",
        default="",
        metavar="FILTER",
        help="'since:2022 until:2024-06 type:assault quad:4 status:reported source:bbc sure:70'",
    )
    command.add_argument("--search", default="", metavar="QUERY", help="only in the articles that it finds")
    command.add_argument(
        "--score", action="store_true", help="how often the coder was right, by your own verdicts"
    )
    command.add_argument("--limit", type=_count, default=None, metavar="N", help="rows at most (all)")


def _analyse_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--jsonl",
        action="store_true",
        help='read {"id", "text", "date"} a line, write mentions and relations a line; no desk is used',
    )


def _form_options(command: argparse.ArgumentParser) -> None:
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON value")
    form.add_argument("--jsonl", action="store_true", help="a JSON value a line")


_NOTED = ("country", "pair", "entity", "article", "sentence")
"""What a note can be on."""

_FEED_COMMANDS = {
    "add": "follow a feed",
    "list": "list the feeds that are followed, and how they stand",
    "remove": "follow a feed no longer; its articles stay",
    "fetch": "add what is new in the feeds, or in those named, even when they are resting",
    "import": "follow the feeds of an OPML file",
    "export": "write the list as OPML, to a file or to standard output",
}


def _feed_options(command: argparse.ArgumentParser) -> None:
    commands = command.add_subparsers(title="commands", metavar="COMMAND", dest="what", required=True)
    for name, told in _FEED_COMMANDS.items():
        inner = commands.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
        _desk_options(inner, argparse.SUPPRESS, argparse.SUPPRESS)
        if name in {"add", "remove"}:
            inner.add_argument("url", metavar="URL", help="the feed's address: http or https")
        if name == "add":
            inner.add_argument("--title", default="", help="what its articles give as source (its own title)")
        if name == "fetch":
            inner.add_argument("urls", nargs="*", metavar="URL", help="only these")
            inner.add_argument("--full", action="store_true", help="fetch the linked pages for their text")
            inner.add_argument("--no-analysis", action="store_true", help="start no analysis afterwards")
        if name == "import":
            inner.add_argument("file", type=Path, metavar="FILE", help="an OPML file, or - (standard input)")
        if name == "export":
            inner.add_argument("file", type=Path, nargs="?", metavar="FILE", help="(standard output)")
        if name in {"list", "fetch", "import"}:
            _form_options(inner)


_ENTITY_COMMANDS = {
    "list": "list who is named, or those whose name has words that begin so",
    "show": "show one: when and where it is named, under which names, and beside whom",
    "merge": "let one name be another one from now on",
    "rename": "call one by another name",
    "split": "let a name be somebody else in some articles",
    "drop": "mark one no more",
    "keep": "take back what was decided of one",
}
_KINDS = ("country", "organisation", "group", "person", "place")


def _entity_options(command: argparse.ArgumentParser) -> None:
    commands = command.add_subparsers(title="commands", metavar="COMMAND", dest="what", required=True)
    for name, told in _ENTITY_COMMANDS.items():
        inner = commands.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")
        _desk_options(inner, argparse.SUPPRESS, argparse.SUPPRESS)
        if name == "list":
            inner.add_argument("words", nargs="*", metavar="WORD", help="beginnings of words of the name")
            inner.add_argument("--limit", type=_count, default=50, metavar="N", help="rows at most (50)")
        else:
            inner.add_argument("name", metavar="NAME", help="as the reader shows it")
        if name in {"list", "show"}:
            inner.add_argument("--kind", choices=_KINDS, default="", help="only of this kind")
        if name == "merge":
            inner.add_argument("into", metavar="OTHER", help="who it is")
        if name in {"rename", "split"}:
            inner.add_argument("new", metavar="NEW", help="the new name")
        if name == "split":
            inner.add_argument("article", nargs="+", metavar="ID", help="articles where it is somebody else")
        _form_options(inner)


_OPTIONS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "add": _add_options,
    "watch": _watch_options,
    "feed": _feed_options,
    "entity": _entity_options,
    "search": _search_options,
    "notes": _notes_options,
    "show": _show_options,
    "explain": _explain_options,
    "relations": _relations_options,
    "analyse": _analyse_options,
}
"""What adds a command's own options."""


def _count(text: str) -> int:
    if not text.removeprefix("-").isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number")
    if int(text) < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return int(text)


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds") from None
    if not 0.1 <= number <= 86_400:
        raise argparse.ArgumentTypeError("must be between 0.1 and 86400")
    return number


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2024-03-12") from None


def _lazily(name: str) -> Any:
    def run(options: argparse.Namespace) -> int:
        code: int = import_module(f"tui.cli.{name}").run(options)
        return code

    return run
