"""The checks of the settings that need no connection."""

from urllib.parse import urlsplit

from cli.doctor.findings import Finding, failed, ok, warning
from doorstep.errors import ConfigurationError
from doorstep.mail.addresses import parse_sender
from doorstep.process.configuration import (
    only_loopback_trusted,
    plaintext_peers,
    wide_proxies,
)
from doorstep.rules.hash_cost import HashCost
from doorstep.rules.networks import Network
from doorstep.rules.seal import KeyRing
from doorstep.settings import Settings, misspelled, secret_files
from doorstep.settings.misspelled import unknown_variables
from doorstep.settings.processes import KeySettings, WorkerSettings
from doorstep.wires.hosts import is_loopback
from doorstep.wires.service_links import REMEDY, ignored_links


def examine_environment(settings: Settings) -> list[Finding]:
    """Completeness, keys, public URL, trusted proxies, permitted plaintext."""
    return [
        _complete(settings),
        _keys(settings),
        _public_url(settings.public_url),
        *_trusted_proxies(settings),
        *_plain_text(settings),
        *_hashing(settings.hash_cost),
        *(
            warning("secret files", summary, secret_files.REMEDY)
            for summary in secret_files.wide_files(settings)
        ),
        *(
            warning("service link", summary, REMEDY)
            for summary in ignored_links(settings)
        ),
        *(
            warning("settings", summary, misspelled.REMEDY)
            for summary in unknown_variables()
        ),
    ]


def _complete(settings: Settings) -> Finding:
    if missing := WorkerSettings.missing_in(settings):
        names = ", ".join(f"DOORSTEP_{name.upper()}" for name in missing)
        return failed("settings", f"Not set: {names}.", "Set them.")
    try:
        parse_sender(settings.mail_from)
    except ConfigurationError as error:
        return failed("settings", str(error))
    if "mail_from" not in settings.model_fields_set:
        return warning(
            "settings",
            f"Mail comes from {settings.mail_from}, which cannot receive replies.",
            "Set DOORSTEP_MAIL_FROM to one of your addresses.",
        )
    return ok("settings", "Complete.")


def _keys(settings: Settings) -> Finding:
    try:
        ring = KeyRing.parse(KeySettings.of(settings).keys)
    except ConfigurationError as error:
        return failed("keys", str(error))
    older = len(ring.keys) - 1
    return ok("keys", f"{ring.newest} seals new data. Older keys: {older}.")


def _public_url(url: str) -> Finding:
    parts = urlsplit(url)
    if parts.scheme == "https":
        return ok("public URL", f"{url}.")
    if is_loopback(parts.hostname or ""):
        return ok("public URL", f"{url}, only for browsers on this machine.")
    return failed(
        "public URL",
        f"{url} sends passwords and codes unencrypted.",
        "Terminate TLS in front of the API and set DOORSTEP_PUBLIC_URL to https://….",
    )


def _trusted_proxies(settings: Settings) -> list[Finding]:
    """Which proxies may set the address by which a client is counted."""
    wide = wide_proxies(settings)
    if wide:
        return [_wide(network) for network in wide]
    if only_loopback_trusted(settings):
        return [_loopback(settings.api_host)]
    trusted = ", ".join(map(str, settings.trusted_proxies))
    if not trusted and settings.public_url.startswith("https:"):
        return [
            warning(
                "trusted proxies",
                "None. Everyone behind the proxy in front of the API counts as one "
                "client, so wrong passwords of one person block all.",
                "Set DOORSTEP_TRUSTED_PROXIES to the address of the proxy.",
            )
        ]
    return [ok("trusted proxies", f"{trusted or 'None'}.")]


def _loopback(listens_on: str) -> Finding:
    return warning(
        "trusted proxies",
        f"Only loopback is trusted, but the API listens on {listens_on}. Inside a "
        "container nothing comes from 127.0.0.1: everyone behind a proxy outside "
        "counts as one client.",
        "Set DOORSTEP_TRUSTED_PROXIES to the address by which the proxy comes or, if "
        "it runs on the same host, DOORSTEP_API_HOST to 127.0.0.1.",
    )


def _wide(network: Network) -> Finding:
    return warning(
        "trusted proxies",
        f"{network} trusts {network.num_addresses:,} addresses. Anyone who connects "
        "from one of them can choose the address that guesses are counted by, and pass "
        "as a known client.",
        "List only the addresses of your proxies in DOORSTEP_TRUSTED_PROXIES.",
    )


def _hashing(cost: HashCost) -> list[Finding]:
    if cost.recommended:
        return []
    return [
        warning(
            "password hashing",
            f"{cost.memory} KiB in {cost.passes} passes is less than OWASP recommends: "
            "stolen hashes are guessed sooner.",
            "Unset DOORSTEP_HASHING_MEMORY and DOORSTEP_HASHING_PASSES, or raise them.",
        )
    ]


def _plain_text(settings: Settings) -> list[Finding]:
    try:
        peers = plaintext_peers(settings)
    except ConfigurationError:
        return []  # the check of that service reports it
    return [
        warning(
            "plain text",
            f"Traffic to {peer.value} leaves this machine unencrypted.",
            "Acceptable only on a private network. Otherwise, remove "
            f"{peer.value} from DOORSTEP_ALLOW_PLAINTEXT.",
        )
        for peer in peers
    ]
