import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { type LiveMessage, live, type Present } from './live'
import { keys } from './query'

/** How long news are gathered before lists are fetched again. */
const gather = 400

/** Keeps what the cache holds fresh while the console is open. */
export function useLive() {
  const client = useQueryClient()
  useEffect(() => {
    const freshener = new Freshener(client)
    const deaf = live.listen((message) => freshener.hear(message))
    live.start()
    return () => {
      deaf()
      freshener.stop()
      live.stop()
    }
  }, [client])
}

/** Watches a ticket while it is open, and returns who else looks at it. */
export function usePresence(ticket: number, me: number): Present[] {
  useEffect(() => live.watch(ticket), [ticket])
  const people = useSyncExternalStore(
    (changed) => live.listen((message) => message.t !== 'event' && changed()),
    () => live.people(ticket),
  )
  return people.filter((person) => person.id !== me)
}

/** Hears what a plugin says on a topic while the component is there. */
export function useTopic(topic: string, said: (payload: unknown) => void) {
  const latest = useRef(said)
  latest.current = said
  useEffect(() => live.hearTopic(topic, (payload) => latest.current(payload)), [topic])
}

/** Turns news into what must be fetched again. */
export class Freshener {
  private timer = 0
  private readonly stale = new Set<number>()
  private known = false

  constructor(private readonly client: QueryClient) {}

  hear(message: LiveMessage) {
    switch (message.t) {
      case 'hello':
        // The first is that of a page that has just fetched everything.
        if (this.known) this.client.invalidateQueries()
        this.known = true
        break
      case 'rights':
        this.client.invalidateQueries()
        break
      case 'notices':
        this.client.invalidateQueries({ queryKey: keys.notices })
        break
      case 'gone':
        if (!message.ticket) break
        this.client.invalidateQueries({ queryKey: keys.ticket(message.ticket) })
        this.later()
        break
      case 'stale':
        this.redraw(message.topic)
        break
      case 'event':
        this.redraw(`ticket:${message.ticket}`)
        this.stale.add(message.ticket)
        this.later()
        break
    }
  }

  stop() {
    clearTimeout(this.timer)
  }

  /** Fetches plugins' surfaces again that name the topic; those of a hidden window once it is looked at. */
  private redraw(topic: string) {
    this.client.invalidateQueries({
      queryKey: keys.surfaces,
      predicate: (query) => (query.state.data as { topics?: string[] } | undefined)?.topics?.includes(topic) ?? false,
      refetchType: document.visibilityState === 'visible' ? 'active' : 'none',
    })
  }

  private later() {
    if (this.timer) return
    this.timer = window.setTimeout(() => {
      this.timer = 0
      for (const id of this.stale) this.client.invalidateQueries({ queryKey: keys.ticket(id) })
      this.stale.clear()
      this.client.invalidateQueries({ queryKey: ['tickets', 'list'] })
      this.client.invalidateQueries({ queryKey: keys.views })
    }, gather)
  }
}
