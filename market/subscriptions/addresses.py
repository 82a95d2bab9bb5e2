"""Which addresses a message may go to: those of the open internet, never a machine of our own network."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from marshmallow import ValidationError

from market.language import Sentence

_PORTS = {"http": 80, "https": 443}
# Ways to write an IPv4 address as one of IPv6, where a gateway would lead back to it.
_EMBEDDING = tuple(
    IPv6Network(net) for net in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10")
)
# Doors of a cloud to its own machines (metadata) that lie in no private range.
_OWN_DOORS = (ip_network("168.63.129.16/32"), ip_network("192.0.0.0/24"))

_NOT_AN_ADDRESS = Sentence(
    "Phải là một địa chỉ https:// đầy đủ, không kèm tên và mật khẩu.",
    en="Must be a whole https:// address, without a name and password in it.",
)
_NOT_PUBLIC = Sentence("Địa chỉ này không ở trên mạng công cộng.", en="This address is not on the public internet.")


class Forbidden(Exception):
    """An address that no message may go to."""


def split(url: str, *, loopback: bool) -> SplitResult:
    """The parts of an address that may be subscribed, as far as it tells. Raises ValidationError."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise ValidationError(_NOT_AN_ADDRESS) from None
    schemes = ("https", "http") if loopback else ("https",)
    if parts.scheme not in schemes or not host or "@" in parts.netloc or port == 0 or not _is_plain(url):
        raise ValidationError(_NOT_AN_ADDRESS)
    literal = _literal(host)
    is_local = host == "localhost" or host.endswith(".localhost")
    if (literal is not None and not may_reach(literal, loopback=loopback)) or (is_local and not loopback):
        raise ValidationError(_NOT_PUBLIC)
    return parts


def port_of(parts: SplitResult) -> int:
    return parts.port or _PORTS[parts.scheme]


def resolve(host: str, port: int, *, loopback: bool) -> list[str]:
    """The addresses that a name has at this moment. Raises Forbidden if any of them is none of the open internet."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in found))
    if not all(may_reach(address, loopback=loopback) for address in addresses):
        raise Forbidden
    return addresses


def may_reach(address: str, *, loopback: bool) -> bool:
    """Whether a message may go to an IP address; to this machine itself only where `loopback` allows it."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.is_loopback:
        return loopback
    if isinstance(ip, IPv4Address):
        return ip.is_global and not ip.is_multicast and not any(ip in net for net in _OWN_DOORS)
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in _EMBEDDING)


def _is_plain(url: str) -> bool:
    return url.isascii() and not any(character <= " " or character in '"<>\\^`{|}#' for character in url)


def _literal(host: str) -> str | None:
    """The IP address that `host` is, written in any way that a resolver would take (`2130706433`, `0x7f.1`)."""
    try:
        return str(ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return None
