// The whole way, from a new member's password through a setup to a session.
//
// node sign-in.js API MAILBOX ADMINISTRATOR PASSWORD
//
// The account of the administrator has no second step yet; MAILBOX is that of
// `doorstep up`.

import { createHmac } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { createDoorstepClient, unwrap, type DoorstepClient, type Login } from '../src/index.js'

const [api = '', mailbox = '', administrator = '', password = ''] = process.argv.slice(2)
const email = `kim@${administrator.split('@')[1]}`

async function logIn(email: string, application: string): Promise<Login> {
  const body = { email, password, application }
  return unwrap(await createDoorstepClient(api).POST('/v1/logins', { body }))
}

/** Have the account require a second step, of a new member too. */
async function invite(): Promise<void> {
  const { session } = await logIn(administrator, 'admin_center')
  const admin = createDoorstepClient(api, session?.token)
  unwrap(await admin.POST('/v1/account/members', {
    body: { email, name: 'Kim', role: 'member', language: 'en', password },
  }))
  unwrap(await admin.PATCH('/v1/account', { body: { two_step_required: true } }))
}

/** The secret of the authenticator that the login wants a code of from now on. */
async function setUp(flow: DoorstepClient, loginId: string): Promise<string> {
  const begun = { params: { path: { login_id: loginId } }, body: {} }
  const setup = unwrap(await flow.POST('/v1/logins/{login_id}/setup', begun))
  const params = { path: { enrollment_id: setup.id } }
  const emailed = { params, body: { code: await emailedCode() } }
  unwrap(await flow.POST('/v1/enrollments/{enrollment_id}/email-code', emailed))
  const left = { params, body: { stage: 'install_app' as const } }
  unwrap(await flow.POST('/v1/enrollments/{enrollment_id}/continue', left))
  const shown = await flow.GET('/v1/enrollments/{enrollment_id}/authenticator', { params })
  const { secret } = unwrap(shown)
  const first = { params, body: { code: codeOf(secret, 0) } }
  unwrap(await flow.POST('/v1/enrollments/{enrollment_id}/setup-code', first))
  return secret
}

async function emailedCode(): Promise<string> {
  for (;;) {
    const answer = await fetch(`${mailbox}/api/messages?to=${encodeURIComponent(email)}`)
    const [mail] = await answer.json() as { text: string }[]
    const found = /\b\d{6}\b/.exec(mail?.text ?? '')
    if (found) return found[0]
    await setTimeout(200)
  }
}

/** As an authenticator app makes it (RFC 6238); the service takes the next one early. */
function codeOf(secret: string, steps: number): string {
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', fromBase32(secret)).update(step).digest()
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

function fromBase32(text: string): Buffer {
  const digits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter))
  const bits = digits.map((digit) => digit.toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
}

await invite()
const login = await logIn(email, 'web_console')
const flow = createDoorstepClient(api, login.flow_token ?? undefined)
const secret = await setUp(flow, login.id)
const signedIn = unwrap(await flow.POST('/v1/logins/{login_id}/code', {
  params: { path: { login_id: login.id } },
  body: { code: codeOf(secret, 1) },
}))
const me = await createDoorstepClient(api, signedIn.session?.token).GET('/v1/me')
const { member } = unwrap(me)
console.log(`${member.email}: ${signedIn.stage} by ${signedIn.session?.amr.join(', ')}`)
