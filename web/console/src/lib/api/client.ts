import { locale, t } from '@i18n'

// One way to the server: JSON in, JSON out, problem+json as ApiError.

export type Kind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'
  | 'internal'

/** What the server said no with, or `unavailable` with status 0 when it could not be reached at all. */
export class ApiError extends Error {
  readonly status: number
  readonly kind: Kind
  /** Messages by field name, as the server located them (`body.subject` is `subject`). */
  readonly fields: Record<string, string>
  readonly requestId: string | null

  constructor(status: number, kind: Kind, message: string, fields: Record<string, string> = {}, requestId?: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.kind = kind
    this.fields = fields
    this.requestId = requestId ?? null
  }
}

/** Whether a thing is gone, or not the reader's to see any more: the two look the same. */
export const isMissing = (error: unknown) => error instanceof ApiError && error.kind === 'not_found'

type Query = Record<string, string | number | boolean | null | undefined>

interface Options {
  query?: Query
  body?: unknown
  /** Sent as it is, for uploads. */
  raw?: Blob
  signal?: AbortSignal
}

interface Problem {
  title?: string
  detail?: string
  kind?: Kind
  request_id?: string
  errors?: { location?: string; message: string }[] | null
}

const kinds: Record<number, Kind> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  422: 'invalid',
  429: 'rate_limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
}

/** The place under which the whole API lives. */
export const base = '/api/v1'

export async function request<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const response = await send(method, path, options)
  if (!response.ok) throw await problem(response)
  if (response.status === 204) return undefined as T
  return (await response.json()) as T
}

async function send(method: string, path: string, { query, body, raw, signal }: Options): Promise<Response> {
  // The server says its part in the language of the page.
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': locale }
  if (raw) headers['content-type'] = raw.type || 'application/octet-stream'
  else if (body !== undefined) headers['content-type'] = 'application/json'
  try {
    return await fetch(base + path + search(query), {
      method,
      headers,
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      signal,
      credentials: 'same-origin',
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, 'unavailable', t('The server could not be reached. Check the connection and try again.'))
  }
}

export function search(query?: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}

async function problem(response: Response): Promise<ApiError> {
  const said = (await response.json().catch(() => ({}))) as Problem
  const kind = said.kind ?? kinds[response.status] ?? 'internal'
  const fields: Record<string, string> = {}
  for (const { location, message } of said.errors ?? []) fields[(location ?? '').replace(/^body\.?/, '')] ??= message
  const text = said.detail || said.title || t('Something went wrong.')
  return new ApiError(response.status, kind, text, fields, said.request_id)
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) => request<T>('GET', path, { query, signal })
export const post = <T>(path: string, body?: unknown) => request<T>('POST', path, { body: body ?? {} })
export const put = <T>(path: string, body?: unknown) => request<T>('PUT', path, { body: body ?? {} })
export const patch = <T>(path: string, body: unknown) => request<T>('PATCH', path, { body })
export const del = <T = void>(path: string, query?: Query) => request<T>('DELETE', path, { query })
