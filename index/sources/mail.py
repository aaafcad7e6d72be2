"""Mail: one message (eml), or many in one file (mbox)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage

from index.model import Failure
from index.sources.decoding import decode
from index.sources.document import LARGEST, Document, Found, UnreadableError, make
from index.sources.markup import plain

_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{1,40}:)")
_KNOWN = re.compile(
    rb"^(?:from|to|cc|date|subject|message-id|received|mime-version|return-path|content-type|reply-to|sender"
    rb"|delivered-to|list-id|content-transfer-encoding)\s*:",
    re.I | re.M,
)
_BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError)
_ADDRESS_HEADERS = ("x-url", "archived-at", "content-location")
_POSTMARK = re.compile(rb"From \S+.*\d{2}:\d{2}")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")
_LARGEST_MESSAGE = 32 << 20
_LONGEST_HEADER = 16_000
_LONGEST_PARAMETERS = 2_000
"""Characters of a header that are read. Parsing takes time that grows with the square of its parameters."""


def _short_header(name: str, value: str) -> str:
    """A header of a message, cut to a length that can be parsed."""
    if name.lower().startswith("content-") and len(value) > _LONGEST_PARAMETERS:
        value = value[:_LONGEST_PARAMETERS].rpartition(";")[0]
    header: str = email.policy.default.header_factory(name, value[:_LONGEST_HEADER])
    return header


_POLICY = email.policy.default.clone(header_factory=_short_header)


def is_mail(head: bytes) -> bool:
    """Whether a document that begins with ``head`` is a message or a file of messages."""
    if _POSTMARK.match(head):
        return True
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return _HEADER.match(head) is not None and len(set(map(bytes.lower, _KNOWN.findall(top)))) >= 2


def read_message(document: Document) -> Iterator[Found | Failure]:
    """The article of one message: its subject is the title, its sender author and source."""
    yield _article(document, document.read(_LARGEST_MESSAGE), document.name)


def read_mbox(document: Document) -> Iterator[Found | Failure]:
    """The articles of a file of messages, each of which begins with a line ``From ``."""
    lines: list[bytes] = []
    size = number = 0
    blank = True
    with document.open() as stream:
        for line in stream:
            document.meter[0] += len(line)
            if blank and line.startswith(b"From "):
                if number:
                    yield _piece(document, lines, size, number)
                number += 1
                lines, size = [], 0
            else:
                size += len(line)
                if size <= _LARGEST_MESSAGE:
                    lines.append(line)
            blank = not line.strip()
    if number:
        yield _piece(document, lines, size, number)


def _piece(document: Document, lines: list[bytes], size: int, number: int) -> Found | Failure:
    where = f"{document.name}, message {number}"
    if size > _LARGEST_MESSAGE:
        return Failure(where, "the message is larger than 32 MB")
    return _article(document, _QUOTED.sub(rb"\1", b"".join(lines)), where)


def _article(document: Document, data: bytes, where: str) -> Found | Failure:
    try:
        message = email.message_from_bytes(data, policy=_POLICY)
        body = _body(message)
        title, sender, date = (_header(message, name) for name in ("subject", "from", "date"))
        address = _ADDRESS.search(" ".join(_header(message, name) for name in _ADDRESS_HEADERS))
        id_ = _header(message, "message-id").strip("<> ")
    except _BROKEN as error:
        return Failure(where, f"not a message that can be read: {error}")
    name = re.sub(r"\s*<[^<>]*>\s*$", "", sender).strip('" ') or sender.strip("<> ")
    if not title and not body.strip():
        return Failure(where, "holds no text")
    url = address[0].strip("<>") if address else ""
    return make(document, title, body, id=id_, date=date, source=name, url=url, author=name, where=where)


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; one that the parser trips over as it stands."""
    try:
        return str(message.get(name, ""))
    except _BROKEN:
        return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def _body(message: EmailMessage) -> str:
    """The text that a person would read: the plain one, else the HTML one without its markup."""
    rich = ""
    for number, part in enumerate(message.walk()):
        if number > 200:
            raise UnreadableError("the message has too many parts")
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind not in {"text/plain", "text/html"}:
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        text = decode(data[:LARGEST], part.get_content_charset())
        if kind == "text/plain" and text.strip():
            return text
        rich = rich or text
    return plain(rich)
