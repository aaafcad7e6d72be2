"""One request over one connection, held to what the guard allows and to bounds on time and bytes.

``http.client`` speaks HTTP; the connection under it is ours: the name is resolved once, every address that it
has is checked, the connection goes to the very address that was checked, and the far end is looked at again.
No proxy is used, no cookie is kept, nothing is taken from the environment.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import threading
import time
from functools import cache

from index.feeds.guard import Guard, RefusedError, Target


class FetchError(Exception):
    """A request failed; the message says how, in a few words for the user."""


class Bounds:
    """What one answer may cost: seconds in all, seconds of silence, bytes as they come over the line."""

    def __init__(self, seconds: float, silence: float, largest: int) -> None:
        self._end = time.monotonic() + seconds
        self._silence = silence
        self._largest = largest
        self._left = largest

    def patience(self) -> float:
        """How long the next step may take."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError("took too long")
        return min(left, self._silence)

    def count(self, size: int) -> None:
        """Note bytes that came."""
        self._left -= size
        if self._left < 0:
            raise FetchError(f"larger than {_size(self._largest)}")


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count >= 1 << 20 else f"{count:,} bytes"


class _Line(io.RawIOBase):
    """What http.client reads from: each read waits only as long as the whole may still take."""

    def __init__(self, connection: socket.socket, bounds: Bounds) -> None:
        self._connection = connection
        self._bounds = bounds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._connection.settimeout(self._bounds.patience())
        size = self._connection.recv_into(buffer)
        self._bounds.count(size)
        return size


class _Socket:
    """The few methods of a socket that http.client uses."""

    def __init__(self, connection: socket.socket, bounds: Bounds) -> None:
        self._connection = connection
        self._bounds = bounds

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Line(self._connection, self._bounds), 1 << 16)

    def sendall(self, data: bytes) -> None:
        self._connection.settimeout(self._bounds.patience())
        self._connection.sendall(data)

    def close(self) -> None:
        """Nothing: the connection is closed by who opened it."""


def request(
    target: Target, headers: dict[str, str], guard: Guard, bounds: Bounds
) -> tuple[int, dict[str, str], bytes]:
    """Ask with GET: the status, the headers by lower-case name, and the body as it came.

    Raises ``FetchError``, or ``RefusedError`` when the address may not be contacted.
    """
    guard.check_port(target)
    try:
        with _connect(target, guard, bounds) as connection:
            speaker = http.client.HTTPConnection(target.host, target.port)
            speaker.sock = _Socket(connection, bounds)
            speaker.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
            for name, value in {"Host": target.netloc, **headers, "Connection": "close"}.items():
                speaker.putheader(name, value)
            speaker.endheaders()
            answer = speaker.getresponse()
            found = {name.lower(): value for name, value in reversed(answer.getheaders())}
            return answer.status, found, _read(answer)
    except ssl.SSLCertVerificationError as error:
        raise FetchError(f"its certificate is not good: {error.verify_message}") from error
    except TimeoutError as error:
        bounds.patience()
        raise FetchError("no answer in time") from error
    except http.client.IncompleteRead as error:
        raise FetchError("the answer broke off") from error
    except http.client.HTTPException as error:
        raise FetchError(f"not an answer of a web server ({type(error).__name__})") from error
    except ssl.SSLError as error:
        raise FetchError(f"no secure connection: {error.reason or error}") from error
    except (OSError, ValueError) as error:
        raise FetchError((getattr(error, "strerror", None) or str(error)).lower()) from error


def _read(answer: http.client.HTTPResponse) -> bytes:
    """The body, piece by piece: a length that is promised must not set memory aside."""
    pieces = []
    while piece := answer.read(1 << 16):
        pieces.append(piece)
    if answer.length:
        raise FetchError("the answer broke off")
    return b"".join(pieces)


def _connect(target: Target, guard: Guard, bounds: Bounds) -> socket.socket:
    """A connection to an address of the target that was checked; by TLS when it is https."""
    places = _resolve(target, bounds)
    for _, address in places:
        guard.check(target, address[0])  # one bad address condemns the name: it is a trick or a mistake
    fault: OSError | None = None
    for number, (family, address) in enumerate(places):
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(bounds.patience() / (len(places) - number))
            connection.connect(address)
            far = connection.getpeername()
            if far[:2] != address[:2]:
                raise RefusedError(f"the connection went to {far[0]}, not to {address[0]}")
            guard.check(target, far[0])
            if target.scheme == "https":
                connection.settimeout(bounds.patience())
                return _context().wrap_socket(connection, server_hostname=target.host)
            return connection
        except ssl.SSLError:
            connection.close()
            raise
        except OSError as error:
            connection.close()
            fault = error
        except BaseException:
            connection.close()
            raise
    raise fault or OSError("the name has no address")


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _resolve(target: Target, bounds: Bounds) -> list[tuple[int, tuple[str, int]]]:
    """The target's addresses, at most eight; the resolver's own patience may be longer than ours."""
    found: list[tuple[int, tuple[str, int]]] = []
    faults: list[Exception] = []

    def look_up() -> None:
        try:
            for family, _, _, _, address in socket.getaddrinfo(
                target.host, target.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
            ):
                if family in {socket.AF_INET, socket.AF_INET6}:
                    found.append((family, address))  # type: ignore[arg-type]
        except (OSError, UnicodeError) as error:
            faults.append(error)

    resolver = threading.Thread(target=look_up, daemon=True)
    resolver.start()
    resolver.join(bounds.patience())
    if resolver.is_alive():
        raise FetchError(f"the name {target.host} was not resolved in time")
    if faults or not found:
        raise FetchError(f"the name {target.host} is not known")
    return found[:8]
