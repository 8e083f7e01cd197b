"""A certificate authority that exists for one test run."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID


class CertificateAuthority:
    """Its certificate is in `file`; it issues certificates for any host."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = _name("Authority of a test")
        self._key = generate_private_key(SECP256R1())
        self.file = folder / "authority.pem"
        certificate = self._certificate(self._name, self._key).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        self.file.write_bytes(self._signed(certificate))

    def server(self, host: str) -> ssl.SSLContext:
        """The TLS context of a server named `host`."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate(host))
        return context

    def certificate(self, host: str, valid_for: timedelta = timedelta(hours=1)) -> Path:
        """A file with the key and the certificate of `host`."""
        key = generate_private_key(SECP256R1())
        certificate = self._certificate(_name(host), key, valid_for).add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False
        )
        file = self._folder / f"{host}.pem"
        file.write_bytes(_pem(key) + self._signed(certificate))
        return file

    def _certificate(
        self,
        subject: x509.Name,
        key: EllipticCurvePrivateKey,
        valid_for: timedelta = timedelta(hours=1),
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return x509.CertificateBuilder(
            issuer_name=self._name,
            subject_name=subject,
            public_key=key.public_key(),
            serial_number=x509.random_serial_number(),
            not_valid_before=now - timedelta(minutes=5),
            not_valid_after=now + valid_for,
        )

    def _signed(self, certificate: x509.CertificateBuilder) -> bytes:
        return certificate.sign(self._key, SHA256()).public_bytes(Encoding.PEM)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
