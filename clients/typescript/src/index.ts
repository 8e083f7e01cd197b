// The client: every path, body and answer has the types of the OpenAPI document.

import createClient, { type Client } from 'openapi-fetch'
import type { paths, Problem } from './schema.js'

export type * from './schema.js'
export type DoorstepClient = Client<paths>

/** What an act was refused with: `problem.type` says why, as `urn:doorstep:problem:…`. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title)
  }
}

/** `token` is a flow token or a session token, for all calls of this client. */
export function createDoorstepClient(baseUrl: string, token?: string): DoorstepClient {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` }
  return createClient<paths>({ baseUrl, headers })
}

/** The answer, or a ProblemError where the call was refused. */
export function unwrap<T>(result: { data?: T, error?: Problem }): T {
  if (result.error !== undefined) throw new ProblemError(result.error)
  return result.data as T
}
