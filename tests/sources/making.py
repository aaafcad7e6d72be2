"""Makes files of formats that are not text, as small as they can be, for tests."""

from __future__ import annotations

import io
import zipfile
import zlib

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Weekly</dc:title>
<dc:creator>Jane Doe</dc:creator><dc:creator>John Roe</dc:creator>
<dc:identifier>urn:w:1</dc:identifier><dc:language>en</dc:language><dc:date>2021-05-01</dc:date></metadata>
<manifest>{}</manifest><spine>{}</spine></package>"""


def epub(pages: dict[str, str], *, mimetype: bool = True, extra: dict[str, bytes] | None = None) -> bytes:
    """A book of ``pages`` (file name to XHTML); one whose name begins with ``nav`` is its contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        if mimetype:
            packed.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        packed.writestr("META-INF/container.xml", CONTAINER)
        items = "".join(
            f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"'
            f"{' properties=' + chr(34) + 'nav' + chr(34) if name.startswith('nav') else ''}/>"
            for n, name in enumerate(pages)
        )
        spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
        packed.writestr("OEBPS/book.opf", PACKAGE.format(items, spine))
        for name, page in pages.items():
            packed.writestr(f"OEBPS/{name}", page)
        for name, data in (extra or {}).items():
            packed.writestr(name, data)
    return out.getvalue()


def pdf(
    pages: list[list[tuple[int, str]]], *, title: str = "", author: str = "", stream: bytes | None = None
) -> bytes:
    """A PDF of ``pages``, each of lines with their size; ``stream`` is put in place of the pages' content."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        place = 800
        content = "BT "
        for size, line in lines:
            content += f"/F1 {size} Tf 1 0 0 1 50 {place} Tm ({line}) Tj "
            place -= 2 * size
        data = zlib.compress((content + "ET").encode("latin-1")) if stream is None else stream
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(
            f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode() + data + b"\nendstream"
        )
    objects.append(f"<< /Title ({title}) /Author ({author}) >>".encode("latin-1"))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def warc(
    pages: dict[str, bytes], *, status: str = "200 OK", kind: str = "text/html", encoding: str = ""
) -> bytes:
    """A web archive of ``pages``, address to content."""
    out = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nx: y\r\n\r\n"
    for address, page in pages.items():
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n"
        head += f"Content-Encoding: {encoding}\r\n" if encoding else ""
        block = (head + "\r\n").encode() + page
        out += (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            "WARC-Date: 2022-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        out += block + b"\r\n\r\n"
    return out
