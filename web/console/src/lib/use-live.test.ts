import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Live } from './live'
import { keys } from './query'
import { Freshener } from './use-live'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function stale(client: QueryClient, key: readonly unknown[]): boolean {
  return client.getQueryState(key)?.isInvalidated ?? false
}

function filled(): QueryClient {
  const client = new QueryClient()
  for (const key of [keys.ticket(1), keys.ticket(2), keys.ticketList({}), keys.views, keys.roles])
    client.setQueryData(key, {})
  return client
}

test('an event makes its ticket and the lists stale, a little later and once', () => {
  const client = filled()
  const freshener = new Freshener(client)
  freshener.hear({ t: 'event', event: 'ticket.replied', ticket: 1 })
  expect(stale(client, keys.ticket(1))).toBe(false)
  vi.advanceTimersByTime(500)
  expect(stale(client, keys.ticket(1))).toBe(true)
  expect(stale(client, keys.ticketList({}))).toBe(true)
  expect(stale(client, keys.views)).toBe(true)
  expect(stale(client, keys.ticket(2))).toBe(false)
  expect(stale(client, keys.roles)).toBe(false)
})

test('other rights make everything stale at once, as does coming back after a loss', () => {
  for (const message of [{ t: 'rights' }, { t: 'hello' }] as const) {
    const client = filled()
    const freshener = new Freshener(client)
    freshener.hear({ t: 'hello' })
    expect(stale(client, keys.roles)).toBe(false)
    freshener.hear(message)
    expect(stale(client, keys.roles)).toBe(true)
  }
})

test('a stale topic makes those surfaces stale that name it', () => {
  const client = new QueryClient()
  const [board, beside, other] = ['board', 'beside', 'other'].map((name) => [...keys.surfaces, 'parcels', name])
  client.setQueryData(board as string[], { topics: ['plugin:parcels:list'] })
  client.setQueryData(beside as string[], { topics: ['ticket:1'] })
  client.setQueryData(other as string[], {})
  const freshener = new Freshener(client)
  const seen = () => [board, beside, other].map((key) => stale(client, key as string[]))
  freshener.hear({ t: 'stale', topic: 'plugin:parcels:list' })
  expect(seen()).toEqual([true, false, false])
  freshener.hear({ t: 'event', event: 'ticket.updated', ticket: 1 })
  expect(seen()).toEqual([true, true, false])
  freshener.stop()
})

class FakeSocket {
  static readonly OPEN = 1
  static all: FakeSocket[] = []
  readyState = 0
  sent: string[] = []
  onopen?: () => void
  onclose?: (event: { code: number }) => void
  onmessage?: (event: { data: string }) => void
  constructor() {
    FakeSocket.all.push(this)
  }
  send(text: string) {
    this.sent.push(text)
  }
  close() {
    this.readyState = 3
  }
  open() {
    this.readyState = 1
    this.onopen?.()
  }
}

test('a lost connection comes back, and watches again what is open', () => {
  FakeSocket.all = []
  vi.stubGlobal('WebSocket', FakeSocket)
  const live = new Live('ws://test')
  live.start()
  const first = FakeSocket.all[0] as FakeSocket
  first.open()
  const leave = live.watch(7)
  expect(first.sent.at(-1)).toBe('{"t":"watch","all":true,"tickets":[7]}')
  first.onmessage?.({ data: '{"t":"presence","ticket":7,"people":[{"id":1,"name":"Ana","typing":true}]}' })
  first.onmessage?.({ data: 'nonsense' })
  expect(live.people(7)).toEqual([{ id: 1, name: 'Ana', typing: true }])
  first.onclose?.({ code: 1006 })
  expect(live.people(7)).toEqual([])
  vi.advanceTimersByTime(2_000)
  const second = FakeSocket.all[1] as FakeSocket
  second.open()
  expect(second.sent).toEqual(['{"t":"watch","all":true,"tickets":[7]}'])
  const heard: unknown[] = []
  const deaf = live.hearTopic('plugin:parcels:van:3', (payload) => heard.push(payload))
  expect(second.sent.at(-1)).toBe('{"t":"watch","all":true,"tickets":[7],"channels":["plugin:parcels:van:3"]}')
  second.onmessage?.({ data: '{"t":"said","topic":"plugin:parcels:van:3","payload":{"at":"Porto"}}' })
  second.onmessage?.({ data: '{"t":"said","topic":"plugin:parcels:van:4","payload":{"at":"Faro"}}' })
  expect(heard).toEqual([{ at: 'Porto' }])
  deaf()
  expect(second.sent.at(-1)).toBe('{"t":"watch","all":true,"tickets":[7]}')
  live.typing(7)
  live.typing(7)
  expect(second.sent.filter((text) => text.includes('typing'))).toHaveLength(1)
  leave()
  expect(second.sent.at(-1)).toBe('{"t":"watch","all":true,"tickets":[]}')
  live.stop()
  second.onclose?.({ code: 1000 })
  vi.advanceTimersByTime(200_000)
  expect(FakeSocket.all).toHaveLength(2)
})
