"""The description of the HTTP API at the top of its OpenAPI document, in Markdown."""

INTRODUCTION = """\
Doorstep asks people for a password and then for a code from their authenticator app.
Your frontend calls this API; each answer has a `stage` that says what comes next.

## Order of steps

1. `POST /v1/logins` with address and password opens a **login** and returns its
   `flow_token`. If the account does not require two-step verification, the login is
   `signed_in` at once and has a `session`.
2. In `setup_required`, `POST /v1/logins/{login_id}/setup` begins a **setup** of the
   person's authenticator app. It goes through these stages:
   - `verify_email`: a 6-digit code was mailed. Send it to `…/email-code`; `…/resend`
     mails a new one.
   - `install_app` and `connect_device`: show the person what to do. `…/authenticator`
     has the QR code and the key. `…/continue` goes to the next stage.
   - `confirm_code`: send the app's first code to `…/setup-code`. The setup is
     `enrolled`, and its login goes on to `code_required`.
3. In `code_required`, send a code from the app to `POST /v1/logins/{login_id}/code`.
   After a setup it has to be a new code: each works once. The login is `signed_in`
   and has a `session`. To replace the device instead, call `…/setup` again.

For a forgotten password, `POST /v1/password-resets` mails a 6-digit code to whoever has
the address, and returns a `flow_token`; the answer is the same if nobody has. Send the
code to `…/code`, then the new password to `…/password`. It opens no session: the person
signs in with the new password, and gives a code from the app as before.

A member who is created without a password is invited: a mail has a link to our page, on
which the person chooses one. An application with a page of its own reads
`GET /v1/invitations/{token}` and sends the password to the same address. It opens no
session either.

Read `GET /v1/logins/{login_id}` or `GET /v1/enrollments/{enrollment_id}` at any time
to see where the person is.

## Tokens

Every call but the first has `Authorization: Bearer <token>`. There are two kinds:

- The **flow token** of a login is for that login and its setups; that of a password
  reset is for the reset. It is issued once.
- The **session token** is for `/v1/me` and `/v1/account`. For `/v1/account` the
  person has to be an administrator who signed in with `"application":
  "admin_center"`.

An id is never a credential. A flow that the token does not belong to is answered 404,
as if it did not exist.

## Applications that keep their own passwords

An application with the scopes for it gets a token for itself at `POST /oauth2/token`,
with `grant_type=client_credentials`. It names its people with `PUT
/v1/subjects/{external_id}`, by an id of its own. Once it has checked somebody's
password, `POST /v1/verifications` opens a login for that person, which always asks for
a code or a setup. From there on it is the order of steps above, with the flow token;
`signed_in` has no session, since the person signs in to the application. `GET
/oauth2/health` says beforehand whether people can sign in at all.

Where one server calls for many people, it gives each one's `client_address` (scope
`client_address`): wrong passwords and codes then count for that address, and not for
the server.

## Confirming it again

What weakens somebody's door (another role, a reset, the requirement …) wants a proof
that is not older than five minutes, of signing in or of `POST /v1/me/step-up`. Without
one it is answered 403 `step-up-required`: ask the person for a code, or for the
password where `authenticator` of `GET /v1/me` is null, step up, and repeat the call.

## Repeats

If an answer got lost, read the flow, then repeat the call. With an `Idempotency-Key`,
a repeated act gets the first answer. `POST /v1/logins/{login_id}/session` gives a new
session token for 5 minutes if the one from signing in got lost.

## Problems

Errors are problem documents (RFC 9457). Their `type` is `urn:doorstep:problem:` and a
name; each operation lists the ones that it gives. `title` and `detail` are in the
language of `Accept-Language`. A 422 `invalid-request` lists what is wrong in
`errors`. A 422 `weak-password` says in `reason` why a new
password is refused: `too-short`, `personal` or `common`. A password has at least 8
characters where the account requires two-step verification, and 15 where it does not.
Where you have to wait, `Retry-After` and `retry_after` say how many
seconds.

Any address can also answer 400 or 431 to a request that is not valid HTTP or has too
large headers, 405 to another method, and 500 `internal-error` if the fault is ours.

## Lists

Lists take `limit` and `cursor`, and return `items` and `next_cursor`, which is null
on the last page.

## Versions

Within `/v1`, releases add and do not take away: take fields, problems and values of
lists that you do not know for what they are, new ones. Each answer names the release
that it comes from in `Doorstep-Version`, as in `0.2`. What will be removed is marked
`deprecated` here, and its answers have `Deprecation` and `Sunset` (RFC 9745, RFC 8594)
for a year before.
"""
