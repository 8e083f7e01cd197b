"""The kinds of audit events, as the table `events` has them."""

from enum import StrEnum


class EventKind(StrEnum):
    """The kinds of events, named by OWASP's logging vocabulary where it has a name."""

    password_right = "authn_password_success"  # noqa: S105  a word, not a password
    password_wrong = "authn_password_fail"  # noqa: S105  a word, not a password
    password_changed = "authn_password_change"  # noqa: S105  a word, not a password
    vouched = "authn_first_factor_vouched"
    reset_asked = "authn_password_reset_asked"
    reset_code_wrong = "authn_password_reset_fail"
    reset_verified = "authn_password_reset_verified"
    reset_ended = "authn_password_reset_ended"
    signed_in = "authn_login_success"
    session_used = "authn_session_used"
    code_issued = "authz_code_issued"
    code_wrong = "authn_otp_fail"
    code_replayed = "authn_otp_replay"
    budget_spent = "authn_login_lock"
    device_disabled = "authn_device_disabled"
    others_refused = "authn_other_networks_refused"
    application_refused = "authz_fail"
    client_refused = "authz_client_fail"
    login_ended = "authn_login_ended"
    stepped_up = "authn_step_up_success"
    session_renewed = "session_renewed"
    session_ended = "session_ended"
    client_told = "session_client_told"
    client_not_told = "session_client_not_told"
    enrollment_started = "authn_enrollment_started"
    enrollment_moved = "authn_enrollment_moved"
    enrollment_ended = "authn_enrollment_ended"
    email_asked = "authn_email_asked"
    email_code_wrong = "authn_email_code_fail"
    setup_code_wrong = "authn_setup_code_fail"
    device_added = "authn_device_added"
    device_replaced = "authn_device_replaced"
    device_reset = "authn_device_reset"
    device_unlocked = "authn_device_unlocked"
    flow_cancelled = "authn_flow_cancelled"
    account_created = "account_created"
    account_changed = "account_changed"
    member_created = "user_created"
    member_invited = "user_invited"
    invitation_accepted = "user_invitation_accepted"
    invitation_ended = "user_invitation_ended"
    member_changed = "user_updated"
    address_asked = "user_email_change_asked"
    address_code_wrong = "user_email_change_fail"
    address_ended = "user_email_change_ended"
    member_disabled = "user_disabled"
    member_enabled = "user_enabled"
    member_erased = "user_deleted"
    subject_linked = "user_linked"
    client_added = "client_added"
    client_changed = "client_changed"
    client_removed = "client_removed"
    client_secret_added = "client_secret_added"  # noqa: S105  a word, not a secret
    client_secret_removed = "client_secret_removed"  # noqa: S105  the same
    tokens_issued = "authn_token_created"
    tokens_refreshed = "authn_token_refreshed"
    token_revoked = "authn_token_revoked"  # noqa: S105  a word, not a token
    token_reused = "authn_token_reuse"  # noqa: S105  a word, not a token
    token_refused = "authn_token_fail"  # noqa: S105  a word, not a token
    client_not_authenticated = "authn_client_fail"
    redirect_refused = "authz_redirect_fail"
    signing_key_added = "sys_signing_key_added"
