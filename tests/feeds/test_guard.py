"""What may not be contacted is not contacted, whatever an address, a name or a server says."""

from __future__ import annotations

import gzip
import os
import shutil
import ssl
import subprocess
import sys
import threading
import time
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from index.feeds.fetcher import Fetcher, FetchError, unpack
from index.feeds.guard import Guard, RefusedError, target, why_refused, without_credentials
from tests.feeds.conftest import Handler, Site, fetch, rss


def fetcher(*allowed: str, seconds: float = 5, largest: int = 1 << 20) -> Fetcher:
    return Fetcher(Guard(allowed), "ForeignDesk/test", delay=0, seconds=seconds, silence=2, largest=largest)


REFUSED = [
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://2130706433:{port}/",
    "http://0x7f000001:{port}/", "http://0177.0.0.1:{port}/", "http://127.1:{port}/", "http://0:{port}/",
    "http://[::1]:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1]/", "http://[fe80::1%25lo]/",
    "http://[fc00::1]/", "http://[ff02::1]/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
    "http://172.31.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://224.0.0.1/",
    "http://255.255.255.255/", "http://0.0.0.0/", "http://LOCALHOST:{port}/", "http://localhost.:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/", "http://user:pass@127.0.0.1:{port}/", "http://8.8.8.8:25/",
    "file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/", "data:text/xml,<rss/>", "//127.0.0.1/",
    "http:///etc/passwd", "http://", "http://exa mple.org/", "http://example.org\\@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\r\nHost: x/", "http://[::1/", "http://example.org:99999/", "",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_these_are_never_asked(site: Site, address: str) -> None:
    site.says("/", rss())
    with pytest.raises(RefusedError):
        fetcher().get(address.format(port=site.server_port), "*/*")
    assert site.asked == []


RELATIVE = {"", "http://", "http:///etc/passwd", "//127.0.0.1/", "http://127.0.0.1:{port}/"}
RELATIVE.add("http://①②⑦.⓪.⓪.①:{port}/")
"""Of a redirect's, these mean the server that sends it, which is allowed here."""


@pytest.mark.parametrize("address", [a for a in REFUSED if a not in RELATIVE and "\n" not in a])
def test_nor_when_an_allowed_server_redirects_to_them(site: Site, address: str) -> None:
    to = address.format(port=site.server_port)
    start = site.sends("/start", to.encode().decode("latin-1"))  # as a server puts bytes into a header
    with pytest.raises(RefusedError):
        fetcher(site.host).get(start, "*/*")
    assert [path for path, _ in site.asked] == ["/start"]


def test_the_message_says_how_to_allow_a_host(home: Path, site: Site) -> None:
    url = site.sends("/feed", f"http://localhost:{site.server_port}/x")
    (told,) = fetch(home, url)
    assert "this machine" in told.error
    assert f"'localhost:{site.server_port}' into allow_hosts" in told.error


def test_an_allowed_host_is_that_host_and_port_only(site: Site, other_site: Site) -> None:
    site.says("/", rss())
    other_site.says("/", rss())
    asker = fetcher(site.host)
    assert asker.get(site.url("/"), "*/*").status == 200
    for url in (other_site.url("/"), f"http://127.0.0.1:{other_site.server_port}/"):
        with pytest.raises(RefusedError):
            asker.get(url, "*/*")
    assert fetcher("localhost").get(f"http://localhost:{site.server_port}/", "*/*").status == 200


@given(st.ip_addresses(v=4))
def test_no_address_that_the_standard_library_calls_private_is_allowed(address) -> None:  # type: ignore[no-untyped-def]
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert why_refused(address)
    assert why_refused(ip_address(f"::ffff:{address}"))


@given(st.ip_addresses(v=6))
def test_no_address_of_ipv6_outside_of_the_public_part_is_allowed(address) -> None:  # type: ignore[no-untyped-def]
    if not address.is_global or address not in ip_network("2000::/3") or address.sixtofour or address.teredo:
        assert why_refused(address)


def test_public_addresses_are_allowed() -> None:
    for text in ("8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450::1"):
        assert why_refused(ip_address(text)) == ""


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    for address in (text, "http://" + text):
        try:
            found = target(address)
        except RefusedError:
            continue
        assert found.scheme in {"http", "https"}
        assert found.url.isascii() and not any(char <= " " for char in found.url)
        assert target(found.url) == found
        assert "@" not in found.netloc
        assert isinstance(without_credentials(address), str)


def test_a_server_that_drips_is_left_after_the_time_in_all(site: Site) -> None:
    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    def drip_headers(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
        for _ in range(200):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    for path, route in (("/body", drip), ("/headers", drip_headers)):
        site.routes[path] = route
        began = time.monotonic()
        with pytest.raises(FetchError, match="too long"):
            fetcher(site.host, seconds=1).get(site.url(path), "*/*")
        assert time.monotonic() - began < 5


def test_a_server_that_says_nothing_is_left(site: Site) -> None:
    site.routes["/"] = lambda handler: time.sleep(6)
    with pytest.raises(FetchError, match="no answer in time"):
        fetcher(site.host, seconds=60).get(site.url("/"), "*/*")


def test_redirects_share_the_time(site: Site) -> None:
    def slow(handler: Handler) -> None:
        time.sleep(0.5)
        number = int(handler.path[2:] or 0)
        handler.answer(302, Location=f"/s{number + 1}")

    for number in range(9):
        site.routes[f"/s{number}"] = slow
    with pytest.raises(FetchError, match="too long"):
        fetcher(site.host, seconds=1.2).get(site.url("/s0"), "*/*")


def test_a_huge_answer_is_cut_off(site: Site) -> None:
    sent = [0]

    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        while True:
            handler.wfile.write(bytes(65536))
            sent[0] += 65536

    site.routes["/endless"] = endless
    with pytest.raises(FetchError, match="larger than 1 MB"):
        fetcher(site.host).get(site.url("/endless"), "*/*")
    time.sleep(0.3)
    assert sent[0] < 32 << 20

    def promise(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(10**15))
        handler.end_headers()
        handler.close_connection = True

    site.routes["/promise"] = promise
    with pytest.raises(FetchError, match="broke off"):
        fetcher(site.host).get(site.url("/promise"), "*/*")


def test_many_headers_and_what_is_no_http(site: Site) -> None:
    def headers(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\n")
        handler.close_connection = True

    def noise(handler: Handler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")
        handler.close_connection = True

    def chunks(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffff\r\nabc")
        handler.close_connection = True

    for path, route in (("/h", headers), ("/n", noise), ("/c", chunks)):
        site.routes[path] = route
        with pytest.raises(FetchError):
            fetcher(site.host).get(site.url(path), "*/*")


def test_a_packed_bomb_is_refused_in_little_memory(site: Site) -> None:
    bomb = gzip.compress(bytes(200 << 20))
    assert len(bomb) < 300_000
    url = site.says("/bomb", bomb, Content_Encoding="gzip")
    with pytest.raises(FetchError, match="unpack to too much"):
        fetcher(site.host, largest=64 << 20).get(url, "*/*")
    for body, coding in ((b"no gzip", "gzip"), (b"x", "br"), (bomb[:1000], "gzip"), (b"\0\1", "deflate")):
        with pytest.raises(FetchError):
            unpack(body, coding, 1 << 20)


def test_redirects_in_a_circle_and_without_end(site: Site) -> None:
    site.sends("/a", "/b")
    site.sends("/b", "/a")
    with pytest.raises(FetchError, match="circle"):
        fetcher(site.host).get(site.url("/a"), "*/*")
    site.routes["/n"] = lambda handler: handler.answer(302, Location=f"/n?{len(site.asked)}")
    with pytest.raises(FetchError, match="more than 5"):
        fetcher(site.host).get(site.url("/n"), "*/*")


def test_no_password_is_sent_on_and_no_proxy_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.says("/feed", rss())
    site.routes["/cookie"] = lambda handler: handler.answer(302, Location="/feed", Set_Cookie="a=b")
    assert fetcher(site.host).get(site.url("/cookie"), "*/*").status == 200
    assert "Cookie" not in site.asked[-1][1]
    with pytest.raises(RefusedError, match="password"):
        fetcher(site.host).get(site.sends("/x", f"http://me:secret@{site.host}/feed"), "*/*")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="a certificate is made with openssl")
def test_certificates_are_checked_for_the_name(site: Site, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    curve = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", key, "-out", certificate]
    subprocess.run(["openssl", "req", *curve, *names, *files], check=True, capture_output=True)
    server = Site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.says("/", "found")
    ask = (
        "import sys; from index.feeds.fetcher import Fetcher; from index.feeds.guard import Guard;"
        "f = Fetcher(Guard(['localhost', '127.0.0.1']), 'ForeignDesk/test', delay=0, seconds=5);"
        "print(f.get(sys.argv[1], '*/*').body.decode())"
    )

    def told(url: str, trusted: bool) -> str:
        environment = os.environ | ({"SSL_CERT_FILE": str(certificate)} if trusted else {})
        done = subprocess.run(
            [sys.executable, "-c", ask, url], capture_output=True, text=True, env=environment, check=False
        )
        return done.stdout + done.stderr

    url = f"https://localhost:{server.server_port}/"
    assert told(url, trusted=True) == "found\n"
    assert "certificate is not good" in told(url, trusted=False)
    assert "certificate is not good" in told(url.replace("localhost", "127.0.0.1"), trusted=True)
    threading.Thread(target=server.shutdown, daemon=True).start()
