"""The list of the OpenID Foundation's modules in tests/README.md names real tests."""

import re

from source_code import ROOT

_TESTS = ROOT / "tests"
_NAMED = re.compile(r"`(oauth/test_\w+\.py)::(\w+)`")
_BASIC = """
    oidcc-server oidcc-response-type-missing oidcc-idtoken-signature oidcc-userinfo-get
    oidcc-userinfo-post-header oidcc-userinfo-post-body
    oidcc-ensure-request-without-nonce-succeeds-for-code-flow oidcc-scope-profile
    oidcc-scope-email oidcc-scope-address oidcc-scope-phone oidcc-scope-all
    oidcc-ensure-other-scope-order-succeeds oidcc-display-page oidcc-display-popup
    oidcc-prompt-login oidcc-prompt-none-not-logged-in oidcc-prompt-none-logged-in
    oidcc-max-age-1 oidcc-max-age-10000 oidcc-id-token-hint oidcc-login-hint
    oidcc-ensure-request-with-unknown-parameter-succeeds oidcc-ui-locales
    oidcc-claims-locales oidcc-ensure-request-with-acr-values-succeeds oidcc-codereuse
    oidcc-codereuse-30seconds oidcc-ensure-registered-redirect-uri
    oidcc-ensure-post-request-succeeds oidcc-server-client-secret-post
    oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported
    oidcc-claims-essential oidcc-ensure-request-object-with-redirect-uri
    oidcc-refresh-token oidcc-ensure-request-with-valid-pkce-succeeds
"""


def test_every_test_in_the_list_of_modules_exists() -> None:
    named = _NAMED.findall((_TESTS / "README.md").read_text())

    missing = [
        name
        for file, name in named
        if f"def {name}(" not in (_TESTS / file).read_text()
    ]
    assert missing == []
    assert len(named) > 10


def test_every_module_of_the_basic_plan_is_asked_by_its_name() -> None:
    file = _TESTS / "oauth" / "test_basic_op_plan.py"
    source = file.read_text().replace("_", "-")

    assert [module for module in _BASIC.split() if module not in source] == []
