"""What opens a link and what changes it: 128 bits of chance each, with two bytes that reveal a slip of the pen.

The store knows hashes alone. A token is looked up by its SHA-256, which is safe for what cannot be guessed; a key,
which people may write down and pass on, is verified by Argon2 (RFC 9106).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_BYTES, _CHECK = 16, 2
_LENGTH = 24
# OWASP's recommendation for a server that has more to do: 19 MiB, two passes
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def made() -> str:
    """A new token or key: 24 characters that any address may hold."""
    chance = secrets.token_bytes(_BYTES)
    return base64.urlsafe_b64encode(chance + _check(chance)).decode()


def is_whole(text: str) -> bool:
    """Whether it was copied without a slip."""
    if len(text) != _LENGTH or not text.isascii():
        return False
    try:
        raw = base64.b64decode(text, altchars=b"-_", validate=True)
    except binascii.Error:
        return False
    return raw[_BYTES:] == _check(raw[:_BYTES])


def hashed(token: str) -> str:
    """The hash by which a token is looked up."""
    return hashlib.sha256(token.encode()).hexdigest()


def sealed(key: str) -> str:
    """The hash of a key, with its salt."""
    return _HASHER.hash(key)


def fits(key: str, seal: str) -> bool:
    """Whether this is the key; takes some 20 ms."""
    try:
        return is_whole(key) and _HASHER.verify(seal, key)
    except (VerificationError, InvalidHashError):
        return False


def _check(chance: bytes) -> bytes:
    return hashlib.sha256(chance).digest()[:_CHECK]
