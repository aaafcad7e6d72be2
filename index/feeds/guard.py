"""Which addresses may be contacted: http and https on the public network, and what the user allows by name.

A name proves nothing, so the rule is applied to the address that a connection is really made to.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

_DATA = Path(__file__).parent / "data" / "special_addresses.tsv"
_PUBLIC_6 = ipaddress.ip_network("2000::/3")
_PORTS = {"http": 80, "https": 443}
_LABELS = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,250}[a-z0-9_.])?")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_LONGEST = 2000
_AS_IT_IS = "!#$%&'()*+,/:;=?@[]~-._"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedError(Exception):
    """An address that is not contacted; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a request goes to. ``host`` is lower case and ASCII, without brackets; ``path`` has the query."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """What the header Host says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target(url: str) -> Target:
    """Take an address apart; raises ``RefusedError`` when it is none that may be asked for."""
    if len(url) > _LONGEST:
        raise RefusedError(f"an address longer than {_LONGEST} characters")
    if _UNSAFE.search(url):
        raise RefusedError("an address with a space, a backslash or a control character")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError("not an address that can be read") from error
    if parts.scheme not in _PORTS:
        raise RefusedError(
            f"only http and https are fetched, not {parts.scheme or 'an address without http'}"
        )
    if parts.username is not None or parts.password is not None:
        raise RefusedError("an address with a user name or password in it")
    host = _host(parts)
    path = quote(parts.path or "/", safe=_AS_IT_IS) + (
        "?" + quote(parts.query, safe=_AS_IT_IS) if parts.query else ""
    )
    port = _PORTS[parts.scheme] if port is None else port
    made = Target("", parts.scheme, host, port, path)
    return Target(f"{made.scheme}://{made.netloc}{path}", made.scheme, host, port, path)


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if parts.netloc.rpartition("@")[2].startswith("["):
        if "%" in host:
            raise RefusedError("an address of a link, with its zone")
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise RefusedError("not an address that can be read") from error
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise RefusedError("a host name that cannot be read") from error
    if not _LABELS.fullmatch(host):
        raise RefusedError("a host name that cannot be read" if host else "an address without a host")
    return host.rstrip(".")


def without_credentials(url: str) -> str:
    """An address with user name and password taken out, fit to be shown; ``""`` when it cannot be read."""
    try:
        parts = urlsplit(url)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    except ValueError:
        return ""


@cache
def _special() -> tuple[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, str], ...]:
    rows = (line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return tuple((ipaddress.ip_network(row[0]), row[1]) for row in rows)


def why_refused(address: Address) -> str:
    """What an address is that may not be contacted (``a private network``); ``""`` when it may."""
    for network, name in _special():
        if address.version == network.version and address in network:
            return name
    if isinstance(address, ipaddress.IPv6Address) and address not in _PUBLIC_6:
        # Among them ::1, link-local, unique local, IPv4-mapped and -compatible, NAT64 and multicast.
        return "this machine" if address.is_loopback else "no address of the public network"
    return ""


class Guard:
    """The rule, with the exceptions of the user's settings: ``host`` or ``host:port``, as in an address."""

    def __init__(self, allow_hosts: Iterable[str] = ()) -> None:
        self._allowed = {entry.strip().lower().rstrip(".") for entry in allow_hosts}

    def allows_host(self, target: Target) -> bool:
        """Whether the user's settings name this host."""
        host = f"[{target.host}]" if ":" in target.host else target.host
        return not self._allowed.isdisjoint({target.host, host, f"{host}:{target.port}"})

    def check_port(self, target: Target) -> None:
        """Refuse the ports of other services, where a request could be taken for something else."""
        if target.port not in _PORTS.values() and target.port < 1024 and not self.allows_host(target):
            raise RefusedError(f"port {target.port} is not one of web servers")

    def check(self, target: Target, address: str) -> None:
        """Raise ``RefusedError`` unless one may connect to the numeric ``address`` for ``target``."""
        if self.allows_host(target):
            return
        try:
            reason = why_refused(ipaddress.ip_address(address))
        except ValueError:  # with a zone: an address of a link
            reason = "a link-local network"
        if reason:
            where = target.host if target.host == address else f"{target.host} ({address})"
            raise RefusedError(
                f"{where} is {reason}; to allow it, put {target.netloc!r} "
                "into allow_hosts of [feeds] in config.toml"
            )
