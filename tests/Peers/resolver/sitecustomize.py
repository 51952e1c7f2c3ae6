# Python looks names up as the system does. Where that knows no names below localhost (RFC 6761), this does: it is read at start.
import socket

_getaddrinfo = socket.getaddrinfo


def _local(host, *rest, **more):
    return _getaddrinfo("localhost" if isinstance(host, str) and host.endswith(".localhost") else host, *rest, **more)


socket.getaddrinfo = _local
