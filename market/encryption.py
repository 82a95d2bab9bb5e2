"""Encryption at rest: text in the database that only this service may read again, sealed under SECRET_KEY."""

import base64
import hashlib

from cryptography.fernet import Fernet


def seal(text: str, *, purpose: str, secret: str) -> bytes:
    """`text` sealed; what is sealed for one purpose opens for no other."""
    return _fernet(purpose, secret).encrypt(text.encode())


def unseal(sealed: bytes, *, purpose: str, secret: str) -> str:
    return _fernet(purpose, secret).decrypt(sealed).decode()


def _fernet(purpose: str, secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"seal:{purpose}:{secret}".encode()).digest()))
