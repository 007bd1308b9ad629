"""Bodies of requests: read whole, within limits, before anybody is kept waiting for them."""

from qala.atlas.tiles.asgi import Message, Receive, Scope

BODY_MAX_BYTES = 1 << 20
READ_ON_BYTES = 16 << 20
"""Of a body that is too large this much is read and thrown away, so that a client that sends
before it reads sees the refusal instead of a broken connection."""


class BodyTooLarge(Exception):
    """The body is larger than BODY_MAX_BYTES (HTTP 413)."""


class ClientGone(Exception):
    """The client has left before its request was complete."""


def carries_body(scope: Scope) -> bool:
    """Whether the head of the request announces a body."""
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


async def whole_body(receive: Receive) -> bytes:
    """The body of a request; raises BodyTooLarge or ClientGone."""
    body = bytearray()
    read, more = 0, True
    while more and read < READ_ON_BYTES:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        piece = message.get("body", b"")
        read += len(piece)
        if read <= BODY_MAX_BYTES:
            body += piece
        more = message.get("more_body", False)
    if read > BODY_MAX_BYTES:
        raise BodyTooLarge
    return bytes(body)


def given(body: bytes, receive: Receive) -> Receive:
    """A `receive` that hands out `body` at once, then goes on as the one it stands for."""
    waiting = [body]

    async def receive_given() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return receive_given
