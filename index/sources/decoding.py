"""Bytes to text: believed are a byte order mark, then UTF-8, then what the document says, then a guess."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What web and mail call Latin-1 is Windows-1252 (WHATWG Encoding Standard, "labels").
_ALIASES = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
}
_ALIASES |= {
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "big5": "big5hkscs",
}
# Labels of the same standard that Python does not know.
_LABELS = {
    "x-mac-cyrillic": "mac-cyrillic", "x-mac-roman": "mac-roman", "macintosh": "mac-roman", "x-sjis": "cp932",
    "x-gbk": "gb18030", "x-euc-jp": "euc-jp", "dos-874": "cp874", "x-cp1250": "cp1250", "x-cp1251": "cp1251",
    "x-cp1252": "cp1252", "ks_c_5601-1987": "cp949", "x-x-big5": "big5hkscs", "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8", "unicode": "utf-16-le", "logical": "iso8859-8", "visual": "iso8859-8",
}  # fmt: skip
_ESCAPED = {"iso2022_jp", "iso2022_kr", "iso2022_jp_2", "hz"}  # pure ASCII bytes that are not ASCII text
_REFUSED = {
    "utf-7",
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "rot13",
    "mbcs",
    "oem",
    "undefined",
}
_SAMPLE = 64 * 1024
_TEXT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x1b\x08\x07\x0e\x0f\x85")
_JAPANESE = re.compile(rb"\x1b\$[@B]|\x1b\(J")


def decode(data: bytes, declared: str | None = None) -> str:
    """``data`` as text; never fails. What cannot be read becomes U+FFFD.

    ``declared`` is the character set that the document or its envelope names, if any.
    """
    if not declared and _plain(data):
        with suppress(UnicodeDecodeError):
            return data.decode("utf-8")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    name = codec_name(declared)
    if name in _ESCAPED:
        return data.decode(name, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    if _JAPANESE.search(data, 0, _SAMPLE):
        return data.decode("iso2022_jp", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data, error):
            return data.decode("utf-8", "replace")
    if name and name != "utf-8":
        return data.decode(name, "replace")
    return _guess(data)


def _plain(data: bytes) -> bool:
    """Whether nothing tells of another encoding than UTF-8: a mark, a zero, an escape."""
    return not (data.startswith(codecs.BOM_UTF8) or b"\0" in data or b"\x1b" in data)


def codec_name(label: str | None) -> str | None:
    """Python's name for a character set by its label in a document, or None when there is no such thing."""
    if not label:
        return None
    try:
        label = label.strip().strip("\"'").lower()
        name = codecs.lookup(_LABELS.get(label, label)).name
    except (LookupError, ValueError):
        return None
    if (
        name in _REFUSED
        or name.endswith("_codec")
        or name in {"base64", "hex", "bz2", "zlib", "uu", "quopri"}
    ):
        return None
    return _ALIASES.get(name, name)


def is_text(head: bytes) -> bool:
    """Whether a file that begins with ``head`` can be text in any encoding."""
    if not head or any(head.startswith(mark) for mark, _ in _MARKS) or _wide(head):
        return True
    odd = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in head)
    return odd <= 3 or odd * 20 <= len(head)  # a stray control happens in text; a binary file has many


def narrow(head: bytes) -> bytes:
    """The beginning of a text as ASCII with something around it, whatever its encoding: to see what it is."""
    wide = _wide(head)
    marked = any(head.startswith(mark) for mark, _ in _MARKS)
    text = decode(head).encode("utf-8", "replace") if wide or marked else head
    return text.lstrip()


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text in it has a zero in every other byte."""
    head = data[:2048]
    if len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether text that is not UTF-8 is so only for a few broken bytes."""
    sample = data[: max(_SAMPLE, error.start + 1024)]
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(ch > "\x7f" for ch in text) - broken
    return whole >= 4 * broken or (len(sample) < len(data) and broken <= 1 and whole > 0)


def _guess(data: bytes) -> str:
    """What charset-normalizer makes of it, else Windows-1252, in which every byte but five is a character."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 (seldom needed)

    matches = from_bytes(data[:_SAMPLE], preemptive_behaviour=False)
    names = [match.encoding for match in matches]
    # Its order among the Latin code pages is chance on short texts; Windows-1252 is by far the commonest.
    encoding = "cp1252" if "cp1252" in names or not names else codec_name(names[0])
    return data.decode(encoding or "cp1252", "replace")
