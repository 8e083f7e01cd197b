"""The validity of the client certificate that is presented to Temporal."""

from datetime import UTC, datetime
from pathlib import Path

from doorstep.settings.processes import TemporalSettings


def valid_until(settings: TemporalSettings) -> datetime | None:
    """Of the first certificate in its file; None if there is none, or it is unreadable
    (which whoever connects reports).
    """
    file = settings.temporal_tls_cert_file
    return _not_after(file) if file else None


def expiry_in_words(settings: TemporalSettings, at: datetime) -> str | None:
    """A sentence about a certificate that has expired; None about any other."""
    until = valid_until(settings)
    if until is None or at < until:
        return None
    return f"the certificate in DOORSTEP_TEMPORAL_TLS_CERT_FILE expired on {day(until)}"


def day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _not_after(file: Path) -> datetime | None:
    from cryptography import x509

    try:
        certificate = x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError):
        return None
    return certificate.not_valid_after_utc.astimezone(UTC)
