import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { useSurfaceApi } from './context'
import type { Of } from './model'
import { newId } from './new-id'

type Conversation = Of<'conversation'>
export type Item = NonNullable<Conversation['items']>[number]

/** A line that is on its way; the same client for every attempt. */
export interface Pending {
  client: string
  text: string
  /** The id of a file that goes along. */
  file?: string
  note: boolean
  failed: boolean
}

/** What a plugin says on the topics of a conversation. */
interface Said {
  say?: Item
  seen?: { side: string; seq: number }
  typing?: { side: string; name?: string }
  refresh?: boolean
}

const typingFor = 5_000
const typingEvery = 3_000
const refreshAfter = 150
const tries = 4

/**
 * A conversation as it goes on. What the document holds counts; what is heard on the
 * topics is added to it and told apart by its id, so that nothing is there twice.
 */
export function useTalk(block: Conversation) {
  const api = useSurfaceApi()
  const [heard, setHeard] = useState<Item[]>([])
  const [pending, setPending] = useState<Pending[]>([])
  const [seen, setSeen] = useState(0)
  const [typing, setTyping] = useState<string | null>(null)
  const timers = useRef({ typing: 0, refresh: 0, typedAt: 0, looked: 0 })
  const waiting = useRef(pending)
  waiting.current = pending
  const id = block.id ?? ''

  const items = useMemo(() => merge(block.items ?? [], heard), [block.items, heard])
  const clients = useMemo(() => new Set(items.map((item) => item.client).filter(Boolean)), [items])
  const open = pending.filter((line) => !clients.has(line.client))

  const said = useCallback(
    (payload: unknown) => {
      const message = (payload ?? {}) as Said
      if (message.say) {
        const item = message.say
        setHeard((now) => (now.some((one) => one.id === item.id) ? now : [...now, item]))
        if (item.side === 'in') setTyping(null)
      }
      if (message.seen?.side === 'in') setSeen((now) => Math.max(now, message.seen?.seq ?? 0))
      if (message.typing?.side === 'in') {
        setTyping(message.typing.name ?? '')
        clearTimeout(timers.current.typing)
        timers.current.typing = window.setTimeout(() => setTyping(null), typingFor)
      }
      if (message.refresh) {
        clearTimeout(timers.current.refresh)
        timers.current.refresh = window.setTimeout(() => api.refresh(), refreshAfter)
      }
    },
    [api],
  )
  useEffect(() => {
    const { current } = timers
    return () => {
      clearTimeout(current.typing)
      clearTimeout(current.refresh)
    }
  }, [])

  const send = async (line: Pending) => {
    const action = line.note ? block.note : block.send
    if (!action) return
    for (let attempt = 1; ; attempt++) {
      try {
        await api.press(action, {
          event: 'submit',
          values: { [id]: { text: line.text, client: line.client, ...(line.file ? { file: line.file } : {}) } },
        })
        return
      } catch (error) {
        const passing = !(error instanceof ApiError) || ['unavailable', 'rate_limited', 'internal'].includes(error.kind)
        if (!passing || attempt >= tries) {
          setPending((now) => now.map((one) => (one.client === line.client ? { ...one, failed: true } : one)))
          if (!passing) api.refresh()
          return
        }
        await new Promise((done) => setTimeout(done, 1_000 * attempt))
      }
    }
  }
  // One after the other, so that lines keep their order.
  const queue = useRef(Promise.resolve())
  const enqueue = (line: Pending) => {
    queue.current = queue.current.then(() => send(line))
  }

  const say = (text: string, note: boolean, file?: string) => {
    const line = { client: newId(), text, file, note, failed: false }
    setPending((now) => [...now.filter((one) => !clients.has(one.client)), line])
    enqueue(line)
  }
  const retry = () => {
    for (const line of waiting.current) if (line.failed) enqueue({ ...line, failed: false })
    setPending((now) => now.map((one) => ({ ...one, failed: false })))
  }
  const type = () => {
    if (!block.typing || Date.now() - timers.current.typedAt < typingEvery) return
    timers.current.typedAt = Date.now()
    api.press(block.typing).catch(() => {})
  }

  const last = items.reduce((max, item) => (item.side === 'in' ? Math.max(max, item.seq ?? 0) : max), 0)
  const latest = useRef({ last, block })
  latest.current = { last, block }
  const look = useCallback(() => {
    const { last, block } = latest.current
    if (!block.seen || last <= timers.current.looked || document.visibilityState !== 'visible') return
    timers.current.looked = last
    api.press(block.seen, { event: 'submit', values: { [id]: { seq: last } } }).catch(() => {})
  }, [api, id])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is looked at
  useEffect(look, [look, last, Boolean(block.seen)])
  useEffect(() => {
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [look])

  return { items, pending: open, typing, seenUpTo: Math.max(seen, block.seen_up_to ?? 0), said, say, retry, type }
}

function merge(stored: Item[], heard: Item[]): Item[] {
  const known = new Set(stored.map((item) => item.id))
  const fresh = heard.filter((item) => !known.has(item.id))
  if (fresh.length === 0) return stored
  return [...stored, ...fresh].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
