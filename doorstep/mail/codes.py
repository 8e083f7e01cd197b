"""The codes of failed mails: of a reply (`smtp 451 4.7.1`) or a fault (`smtp tls`)."""

SIGN_IN_REFUSED = ("530", "534", "535", "538")
"""RFC 4954: authentication was refused; `auth` means that the server offers none."""


def gist(code: str) -> str:
    """The reply code, or the word of a fault: `451`, `tls`."""
    return code.removeprefix("smtp ").partition(" ")[0]
