"""XML from strangers, made safe and forgiving: no entity is declared, nothing is fetched, nesting is bounded.

defusedxml refuses what could grow or reach out. Before it, HTML's named characters, which feeds and lists
use though XML knows only five of them, are written out; where the XML breaks off, what stood before counts.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.sax import SAXException, SAXParseException, handler

from index.sources.decoding import codec_name, decode
from index.text.clean import clean

DEEPEST = 200
BREAKS = "its XML breaks off"
TOO_DEEP = "it is nested too deeply"

_DECLARED = re.compile(r"^\s*<\?xml[^>]*?\?>", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-f]{1,8})|([0-9]{1,8}))|(\w{1,40}));", re.IGNORECASE)
_LOOSE = re.compile(r"<!\[CDATA\[.*?\]\]>|&(?!#?\w{1,40};)", re.DOTALL)
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}


class Handler(handler.ContentHandler):
    """Takes the events of a document: ``start`` and ``end`` with an element's local name in lower case."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 (named by SAX)
        self._depth += 1
        if self._depth > DEEPEST:
            raise SAXException(TOO_DEEP)
        values = {key.rpartition(":")[2].lower(): value for key, value in dict(attrs).items()}  # type: ignore[call-overload]
        self.start(local(name), values)

    def endElement(self, name: str) -> None:  # noqa: N802
        self._depth -= 1
        self.end(local(name))

    def characters(self, content: str) -> None:
        self.data(content)

    def start(self, name: str, values: dict[str, str]) -> None:
        """An element begins; ``values`` are its attributes by local name in lower case."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text inside the elements that are open."""


def local(name: str) -> str:
    """The name of an element or attribute without its namespace, lower case."""
    return name.rpartition(":")[2].rpartition("}")[2].lower()


def run(data: bytes, events: Handler) -> str:
    """Parse ``data`` and tell ``events``; returns what is wrong with it in words, or ``""``."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415 (only XML needs it)
    from defusedxml.expatreader import DefusedExpatParser  # noqa: PLC0415

    parser = DefusedExpatParser(namespaceHandling=0, forbid_dtd=False, forbid_entities=True)
    parser.setContentHandler(events)
    try:
        parser.feed(text(data).encode("utf-8", "replace"))
        parser.close()
    except SAXParseException as error:
        return f"{BREAKS} in line {error.getLineNumber()}: {error.getMessage()}"
    except DefusedXmlException:
        return "it declares entities of its own, which are not read"
    except SAXException as error:
        return error.getMessage()
    return ""


def text(data: bytes) -> str:
    """XML as text without its declaration, cleaned, and with HTML's named characters written out."""
    declared = _ENCODING.search(data, 0, 400)
    label = declared[1].decode("ascii", "replace") if declared else None
    # expat knows four encodings; it is given text that is decoded already.
    decoded = _DECLARED.sub("", clean(decode(data, codec_name(label))).lstrip(), count=1)
    decoded = _LOOSE.sub(lambda match: "&amp;" if match[0] == "&" else match[0], decoded)
    return _REFERENCE.sub(_resolve, decoded)


def _resolve(match: re.Match[str]) -> str:
    """HTML's names, which XML does not know; and no reference to a control."""
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        known = match[0] if name in _OF_XML else html5.get(f"{name};", "")
        return known if known not in {"", "&", "<"} else f"&amp;{name};"
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    allowed = (
        code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
    )
    return match[0] if allowed else ""
