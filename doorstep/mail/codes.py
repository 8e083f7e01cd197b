"""What became of a mail: a reply (`smtp 451 4.7.1`), or a fault (`smtp tls`)."""

SIGN_IN_REFUSED = ("530", "534", "535", "538")
"""RFC 4954: no sign-in, or not like this, is taken; `auth` is where none is offered."""


def gist(code: str) -> str:
    """The number of a reply, the word of a fault: `451`, `tls`."""
    return code.removeprefix("smtp ").partition(" ")[0]
