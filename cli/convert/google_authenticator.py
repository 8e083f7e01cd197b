"""Google Authenticator: the QR codes of “Transfer accounts”, as pictures or as the URIs
in them; and the key URIs that other apps export.

Source: the protocol buffer `MigrationPayload`, as the app writes it.
"""

import binascii
import io
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.message import DecodeError

from cli.convert.people import ExportedPerson, People, not_an_export
from doorstep.errors import InvalidInputError
from doorstep.rules.totp import Algorithm, Parameters
from doorstep.rules.totp_secrets import SecretRefused, app_secret, read_secret

_MIGRATION, _KEY = "otpauth-migration://", "otpauth://"
_ALGORITHMS = {
    0: Algorithm.sha1,
    1: Algorithm.sha1,
    2: Algorithm.sha256,
    3: Algorithm.sha512,
}
_DIGITS = {0: 6, 1: 6, 2: 8}
_TOTP = 2
_FIELDS = {"secret": 12, "name": 9, "issuer": 9, "algorithm": 5, "digits": 5, "type": 5}
"""Of `OtpParameters`, in their order, with protobuf's number of their type."""


def people(*files: bytes) -> People:
    """One for each entry; entries that are not named by an address are left out.

    Raises InvalidInputError.
    """
    for content in files:
        for uri in _uris(content):
            if uri.startswith(_MIGRATION):
                yield from map(_of_entry, _entries(uri))
            else:
                yield _of_key(uri)


def _uris(content: bytes) -> list[str]:
    try:
        lines = [line.strip() for line in content.decode().splitlines()]
    except UnicodeDecodeError:
        lines = _in_picture(content)
    found = [line for line in lines if line.startswith((_MIGRATION, _KEY))]
    if not found:
        raise not_an_export("Google Authenticator, or there is no QR code in it")
    return found


def _in_picture(content: bytes) -> list[str]:
    try:
        import zxingcpp
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        raise InvalidInputError(
            "Pictures need the packages zxing-cpp and pillow (the extra `pictures`). "
            "Or give the URI that another program reads from the QR code."
        ) from None
    try:
        with Image.open(io.BytesIO(content)) as picture:
            codes = zxingcpp.read_barcodes(picture.convert("RGB"))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise not_an_export("Google Authenticator") from None
    return [code.text for code in codes]


def _entries(uri: str) -> Iterator[Any]:
    data = parse_qs(urlsplit(uri).query.replace("+", "%2B")).get("data", [""])[0]
    try:
        payload = _payload().FromString(b64decode(data, validate=True))
    except (binascii.Error, DecodeError):
        raise not_an_export(
            "Google Authenticator: the URI is not a whole one"
        ) from None
    yield from payload.otp_parameters


@cache
def _payload() -> Any:
    """The message class, from a description of its fields."""
    file = descriptor_pb2.FileDescriptorProto(
        name="migration.proto", package="migration", syntax="proto3"
    )
    entry = file.message_type.add(name="OtpParameters")
    for number, (name, kind) in enumerate(_FIELDS.items(), 1):
        entry.field.add(name=name, number=number, type=kind, label=1)
    payload = file.message_type.add(name="MigrationPayload")
    payload.field.add(
        name="otp_parameters",
        number=1,
        type=11,
        label=3,
        type_name=".migration.OtpParameters",
    )
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    found = pool.FindMessageTypeByName("migration.MigrationPayload")
    return message_factory.GetMessageClass(found)


def _of_entry(entry: Any) -> ExportedPerson:
    person = _named(entry.name)
    if entry.type != _TOTP:
        person.notes.append("left out: it counts instead of time")
        return person
    try:
        app = Parameters(_ALGORITHMS[entry.algorithm], _DIGITS[entry.digits])
        person.app = app_secret(entry.secret, app)
    except KeyError:
        person.notes.append("left out: its algorithm or length of codes is unknown")
    except SecretRefused as refused:
        person.notes.append(f"left out: it {refused}")
    return person


def _of_key(uri: str) -> ExportedPerson:
    person = _named(unquote(urlsplit(uri).path).strip("/"))
    try:
        person.app = read_secret(uri)
    except SecretRefused as refused:
        person.notes.append(f"left out: it {refused}")
    return person


def _named(label: str) -> ExportedPerson:
    """`Issuer:jo@example.com`, or the account alone."""
    account = label.rpartition(":")[2].strip()
    return ExportedPerson(label, email=account if "@" in account else "")
