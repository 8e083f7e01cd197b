"""The authenticator during its setup: the secret as text, link and QR code."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.edge import bodies
from api.edge.problems import Problem
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.rules import totp
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.stages import EnrollmentStage
from doorstep.transactions.flow_facts import SetupFacts

if TYPE_CHECKING:  # it comes with the first setup
    from segno import QRCode

_PIXELS_A_MODULE = 5
"""With 4, one of three readers fails on a slightly blurred picture of a long URI."""
_LEAST_PIXELS = 208
_QUIET_ZONE = 4
_MASK = 3
"""Searching the best of the eight took five of the seven milliseconds of a code, and
readers (ZXing, OpenCV) fail on blurred pictures of this one as rarely.
"""
_FINEST_VERSION = 12
"""65 modules and the quiet zone: four pixels each on a phone 320 wide."""


@dataclass(frozen=True)
class Authenticators:
    """Opens the secret, which is sealed in the database."""

    ring: KeyRing
    clock: Clock

    def shown(self, setup: SetupFacts) -> bodies.Authenticator:
        """Only in `connect_device` and `confirm_code`; always the same secret."""
        row, device = setup.row, setup.pending
        if row.ended_at is not None:
            raise Problem(ProblemKind.flow_ended, stage=row.stage)
        if row.over(self.clock()):
            raise Problem(ProblemKind.flow_ended, stage=EnrollmentStage.expired)
        if device is None or not row.stage.shows_secret:
            raise Problem(ProblemKind.wrong_stage, stage=row.stage)
        secret = self.ring.open(Purpose.totp, device.sealed_secret, str(device.id))
        return described(
            secret,
            totp.label_part(setup.account.name),
            totp.label_part(setup.member.email),
        )


def described(secret: bytes, issuer: str, account_name: str) -> bodies.Authenticator:
    """The secret in every form, with a label of two parts (see `totp.label_part`)."""
    uri = totp.otpauth_uri(secret, issuer=issuer, account_name=account_name)
    return bodies.Authenticator(
        secret=totp.as_base32(secret),
        otpauth_uri=uri,
        qr_svg=_qr_svg(uri),
        issuer=issuer,
        account_name=account_name,
    )


def _drawn(uri: str) -> "QRCode":
    """Corrects errors of 15 %, or of 7 % where that would need modules that a phone
    shows too small: readers fail on those first.
    """
    import segno

    code = segno.make(uri, error="m", micro=False, mask=_MASK)
    if int(code.version) <= _FINEST_VERSION:
        return code
    return segno.make(uri, error="l", micro=False, mask=_MASK)


def _qr_svg(uri: str) -> str:
    """Dark on light whatever the page's colours, with the quiet zone.

    In a size of whole pixels a module, which a page may change.
    """
    code, picture = _drawn(uri), io.BytesIO()
    code.save(
        picture,
        kind="svg",
        border=_QUIET_ZONE,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        nl=False,
    )
    modules, _ = code.symbol_size(border=_QUIET_ZONE)
    size = modules * max(_PIXELS_A_MODULE, -(-_LEAST_PIXELS // modules))
    text = picture.getvalue().decode().removeprefix("<svg")
    return f'<svg width="{size}" height="{size}"{text}'
