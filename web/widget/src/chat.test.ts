import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Chat } from './chat'
import type { Item, Said } from './model'
import { listen } from './socket'

vi.mock('./socket', () => ({ listen: vi.fn() }))

const item = (seq: number, side: Item['side'], text: string, client?: string): Item => ({
  id: `l${seq}`,
  side,
  seq,
  at: `2026-11-25T11:5${seq}:00Z`,
  text,
  client,
})

let stored: Item[]
let refuse: number
let asked: string[]
let state: 'waiting' | 'open'
let place: string
let ears: Parameters<typeof listen>[1]

beforeEach(() => {
  localStorage.clear()
  stored = []
  refuse = 0
  asked = []
  state = 'open'
  place = ''
  vi.mocked(listen).mockImplementation((_, given) => {
    ears = given
    return () => {}
  })
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const path = address.replace(/^.*\/visit\/[^/]*/, '')
    const body = init.body ? JSON.parse(String(init.body)) : {}
    asked.push(`${init.method} ${path}`)
    if (path === '') return Response.json({ secret: 's'.repeat(43), until: '2099-01-01T00:00:00Z' }, { status: 201 })
    if (path === '/widget/lines' && refuse-- > 0) return Response.json({ detail: 'Later.' }, { status: 503 })
    if (path === '/widget/survey') return Response.json({ href: '' })
    if (path === '/widget/start' || path === '/widget/lines') {
      const known = stored.find((one) => one.client === body.client)
      if (!known) stored.push(item(stored.length + 1, 'in', body.text, body.client))
      if (path === '/widget/lines') return Response.json(known ?? stored.at(-1))
    }
    const after = Number(new URL(address, 'http://desk.test').searchParams.get('after') ?? 0)
    return Response.json({
      chat: 1,
      topic: 'plugin:livechat:chat:1',
      state,
      place,
      items: stored.filter((one) => (one.seq ?? 0) > after),
      more: false,
      read: 0,
    })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const said = (message: Said) => ears.said(message)
const texts = (chat: Chat) => chat.shown.items.map((one) => one.text)

test('nothing is kept before a chat begins, and one secret afterwards', async () => {
  const chat = new Chat(() => {})
  await chat.goOn()
  expect([localStorage.length, asked]).toEqual([0, []])
  await chat.begin({ text: 'Hello' })
  expect(localStorage.length).toBe(1)
  expect(texts(chat)).toEqual(['Hello'])
})

test('lines are there once and in order, whichever way they come', async () => {
  const chat = new Chat(() => {})
  await chat.begin({ text: 'Hello' })
  stored.push(item(2, 'out', 'Hi'), item(3, 'out', 'How can I help?'))
  said({ say: stored[2] }) // the second was not heard
  await vi.waitFor(() => expect(texts(chat)).toEqual(['Hello', 'Hi', 'How can I help?']))
  said({ say: stored[1] })
  ears.up()
  await vi.waitFor(() => expect(asked.at(-1)).toBe('GET /widget/chat?after=3'))
  expect(texts(chat)).toEqual(['Hello', 'Hi', 'How can I help?'])
})

test('what could not be sent waits, and is sent again as the same', async () => {
  const chat = new Chat(() => {})
  await chat.begin({ text: 'Hello' })
  vi.useFakeTimers()
  refuse = 2
  chat.say('Two')
  chat.say('Three')
  expect(chat.shown.pending.map((line) => line.text)).toEqual(['Two', 'Three'])
  await vi.advanceTimersByTimeAsync(20_000)
  expect(texts(chat)).toEqual(['Hello', 'Two', 'Three'])
  expect(chat.shown.pending).toEqual([])
  expect(stored).toHaveLength(3)
})

test('one who waits asks now and then, until somebody is there', async () => {
  const chat = new Chat(() => {})
  state = 'waiting'
  place = 'You are number 2 in the queue.'
  vi.useFakeTimers()
  await chat.begin({ text: 'Hello' })
  expect(chat.shown.place).toBe(place)
  const before = asked.length
  place = ''
  await vi.advanceTimersByTimeAsync(5_500)
  expect([asked.length - before, chat.shown.place]).toEqual([1, ''])
  state = 'open'
  await vi.advanceTimersByTimeAsync(60_000)
  expect([asked.length - before, chat.shown.state]).toEqual([2, 'open'])
})

test('the end of a chat is the end of listening', async () => {
  const chat = new Chat(() => {})
  await chat.begin({ text: 'Hello' })
  said({ typing: { side: 'out', name: 'Ana' } })
  expect(chat.shown.typing).toBe('Ana')
  said({ seen: { side: 'out', seq: 1 } })
  expect(chat.shown.read).toBe(1)
  ears.over()
  expect(chat.shown.state).toBe('ended')
})
