"""Connections that are made to public addresses only.

The names of push services are on a list, but whoever answers for a name decides where it leads: a name that leads into
our own network must not make the worker knock there (SSRF). The address that counts is the one that was connected to,
so that nothing can change between looking and connecting; nothing is sent to any other, not even a TLS greeting.
"""

from __future__ import annotations

import ipaddress
import socket

from urllib3 import HTTPSConnectionPool, PoolManager
from urllib3.exceptions import NewConnectionError

from api.notifications.response_deadlines import EncryptedConnection


class AddressNotPublic(NewConnectionError):
    """The name leads to loopback, a private network, link-local or the like."""


class PublicConnection(EncryptedConnection):
    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        if not is_public(made.getpeername()[0]):
            made.close()
            raise AddressNotPublic(self, "leads to an address that is not public")
        return made


class PublicConnectionPool(HTTPSConnectionPool):
    ConnectionCls = PublicConnection


def only_public(manager: PoolManager) -> PoolManager:
    """The same manager, which from now on speaks https to public addresses and nothing else."""
    manager.pool_classes_by_scheme = {"https": PublicConnectionPool}
    return manager


def is_public(address: str) -> bool:
    """`address` as getpeername gives it; an IPv4 address inside an IPv6 one counts as what it is."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return (inner or found).is_global and not found.is_multicast
