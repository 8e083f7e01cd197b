"""Hashes of passwords that another product made: argon2, bcrypt, scrypt, PBKDF2 and
salted SHA.

They are verified as they are until the first right password, which is then hashed
anew. A login computes nothing that an import has not found to be bearable.

Sources: RFC 9106, RFC 7914, RFC 8018, the PHC string format, RFC 2307 and its
successors (`{SSHA}`).
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from doorstep.rules.hash_cost import HashCost

if TYPE_CHECKING:  # the libraries come with the first hash that needs them
    from cryptography.hazmat.primitives.hashes import HashAlgorithm

MOST_MEMORY: Final = 128 * 1024
"""KiB of one hash: as many are computed at once as there are cores."""
MOST_WORK: Final = 1024 * 1024
"""In KiB that argon2id goes through: about a second of one core."""
_BCRYPT_READS = 72
"""Bytes of a password: bcrypt ignores the rest."""


class StoredHash(Protocol):
    """`memory` and `work` are about what argon2id would take for the same time."""

    @property
    def memory(self) -> int: ...

    @property
    def work(self) -> int: ...

    def fits(self, password: str) -> bool: ...


def bearable(stored: StoredHash) -> bool:
    """Whether a login may compute it: neither memory nor time without bounds."""
    return stored.memory <= MOST_MEMORY and stored.work <= MOST_WORK


@dataclass(frozen=True)
class Argon2:
    """Of any of its three types."""

    text: str
    cost: HashCost

    @property
    def is_argon2id(self) -> bool:
        return self.text.startswith("$argon2id$v=19$")

    @property
    def memory(self) -> int:
        return self.cost.memory

    @property
    def work(self) -> int:
        return self.cost.work

    def fits(self, password: str) -> bool:
        try:
            return PasswordHasher().verify(self.text, password)
        except (VerificationError, InvalidHashError):
            return False


@dataclass(frozen=True)
class Bcrypt:
    """`digested` is Django's way around the 72 bytes: of the SHA-256 in hex."""

    text: str
    rounds: int
    digested: bool = False
    memory: int = 4

    @property
    def work(self) -> int:
        return 64 << self.rounds  # a second at 14, on the same scale

    def fits(self, password: str) -> bool:
        import bcrypt

        given = password.encode()
        if self.digested:
            given = hashlib.sha256(given).hexdigest().encode()
        return bcrypt.checkpw(given[:_BCRYPT_READS], self.text.encode())


@dataclass(frozen=True)
class Scrypt:
    """`n`, `r` and `p` as RFC 7914 names them."""

    n: int
    r: int
    p: int
    salt: bytes
    key: bytes

    @property
    def memory(self) -> int:
        return self.n * self.r // 8

    @property
    def work(self) -> int:
        return 4 * self.memory * self.p

    def fits(self, password: str) -> bool:
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt as ScryptKey

        key = ScryptKey(self.salt, len(self.key), self.n, self.r, self.p)
        return _verified(key.verify, password, self.key)


@dataclass(frozen=True)
class Pbkdf2:
    """Only the first block of the key is compared: it takes all the rounds, and each
    other block would take them again.
    """

    digest: str
    rounds: int
    salt: bytes
    key: bytes
    memory: int = 4

    @property
    def work(self) -> int:
        return self.rounds // 2

    @property
    def _algorithm(self) -> "HashAlgorithm":
        from cryptography.hazmat.primitives import hashes

        algorithm: HashAlgorithm = getattr(hashes, self.digest.upper())()
        return algorithm

    def fits(self, password: str) -> bool:
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

        first = self.key[: self._algorithm.digest_size]
        key = PBKDF2HMAC(self._algorithm, len(first), self.salt, self.rounds)
        return _verified(key.verify, password, first)


@dataclass(frozen=True)
class SaltedSha:
    digest: str
    salt: bytes
    key: bytes
    memory: int = 0
    work: int = 0

    def fits(self, password: str) -> bool:
        made = hashlib.new(self.digest, password.encode() + self.salt).digest()
        return hmac.compare_digest(made, self.key)


def _verified(
    verify: Callable[[bytes, bytes], None], password: str, key: bytes
) -> bool:
    from cryptography.exceptions import InvalidKey

    try:
        verify(password.encode(), key)
    except InvalidKey:
        return False
    return True
