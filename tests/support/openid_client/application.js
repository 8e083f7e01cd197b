// An application that signs one person in with openid-client. It has the same routes
// as ../authlib_application.py: other_application.py says what each is for.

import { createServer } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as oidc from 'openid-client'

const { ISSUER, PORT, OWN, ELSEWHERE, CLIENT_ID, CLIENT_SECRET } = process.env
const provider = await oidc.discovery(
  new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined,
  { execute: [oidc.allowInsecureRequests] },
)
const keys = createRemoteJWKSet(new URL(provider.serverMetadata().jwks_uri))
const seen = { signed_in: 0, refreshed: 0, error: null, signed_out: false, told: [] }
let asked = {}
let tokens

async function signIn(address) {
  asked = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
  }
  return oidc.buildAuthorizationUrl(provider, {
    redirect_uri: `${OWN}/callback`,
    scope: 'openid profile email offline_access',
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(asked.verifier),
    code_challenge_method: 'S256',
    response_mode: address.searchParams.get('by') ?? 'query',
  })
}

async function callback(address, request) {
  const answer = request.method === 'POST' ? await posted(address, request) : address
  tokens = await oidc.authorizationCodeGrant(provider, answer, {
    pkceCodeVerifier: asked.verifier,
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    idTokenExpected: true,
  })
  seen.claims = tokens.claims()
  seen.signed_in += 1
  return ELSEWHERE
}

async function posted(address, request) {
  const { method, headers } = request
  return new Request(address, { method, headers, body: await read(request) })
}

async function read(request) {
  let body = ''
  for await (const piece of request) body += piece
  return body
}

async function refresh() {
  const { sub } = seen.claims
  try {
    tokens = await oidc.refreshTokenGrant(provider, tokens.refresh_token)
    seen.userinfo = await oidc.fetchUserInfo(provider, tokens.access_token, sub)
    seen.refreshed += 1
  } catch (error) {
    seen.error = error.error
  }
  return ELSEWHERE
}

function signOut() {
  asked.state = oidc.randomState()
  return oidc.buildEndSessionUrl(provider, {
    post_logout_redirect_uri: `${OWN}/signed-out`,
    state: asked.state,
  })
}

function signedOut(address) {
  seen.signed_out = address.searchParams.get('state') === asked.state
  return ELSEWHERE
}

async function backchannel(request) {
  const token = new URLSearchParams(await read(request)).get('logout_token')
  const { payload } = await jwtVerify(token, keys, {
    issuer: ISSUER, audience: CLIENT_ID, typ: 'logout+jwt',
  })
  seen.told.push(payload)
}

const routes = {
  '/sign-in': signIn,
  '/callback': callback,
  '/refresh': refresh,
  '/sign-out': signOut,
  '/signed-out': signedOut,
}

createServer(async (request, response) => {
  const address = new URL(request.url, OWN)
  try {
    if (address.pathname === '/backchannel') {
      await backchannel(request)
      response.end()
    } else if (address.pathname in routes) {
      const to = await routes[address.pathname](address, request)
      response.writeHead(303, { location: String(to) }).end()
    } else {
      response.end(JSON.stringify(seen))
    }
  } catch (error) {
    console.error(error)
    response.writeHead(500).end(String(error))
  }
}).listen(Number(PORT), '127.0.0.1')
