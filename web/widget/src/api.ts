import type { Field, Item, State, Welcome } from './model'

/** A request that the server refused, or that did not arrive (status 0). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message)
  }
}

interface Kept {
  secret: string
  until: string
}

export const plugin = location.pathname.split('/').pop() ?? 'livechat'
const base = `/api/v1/visit/${plugin}`
const place = `pegboard.${plugin}`
export const language = new URLSearchParams(location.search).get('lang') || navigator.language

/**
 * The visitor's secret. Nothing is kept before they begin a chat; then it is in the
 * storage of this frame, which the page around it cannot read. Where storage is
 * forbidden it lasts as long as the page.
 */
let kept: Kept | null = read()

function read(): Kept | null {
  try {
    const found = JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null
    return found && Date.parse(found.until) > Date.now() ? found : null
  } catch {
    return null
  }
}

function keep(value: Kept | null) {
  kept = value
  try {
    if (value) localStorage.setItem(place, JSON.stringify(value))
    else localStorage.removeItem(place)
  } catch {
    // It lasts as long as the page.
  }
}

export const secret = () => kept?.secret ?? ''
export const forget = () => keep(null)

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { 'accept-language': language }
  if (kept) headers.authorization = `Visitor ${kept.secret}`
  const raw = body instanceof Blob
  if (body !== undefined) headers['content-type'] = raw ? 'application/octet-stream' : 'application/json'
  try {
    return await fetch(base + path, {
      method,
      headers,
      body: raw ? body : body === undefined ? undefined : JSON.stringify(body),
    })
  } catch {
    throw new Refused(0, '')
  }
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await send(method, path, body)
  const text = await answer.text()
  const value = text ? JSON.parse(text) : null
  if (answer.ok) return value as T
  const fields: Record<string, string> = {}
  for (const one of (value?.errors ?? []) as { location: string; message: string }[]) {
    fields[one.location.replace(/^body\./, '')] = one.message
  }
  throw new Refused(answer.status, value?.detail ?? '', fields)
}

/** Where the page around the frame is, as the browser says and not the page. */
function site(): string {
  const above = location.ancestorOrigins?.[0]
  if (above) return above
  return document.referrer ? new URL(document.referrer).origin : ''
}

/** Lets the visitor in, once. */
export async function admit() {
  if (kept) return
  const { secret, until } = await ask<Kept>('POST', '', { site: site() })
  keep({ secret, until })
}

/** What to show first. A secret that is not good any more is forgotten. */
export async function welcome(): Promise<Welcome> {
  try {
    return await ask<Welcome>('GET', '/widget')
  } catch (error) {
    if (!kept || !(error instanceof Refused) || error.status !== 401) throw error
    keep(null)
    return ask<Welcome>('GET', '/widget')
  }
}
export const start = (values: Record<string, string>) => ask<State>('POST', '/widget/start', values)
export const leave = (values: Record<string, string>) => ask<unknown>('POST', '/widget/leave', values)
export const resume = (after: number) => ask<State>('GET', `/widget/chat?after=${after}`)
export const say = (text: string, client: string, file?: string) =>
  ask<Item>('POST', '/widget/lines', { text, client, file })

/** Uploads a file, to be said with a line. */
export const upload = (file: File) =>
  ask<{ id: string; name: string }>('PUT', `/lines/uploads?field=file&name=${encodeURIComponent(file.name)}`, file)

/** Saves a file of the chat: the visitor's secret goes in a header, so that no address holds it. */
export async function save(file: { file: string; name: string }) {
  if (!/^[a-z]+\/\d+\/[a-z]+$/.test(file.file)) return
  const answer = await send('GET', `/${file.file}`)
  if (!answer.ok) throw new Refused(answer.status, '')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
export const seen = (seq: number) => ask<null>('POST', '/widget/seen', { seq })
export const typing = () => ask<null>('POST', '/widget/typing', {})
export const end = () => ask<null>('POST', '/widget/end', {})
export const survey = () => ask<{ href?: string }>('POST', '/widget/survey', {})
export type { Field }
