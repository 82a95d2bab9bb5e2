"""Encryption at rest: text in the database that only this service may read again, sealed under SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Key(str):
    """The key that signs and seals; it goes wherever one key goes, and knows the former ones, still believed."""

    former: tuple[str, ...]

    def __new__(cls, newest: str, *former: str) -> "Key":
        key = super().__new__(cls, newest)
        key.former = former
        return key


def believed(secret: str) -> tuple[str, ...]:
    """The key and the former ones, newest first."""
    return (str(secret), *secret.former) if isinstance(secret, Key) else (secret,)


def seal(text: str, *, purpose: str, secret: str) -> bytes:
    """`text` sealed; what is sealed for one purpose opens for no other."""
    return _fernet(purpose, secret).encrypt(text.encode())


def unseal(sealed: bytes, *, purpose: str, secret: str) -> str:
    return MultiFernet([_fernet(purpose, key) for key in believed(secret)]).decrypt(sealed).decode()


def resealed(sealed: bytes, *, purpose: str, secret: str) -> bytes | None:
    """The same under the newest key; None where it is already. Raises InvalidToken where no key opens it."""
    newest = _fernet(purpose, secret)
    try:
        newest.decrypt(sealed)
    except InvalidToken:
        return newest.encrypt(unseal(sealed, purpose=purpose, secret=secret).encode())
    return None


def _fernet(purpose: str, secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"seal:{purpose}:{secret}".encode()).digest()))
