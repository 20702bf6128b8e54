import * as api from './api'
import type { Item, Said, State } from './model'
import { listen } from './socket'

/** A line that is on its way; the same client for every attempt. */
export interface Pending {
  client: string
  text: string
  file?: string
  failed: boolean
}

export interface Shown {
  state: State['state'] | 'none'
  items: Item[]
  pending: Pending[]
  /** Up to which line the desk has read. */
  read: number
  typing: string | null
  offline: boolean
  /** Which place in the queue it has, in words; empty where nobody comes first. */
  place: string
  /** Where the visitor can say how it was, once it is over; empty when nobody asks. */
  survey: string
}

const typingFor = 5_000
const typingEvery = 3_000
const again = 2_000
/** How often one who waits asks: the place changes, and it is offered to the next. */
const waitingEvery = 5_000
const tries = 8

const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * One conversation. What counts is what the server has stored: lines come by the
 * channel, or are asked for after the last one that is here, and are told apart by
 * their id, so that none is missing and none is there twice.
 */
export class Chat {
  shown: Shown = { state: 'none', items: [], pending: [], read: 0, typing: null, offline: false, place: '', survey: '' }
  private deaf: (() => void) | null = null
  private typingTimer = 0
  private typedAt = 0
  private waitTimer = 0
  private seenUpTo = 0
  private sending = false
  private asked = false

  constructor(private readonly changed: (shown: Shown) => void) {}

  private set(change: Partial<Shown>) {
    this.shown = { ...this.shown, ...change }
    this.changed(this.shown)
  }

  /** Goes on with the chat that this visitor had, if there is one that is not over. */
  async goOn(): Promise<void> {
    if (!api.secret()) return
    try {
      const state = await api.resume(0)
      if (state.state === 'ended') return
      await this.take(state)
      this.hear(state.topic)
    } catch (error) {
      if (error instanceof api.Refused && [401, 403, 404].includes(error.status)) api.forget()
    }
  }

  async begin(values: Record<string, string>) {
    await api.admit()
    const state = await api.start({ ...values, client: newId() })
    this.set({ items: [], pending: [], read: 0, survey: '' })
    this.asked = false
    this.seenUpTo = 0
    await this.take(state)
    this.hear(state.topic)
  }

  private hear(topic: string) {
    this.deaf?.()
    this.deaf = listen(topic, {
      up: () => {
        this.set({ offline: false })
        void this.catchUp()
        void this.sendPending()
      },
      down: () => this.set({ offline: true }),
      said: (message) => this.said(message),
      over: () => this.stop(),
    })
  }

  private last = () => this.shown.items.reduce((last, item) => Math.max(last, item.seq ?? 0), 0)

  /** Asks for what was said while nobody listened. */
  async catchUp() {
    try {
      await this.take(await api.resume(this.last()))
    } catch (error) {
      if (error instanceof api.Refused && [401, 403, 404].includes(error.status)) return this.stop()
      if (this.shown.state === 'waiting') this.waitTimer = window.setTimeout(() => void this.catchUp(), waitingEvery)
    }
  }

  private async take(state: State): Promise<void> {
    this.add(state.items)
    this.set({ state: state.state, read: Math.max(this.shown.read, state.read), place: state.place ?? '' })
    clearTimeout(this.waitTimer)
    if (state.state === 'waiting') this.waitTimer = window.setTimeout(() => void this.catchUp(), waitingEvery)
    if (state.more) return this.take(await api.resume(this.last()))
    if (state.state === 'ended') this.stop()
  }

  private stop() {
    clearTimeout(this.waitTimer)
    this.deaf?.()
    this.deaf = null
    this.set({ state: 'ended', offline: false, typing: null })
    if (this.asked) return
    this.asked = true
    api.survey().then(
      ({ href }) => this.set({ survey: href?.startsWith('/p/') ? href : '' }),
      () => {},
    )
  }

  private add(items: Item[]) {
    const known = new Set(this.shown.items.map((item) => item.id))
    const fresh = items.filter((item) => !known.has(item.id))
    if (fresh.length === 0) return
    const clients = new Set(fresh.map((item) => item.client).filter(Boolean))
    this.set({
      items: [...this.shown.items, ...fresh].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0)),
      pending: this.shown.pending.filter((line) => !clients.has(line.client)),
    })
  }

  private said(message: Said) {
    if (message.say) {
      const gap = (message.say.seq ?? 0) > this.last() + 1
      this.add([message.say])
      if (message.say.side === 'out') this.typed(null)
      if (gap) void this.fill()
    }
    if (message.seen?.side === 'out') this.set({ read: Math.max(this.shown.read, message.seen.seq) })
    if (message.typing?.side === 'out') this.typed(message.typing.name ?? '')
    if (message.refresh) void this.catchUp()
  }

  /** A line came before an earlier one was heard: everything is asked for again. */
  private async fill() {
    try {
      await this.take(await api.resume(0))
    } catch {
      // The next connection asks again.
    }
  }

  private typed(name: string | null) {
    clearTimeout(this.typingTimer)
    if (name !== this.shown.typing) this.set({ typing: name })
    if (name !== null) this.typingTimer = window.setTimeout(() => this.set({ typing: null }), typingFor)
  }

  say(text: string, file?: string) {
    this.set({ pending: [...this.shown.pending, { client: newId(), text, file, failed: false }] })
    void this.sendPending()
  }

  retry() {
    this.set({ pending: this.shown.pending.map((line) => ({ ...line, failed: false })) })
    void this.sendPending()
  }

  /** Sends what waits, one line after the other, so that they keep their order. */
  private async sendPending() {
    if (this.sending) return
    this.sending = true
    try {
      for (let attempt = 0; ; ) {
        const line = this.shown.pending.find((one) => !one.failed)
        if (!line) return
        try {
          this.add([await api.say(line.text, line.client, line.file)])
          this.set({ pending: this.shown.pending.filter((one) => one.client !== line.client) })
          attempt = 0
        } catch (error) {
          const status = error instanceof api.Refused ? error.status : 0
          const passing = status === 0 || status === 429 || status >= 500
          if (!passing || ++attempt >= tries) {
            this.set({
              pending: this.shown.pending.map((one) => (one.client === line.client ? { ...one, failed: true } : one)),
            })
            if (status === 409) void this.catchUp()
            return
          }
          await new Promise((done) => setTimeout(done, again * attempt))
        }
      }
    } finally {
      this.sending = false
    }
  }

  typing() {
    if (Date.now() - this.typedAt < typingEvery) return
    this.typedAt = Date.now()
    api.typing().catch(() => {})
  }

  /** Says that the visitor has looked at everything that is here. */
  seen() {
    const last = this.shown.items.reduce((max, item) => (item.side === 'out' ? Math.max(max, item.seq ?? 0) : max), 0)
    if (last <= this.seenUpTo || this.shown.state === 'ended') return
    this.seenUpTo = last
    api.seen(last).catch(() => {
      this.seenUpTo = 0
    })
  }

  /** Leaves what is over, for another chat. */
  reset() {
    this.set({ state: 'none', items: [], pending: [], read: 0, survey: '' })
  }

  async end() {
    await api.end()
    this.stop()
    await this.catchUp()
  }
}
