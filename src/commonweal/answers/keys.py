"""The installation's signing key: a hash alone proves nothing against whoever holds the file."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from commonweal.problems import BadInput, Problem

KEY_FILE = Path("keys") / "receipt-signing-key.pem"


class SigningKey:
    """An Ed25519 key pair."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        """Wrap a private key."""
        self._private = private

    @classmethod
    def new(cls) -> SigningKey:
        """A new key that exists in memory only."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def of_installation(cls, home: Path) -> SigningKey:
        """The key of an installation, made at first use and readable by its owner only.

        Raises:
            BadInput: The key file cannot be read as an Ed25519 key.
        """
        file = home / KEY_FILE
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            _write_once(file, pem)
        try:
            private = load_pem_private_key(file.read_bytes(), password=None)
        except (ValueError, TypeError, OSError) as error:
            raise BadInput(
                Problem("the signing key cannot be read", file=file.name, do="restore it from a backup")
            ) from error
        if not isinstance(private, Ed25519PrivateKey):
            raise BadInput(
                Problem("the signing key is not an Ed25519 key", file=file.name, do="restore it from a backup")
            )
        return cls(private)

    @property
    def public(self) -> str:
        """The public key, in hexadecimal."""
        return self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, message: bytes) -> str:
        """The signature, in hexadecimal."""
        return self._private.sign(message).hex()


def is_signed_by(public: str, message: bytes, signature: str) -> bool:
    """Whether the signature over the message was made by the key pair of this public key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), message)
    except (ValueError, InvalidSignature):
        return False
    return True


def _write_once(file: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all, and never replaces one that another process made first."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
