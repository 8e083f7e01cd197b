"""The QR codes of Google Authenticator's “Transfer accounts”."""

import io
from base64 import b64encode
from urllib.parse import quote

import pytest
import segno

from cli.convert.google_authenticator import people
from doorstep.errors import InvalidInputError
from exports import Short, in_short, notes

SECRET = b"Hello!\xde\xad\xbe\xef"


def _field(number: int, value: bytes | int) -> bytes:
    """One of protobuf's, whose numbers are below 128."""
    if isinstance(value, int):
        return bytes([number << 3, value])
    return bytes([number << 3 | 2, len(value)]) + value


def _entry(
    name: str = "Acme:jo@acme.test",
    secret: bytes = SECRET,
    algorithm: int = 1,
    digits: int = 1,
    kind: int = 2,
) -> bytes:
    parts = (
        _field(1, secret),
        _field(2, name.encode()),
        _field(3, b"Acme"),
        _field(4, algorithm),
        _field(5, digits),
        _field(6, kind),
    )
    return _field(1, b"".join(parts))


def _uri(*entries: bytes) -> str:
    payload = b"".join(entries) + _field(2, 1) + _field(3, 1) + _field(4, 0)
    data = quote(b64encode(payload).decode(), safe="")
    return f"otpauth-migration://offline?data={data}"


def _picture(uri: str, scale: int = 4) -> bytes:
    png = io.BytesIO()
    segno.make(uri).save(png, kind="png", scale=scale)
    return png.getvalue()


JO, KIM = "jo@acme.test", "kim@acme.test"
_SHORT = (JO, "", "", "SHA1 6 30")
CASES: dict[str, tuple[list[bytes], list[Short]]] = {
    "one account": ([_uri(_entry()).encode()], [_SHORT]),
    "as a picture": ([_picture(_uri(_entry()))], [_SHORT]),
    "two accounts": (
        [_uri(_entry(), _entry(KIM, b"k" * 20)).encode()],
        [_SHORT, (KIM, "", "", "SHA1 6 30")],
    ),
    "two pictures": (
        [_picture(_uri(_entry())), _picture(_uri(_entry(KIM)), scale=6)],
        [_SHORT, (KIM, "", "", "SHA1 6 30")],
    ),
    "SHA-512, 8 digits": (
        [_uri(_entry(algorithm=3, digits=2)).encode()],
        [(JO, "", "", "SHA512 8 30")],
    ),
    "nothing said of the algorithm": (
        [_uri(_entry(algorithm=0, digits=0)).encode()],
        [_SHORT],
    ),
    "lines of a scanner, Windows line ends": (
        [f"QR code 1\r\n{_uri(_entry())}\r\n".encode()],
        [_SHORT],
    ),
    "key URIs of another app": (
        [b"otpauth://totp/Acme:jo%40acme.test?secret=JBSWY3DPEHPK3PXP&period=60\n"],
        [(JO, "", "", "SHA1 6 60")],
    ),
    "a secret with every base64 character": (
        [_uri(_entry(secret=b"\xfb\xef\xbe\xff" * 5)).encode()],
        [_SHORT],
    ),
}


@pytest.mark.parametrize(("files", "shorts"), CASES.values(), ids=CASES)
def test_entries_named_by_an_address_are_people(
    files: list[bytes], shorts: list[Short]
) -> None:
    assert in_short(people(*files)) == shorts


def test_what_is_no_time_based_app_of_ours_is_noted() -> None:
    export = _uri(
        _entry(kind=1), _entry(algorithm=4), _entry(secret=b"short"), _entry("GitHub")
    )

    found = list(people(export.encode()))

    assert [each.app is None for each in found] == [True, True, True, False]
    assert len(notes(found)) == 3
    assert [each.email for each in found] == [JO, JO, JO, ""]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\x89PNG\r\n\x1a\nbroken",
        _picture("https://acme.test"),
        b"otpauth-migration://offline?data=AAAA",
        b"otpauth-migration://offline?data=not*base64",
        _uri(_entry()).encode()[:60],
    ],
    ids=lambda content: str(content[:12]),
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInputError):
        list(people(content))
