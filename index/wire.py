"""Frames between the reader and its service: a length of four bytes, then a pickled value.

Pickle is right here and nowhere else: both ends are our own processes, joined by a socket pair that no one
else can open, and the values are the frozen words of ``index.model``. What is read from disk is never
unpickled.
"""

from __future__ import annotations

import asyncio
import pickle
import socket
import struct
from typing import Any

_LENGTH = struct.Struct(">I")


def frame(value: Any) -> bytes:
    """The bytes that carry ``value``."""
    payload = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(payload)) + payload


def receive(connection: socket.socket) -> Any:
    """The next value; raises ``EOFError`` when the other end has gone."""
    return pickle.loads(_exactly(connection, _LENGTH.unpack(_exactly(connection, _LENGTH.size))[0]))  # noqa: S301


async def receive_async(stream: asyncio.StreamReader) -> Any:
    """The next value from an asyncio stream; raises ``EOFError`` when the other end has gone."""
    try:
        (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
        return pickle.loads(await stream.readexactly(length))  # noqa: S301
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise EOFError from error


def _exactly(connection: socket.socket, count: int) -> bytes:
    parts: list[bytes] = []
    while count:
        try:
            part = connection.recv(min(count, 1 << 20))
        except ConnectionError as error:
            raise EOFError from error
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
