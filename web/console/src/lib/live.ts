/** Somebody who looks at a ticket right now. */
export interface Present {
  id: number
  name: string
  typing: boolean
}

/**
 * What the server tells: names only, the content is fetched with the rights of that
 * moment. What plugins say on their channels is there as they said it.
 */
export type LiveMessage =
  | { t: 'hello' }
  | { t: 'event'; event: string; ticket: number; actor?: number }
  | { t: 'gone'; ticket?: number; topic?: string }
  | { t: 'said'; topic: string; payload: unknown }
  | { t: 'rights' }
  | { t: 'notices' }
  | { t: 'stale'; topic: string }
  | { t: 'presence'; ticket: number; people?: Present[] }

const firstPause = 1_000
const longestPause = 60_000
const signedOut = 4401
const typingEvery = 3_000

/**
 * The window's one connection to what happens elsewhere. It comes back by itself
 * after a loss, with growing pauses; whoever listens hears "hello" then, and
 * fetches what may have changed meanwhile.
 */
export class Live {
  private socket: WebSocket | null = null
  private pause = firstPause
  private timer = 0
  private typedAt = 0
  private stopped = true
  private readonly tickets = new Map<number, number>()
  private readonly topics = new Map<string, Set<(payload: unknown) => void>>()
  private readonly present = new Map<number, Present[]>()
  private readonly listeners = new Set<(message: LiveMessage) => void>()

  constructor(private readonly url: string) {}

  start() {
    if (!this.stopped) return
    this.stopped = false
    this.connect()
  }

  stop() {
    this.stopped = true
    clearTimeout(this.timer)
    this.socket?.close()
    this.socket = null
  }

  listen(listener: (message: LiveMessage) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Watches a ticket by name until the returned function is called. */
  watch(id: number): () => void {
    this.tickets.set(id, (this.tickets.get(id) ?? 0) + 1)
    this.say()
    return () => {
      const left = (this.tickets.get(id) ?? 1) - 1
      if (left > 0) this.tickets.set(id, left)
      else {
        this.tickets.delete(id)
        this.present.delete(id)
      }
      this.say()
    }
  }

  /** Hears what a plugin says on a topic, such as "plugin:livechat:chat:17", until the returned function is called. */
  hearTopic(topic: string, said: (payload: unknown) => void): () => void {
    const listeners = this.topics.get(topic) ?? new Set()
    listeners.add(said)
    this.topics.set(topic, listeners)
    if (listeners.size === 1) this.say()
    return () => {
      listeners.delete(said)
      if (listeners.size > 0 || this.topics.get(topic) !== listeners) return
      this.topics.delete(topic)
      this.say()
    }
  }

  /** Tells the others that somebody types here; no more often than needed. */
  typing(ticket: number) {
    const now = Date.now()
    if (now - this.typedAt < typingEvery) return
    this.typedAt = now
    this.send({ t: 'typing', ticket })
  }

  /** Who looks at a ticket; the same list until it changes. */
  people(ticket: number): Present[] {
    return this.present.get(ticket) ?? nobody
  }

  private connect() {
    const socket = new WebSocket(this.url)
    this.socket = socket
    socket.onopen = () => {
      this.pause = firstPause
      this.say()
    }
    socket.onmessage = (event) => this.hear(String(event.data))
    socket.onclose = (event) => {
      if (this.socket !== socket) return
      this.socket = null
      this.present.clear()
      if (this.stopped) return
      if (event.code === signedOut) this.tell({ t: 'rights' })
      this.timer = window.setTimeout(() => this.connect(), this.pause * (0.5 + Math.random()))
      this.pause = Math.min(this.pause * 2, longestPause)
    }
  }

  private hear(text: string) {
    const message = parse(text)
    if (!message) return
    if (message.t === 'presence') this.present.set(message.ticket, message.people ?? [])
    if (message.t === 'gone' && message.ticket) this.present.delete(message.ticket)
    if (message.t === 'said') for (const said of this.topics.get(message.topic) ?? []) said(message.payload)
    this.tell(message)
  }

  private tell(message: LiveMessage) {
    for (const listener of this.listeners) listener(message)
  }

  private say() {
    const watch = { t: 'watch', all: true, tickets: [...this.tickets.keys()] }
    this.send(this.topics.size > 0 ? { ...watch, channels: [...this.topics.keys()] } : watch)
  }

  private send(message: object) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message))
  }
}

const nobody: Present[] = []

function parse(text: string): LiveMessage | null {
  try {
    const message = JSON.parse(text) as LiveMessage
    return typeof message === 'object' && message !== null && typeof message.t === 'string' ? message : null
  } catch {
    return null
  }
}

export const live = new Live(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`)
