"""Hashes of passwords that other products made."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from doorstep.rules.hash_cost import HashCost
from doorstep.rules.hash_texts import HashRefusal, HashRefused, importable, read_hash
from doorstep.rules.passwords import Passwords
from doorstep.rules.time_limits import USUAL

PASSWORD = "correct horse bättery"
CHEAP = HashCost(memory=8, passes=1)


def _b64(data: bytes) -> str:
    return b64encode(data).decode()


def _phc(data: bytes) -> str:
    return _b64(data).rstrip("=")


def _pbkdf2(digest: str, salt: bytes, rounds: int, length: int | None = None) -> bytes:
    return hashlib.pbkdf2_hmac(digest, PASSWORD.encode(), salt, rounds, length)


def _scrypt(n: int, r: int, p: int, size: int = 64) -> bytes:
    plain = PASSWORD.encode()
    return hashlib.scrypt(plain, salt=b"saltsalt", n=n, r=r, p=p, dklen=size)


def _sha(name: str, salt: bytes = b"\x01\x02\x03\x04") -> str:
    return _b64(hashlib.new(name, PASSWORD.encode() + salt).digest() + salt)


SALT = b"saltsalt"
# Made by the products themselves, or by another implementation than ours.
KNOWN = {
    "argon2id, PHC": PasswordHasher(1, 64, 1).hash(PASSWORD),
    "argon2id, Django": "argon2" + PasswordHasher(1, 64, 1).hash(PASSWORD),
    "bcrypt, $2b$ (Python)": (
        "$2b$04$X038UmBzzHH/kiRrNgJfZeEkahTYW35V9tP/Lkio6QG/88nHE/7xS"
    ),
    "PBKDF2, PHC": "$pbkdf2-sha256$i=1000,l=32$"
    f"{_phc(SALT)}${_phc(_pbkdf2('sha256', SALT, 1000))}",
    "PBKDF2, passlib and Authelia": "$pbkdf2-sha512$1000$"
    f"{_phc(SALT)}${_phc(_pbkdf2('sha512', SALT, 1000)).replace('+', '.')}",
    "PBKDF2 of Keycloak, two blocks": "$pbkdf2-sha256$i=1000,l=64$"
    f"{_phc(SALT)}${_phc(_pbkdf2('sha256', SALT, 1000, 64))}",
    "PBKDF2, SHA-1": f"$pbkdf2$1000${_phc(SALT)}${_phc(_pbkdf2('sha1', SALT, 1000))}",
    "PBKDF2, Django": "pbkdf2_sha256$1000$saltsalt$"
    + _b64(_pbkdf2("sha256", SALT, 1000)),
    "scrypt, PHC": f"$scrypt$ln=4,r=8,p=1${_phc(SALT)}${_phc(_scrypt(16, 8, 1, 32))}",
    "scrypt, Django": f"scrypt$16$saltsalt$8$5${_b64(_scrypt(16, 8, 5))}",
    "salted SHA-1, directory": "{SSHA}" + _sha("sha1"),
    "salted SHA-256, directory": "{SSHA256}" + _sha("sha256"),
}


@pytest.fixture(scope="module")
def passwords() -> Iterator[Passwords]:
    passwords = Passwords(USUAL, cost=CHEAP)
    yield passwords
    passwords.close()


@pytest.mark.parametrize("kept", KNOWN.values(), ids=KNOWN)
async def test_password_of_before_is_right_and_only_that(
    passwords: Passwords, kept: str
) -> None:
    right = await passwords.verify(PASSWORD, kept)
    wrong = await passwords.verify(PASSWORD + "!", kept)

    importable(kept)
    assert right.right
    assert not wrong.right
    assert wrong.renewed is None


@pytest.mark.parametrize("kept", list(KNOWN.values())[2:], ids=list(KNOWN)[2:])
async def test_imported_hash_is_renewed_as_argon2id_with_the_right_password(
    passwords: Passwords, kept: str
) -> None:
    right = await passwords.verify(PASSWORD, kept)

    assert right.renewed is not None
    assert right.renewed.startswith("$argon2id$v=19$m=8,t=1,p=1$")


@pytest.mark.parametrize(
    "kept",
    [
        "$argon2id$v=19$m=4194304,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=65536,t=4096,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",
        "$2b$15$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm",
        "$2b$31$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm",
        f"$pbkdf2-sha256$i=4000000${_phc(SALT)}${_phc(bytes(32))}",
        f"pbkdf2_sha256$9999999999$salt${_b64(bytes(32))}",
        f"$scrypt$ln=22,r=8,p=1${_phc(SALT)}${_phc(bytes(32))}",
        f"$scrypt$ln=99,r=8,p=1${_phc(SALT)}${_phc(bytes(32))}",
        f"scrypt$16384$salt$8$9999${_b64(bytes(64))}",
        f"scrypt$2$salt$999999999$1${_b64(bytes(64))}",
    ],
)
def test_IM1_hash_that_would_cost_a_login_too_much_is_refused(kept: str) -> None:
    with pytest.raises(HashRefused) as refused:
        importable(kept)

    assert refused.value.why is HashRefusal.too_costly


@pytest.mark.parametrize(
    "usual",
    [
        "$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",  # Django
        "$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA",  # Authelia
        f"pbkdf2_sha256$1500000$salt${_b64(bytes(32))}",
        "$2y$12$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm",
        "bcrypt_sha256$$2b$12$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm",
        f"$scrypt$ln=16,r=8,p=1${_phc(SALT)}${_phc(bytes(32))}",
    ],
)
def test_hash_as_costly_as_products_make_them_is_imported(usual: str) -> None:
    assert importable(usual) == read_hash(usual)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", HashRefusal.unknown),
        ("hunter2", HashRefusal.unknown),
        ("$6$rounds=50000$salt$hash", HashRefusal.unknown),
        ("{MD5}rL0Y20zC+Fzt72VPzMSk2A==", HashRefusal.unknown),
        ("md5$salt$5f4dcc3b5aa765d61d8327deb882cf99", HashRefusal.unknown),
        ("$argon2id$v=19$m=64,t=1$c2FsdA", HashRefusal.malformed),
        ("{SSHA}YWJj", HashRefusal.malformed),
        (f"$scrypt$ln=0,r=8,p=1${_phc(SALT)}${_phc(bytes(32))}", HashRefusal.malformed),
        (f"scrypt$15$salt$8$1${_b64(bytes(64))}", HashRefusal.malformed),
        ("$pbkdf2-sha256$i=1000$c2FsdA$AAAA", HashRefusal.malformed),
    ],
)
def test_text_that_is_no_known_hash_is_refused(text: str, why: HashRefusal) -> None:
    with pytest.raises(HashRefused) as refused:
        importable(text)

    assert refused.value.why is why


@given(
    st.text(max_size=200) | st.from_regex(r"\$[a-z0-9-]+\$.*\$.*\$.*", fullmatch=True)
)
def test_any_text_is_a_hash_or_refused(text: str) -> None:
    try:
        read_hash(text)
    except HashRefused:
        return


async def test_bcrypt_ignores_what_is_past_72_bytes_as_it_did_before(
    passwords: Passwords,
) -> None:
    import bcrypt

    kept = bcrypt.hashpw(b"a" * 72, bcrypt.gensalt(4)).decode()

    assert (await passwords.verify("a" * 80, kept)).right
