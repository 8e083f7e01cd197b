from enum import StrEnum


class ProblemType(StrEnum):
    URNDOORSTEPPROBLEMAPPROVAL_NEEDED = "urn:doorstep:problem:approval-needed"
    URNDOORSTEPPROBLEMDEVICE_DISABLED = "urn:doorstep:problem:device-disabled"
    URNDOORSTEPPROBLEMEMAIL_TAKEN = "urn:doorstep:problem:email-taken"
    URNDOORSTEPPROBLEMFLOW_ENDED = "urn:doorstep:problem:flow-ended"
    URNDOORSTEPPROBLEMINSUFFICIENT_SCOPE = "urn:doorstep:problem:insufficient-scope"
    URNDOORSTEPPROBLEMINTERNAL_ERROR = "urn:doorstep:problem:internal-error"
    URNDOORSTEPPROBLEMINVALID_CREDENTIALS = "urn:doorstep:problem:invalid-credentials"
    URNDOORSTEPPROBLEMINVALID_REQUEST = "urn:doorstep:problem:invalid-request"
    URNDOORSTEPPROBLEMLAST_ADMINISTRATOR = "urn:doorstep:problem:last-administrator"
    URNDOORSTEPPROBLEMNAME_TAKEN = "urn:doorstep:problem:name-taken"
    URNDOORSTEPPROBLEMNOT_AN_ADMINISTRATOR = "urn:doorstep:problem:not-an-administrator"
    URNDOORSTEPPROBLEMNOT_AN_APPLICATION = "urn:doorstep:problem:not-an-application"
    URNDOORSTEPPROBLEMNOT_FOUND = "urn:doorstep:problem:not-found"
    URNDOORSTEPPROBLEMNOT_SIGNED_IN = "urn:doorstep:problem:not-signed-in"
    URNDOORSTEPPROBLEMRESEND_TOO_SOON = "urn:doorstep:problem:resend-too-soon"
    URNDOORSTEPPROBLEMSTEP_UP_REQUIRED = "urn:doorstep:problem:step-up-required"
    URNDOORSTEPPROBLEMTEMPORARILY_UNAVAILABLE = (
        "urn:doorstep:problem:temporarily-unavailable"
    )
    URNDOORSTEPPROBLEMTOO_MANY_ATTEMPTS = "urn:doorstep:problem:too-many-attempts"
    URNDOORSTEPPROBLEMTOO_MANY_EMAILS = "urn:doorstep:problem:too-many-emails"
    URNDOORSTEPPROBLEMTOO_MANY_LOGINS = "urn:doorstep:problem:too-many-logins"
    URNDOORSTEPPROBLEMTOO_MANY_SECRETS = "urn:doorstep:problem:too-many-secrets"
    URNDOORSTEPPROBLEMWEAK_PASSWORD = "urn:doorstep:problem:weak-password"
    URNDOORSTEPPROBLEMWRONG_CODE = "urn:doorstep:problem:wrong-code"
    URNDOORSTEPPROBLEMWRONG_PASSWORD = "urn:doorstep:problem:wrong-password"
    URNDOORSTEPPROBLEMWRONG_STAGE = "urn:doorstep:problem:wrong-stage"

    def __str__(self) -> str:
        return str(self.value)
