import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { live } from '@/lib/live'
import type { Block } from './model'
import { mount } from './test-mount'

const talk = {
  type: 'conversation',
  id: 'chat-1',
  title: 'Vera',
  live: ['chat:1'],
  items: [{ id: 'l1', side: 'in', seq: 1, name: 'Vera', at: '2026-11-25T11:58:00.000000Z', text: 'Where is it?' }],
  send: { id: 'say', label: 'Send', token: 'sealed-say' },
  note: { id: 'note', label: 'Private comment', token: 'sealed-note' },
  seen: { id: 'seen', label: 'Seen', token: 'sealed-seen' },
  placeholder: 'Write to the visitor',
} as unknown as Block

/** Lets a test say something on a topic. */
function voice() {
  const ears = new Map<string, (payload: unknown) => void>()
  vi.spyOn(live, 'hearTopic').mockImplementation((topic, said) => {
    ears.set(topic, said)
    return () => ears.delete(topic)
  })
  return (topic: string, payload: unknown) => act(() => ears.get(topic)?.(payload))
}

const lines = (panel: HTMLElement) =>
  [...panel.querySelectorAll('[role=log] article')].map((line) => line.querySelector('p:last-of-type')?.textContent)

test('what is heard stands once, however often it comes', async () => {
  const say = voice()
  const { panel } = await mount([talk])
  const item = { id: 'l2', side: 'in', seq: 2, name: 'Vera', at: '2026-11-25T11:59:00.000000Z', text: 'Hello?' }
  say('plugin:orders:chat:1', { say: item })
  say('plugin:orders:chat:1', { say: item })
  say('plugin:orders:chat:1', { say: { ...item, id: 'l1', text: 'Where is it?' } })
  await waitFor(() => expect(within(panel).getAllByText('Hello?')).toHaveLength(1))
  expect(lines(panel)).toEqual(['Where is it?', 'Hello?'])
})

test('a line is sent with one client for every attempt, and gives way to what the server has', async () => {
  const say = voice()
  let failures = 1
  const { panel, sent, user } = await mount([talk], {
    answer: (event) =>
      event.action === 'say' && failures-- > 0
        ? { status: 503, body: { kind: 'unavailable', detail: 'Later.', errors: [] } }
        : { body: { effects: [], rev: '' } },
  })
  const box = within(panel).getByRole('textbox', { name: 'Write to the visitor' })
  await user.type(box, 'In Lisbon.{Enter}')
  expect((box as HTMLTextAreaElement).value).toBe('')
  const said = () =>
    sent.filter((event) => event.action === 'say') as unknown as {
      values: Record<string, { text: string; client: string }>
    }[]
  await waitFor(() => expect(said()).toHaveLength(2), { timeout: 5_000 })
  const [first, second] = said().map((event) => event.values['chat-1'])
  expect(first?.text).toBe('In Lisbon.')
  expect(second?.client).toBe(first?.client)
  say('plugin:orders:chat:1', {
    say: {
      id: 'l2',
      side: 'out',
      seq: 2,
      at: '2026-11-25T11:59:30.000000Z',
      text: 'In Lisbon.',
      client: first?.client,
    },
  })
  await waitFor(() => expect(within(panel).getAllByText('In Lisbon.')).toHaveLength(1))
  expect(panel.querySelector('[data-pending]')).toBeNull()
})

test('the switch names what one writes, the button what it does', async () => {
  voice()
  const { panel, user } = await mount([talk])
  const modes = () =>
    within(panel)
      .getAllByRole('radio')
      .map((mode) => mode.closest('div')?.textContent)
  expect(modes()).toEqual(['Reply', 'Private comment'])
  expect(within(panel).getAllByText('Send')).toHaveLength(1)
  expect(within(panel).getByRole('button', { name: 'Send' })).toBeTruthy()
  await user.click(within(panel).getByText('Private comment'))
  expect(within(panel).getByRole('button', { name: 'Add' })).toBeTruthy()
  expect(within(panel).getAllByText('Private comment')).toHaveLength(1)
})

test('where one can only comment, the button says so', async () => {
  voice()
  const { send: _, ...waiting } = talk as unknown as Record<string, unknown>
  const { panel } = await mount([waiting as unknown as Block])
  expect(within(panel).queryByRole('radio')).toBeNull()
  expect(within(panel).getByRole('button', { name: 'Private comment' })).toBeTruthy()
})

test('a private comment goes its own way', async () => {
  voice()
  const { panel, sent, user } = await mount([talk])
  await user.click(within(panel).getByText('Private comment'))
  await user.type(within(panel).getByRole('textbox', { name: 'Private comment' }), 'He is new.{Enter}')
  await waitFor(() => expect(sent.some((event) => event.action === 'note')).toBe(true))
  expect(sent.some((event) => event.action === 'say')).toBe(false)
})

test('who looks says up to where, and sees how far the other side has read', async () => {
  const say = voice()
  const { panel, sent } = await mount([
    {
      ...talk,
      items: [
        { id: 'l2', side: 'out', seq: 2, at: '2026-11-25T11:59:00.000000Z', text: 'Hi' },
        ...(talk as { items: object[] }).items,
      ],
    } as unknown as Block,
  ])
  await waitFor(() => expect(sent.find((event) => event.action === 'seen')?.values).toEqual({ 'chat-1': { seq: 1 } }))
  expect(within(panel).queryByText('Read')).toBeNull()
  say('plugin:orders:chat:1', { seen: { side: 'in', seq: 2 } })
  await within(panel).findByText('Read')
  say('plugin:orders:chat:1', { typing: { side: 'in', name: 'Vera' } })
  await within(panel).findByText('Vera is typing…')
  expect(screen.queryByText('undefined')).toBeNull()
})

const offered = {
  ...talk,
  inserts: [{ plugin: 'canned', service: 'inserts', surface: 'chat', title: 'Canned reply', icon: 'message-2' }],
  about: [{ name: 'requester.name', text: 'Vera' }],
}

test('what another plugin keeps ready is put where one writes, and nowhere else', async () => {
  voice()
  const insert = { type: 'composer', insert: { format: 'text', text: 'Good morning, Vera.' } }
  const { panel, asked, sent, user } = await mount([offered as Block], {
    answer: (event) => ({ body: { effects: event.action === 'first' ? [insert] : [], rev: '' } }),
    surfaces: {
      'canned/chat': [
        { type: 'search', param: 'q', placeholder: 'Find', enter: { id: 'first', label: 'Insert', token: 'sealed' } },
      ],
    },
  })
  const box = within(panel).getByRole('textbox', { name: 'Write to the visitor' }) as HTMLTextAreaElement
  await user.type(box, '/')
  const search = await screen.findByRole('searchbox', { name: 'Find' })
  expect(box.value).toBe('')
  const url = asked.find(({ pathname }) => pathname.endsWith('/ui/canned/chat'))
  expect(url?.searchParams.get('about.requester.name')).toBe('Vera')
  await user.type(search, 'morning{Enter}')
  await waitFor(() => expect(box.value).toBe('Good morning, Vera.'))
  const taken = sent.find((event) => event.action === 'first')
  expect(taken?.params).toMatchObject({ q: 'morning', 'about.requester.name': 'Vera' })
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  // In the middle of what stands there already a slash is a slash.
  await user.type(box, ' and/or')
  expect(box.value).toBe('Good morning, Vera. and/or')
  expect(sent.filter((event) => event.action === 'say')).toHaveLength(0)
})

test('a slash opens the menu where several plugins keep something ready', async () => {
  voice()
  const links = { plugin: 'links', service: 'inserts', surface: 'chat', title: 'Link to an article' }
  const { panel, user } = await mount([{ ...offered, inserts: [...offered.inserts, links] } as Block], {
    surfaces: { 'links/chat': [{ type: 'text', text: 'Articles' }] },
  })
  const box = within(panel).getByRole('textbox', { name: 'Write to the visitor' }) as HTMLTextAreaElement
  await user.type(box, '/')
  await user.click(await screen.findByRole('menuitem', { name: 'Link to an article' }))
  const dialog = await screen.findByRole('dialog', { name: 'Link to an article' })
  await within(dialog).findByText('Articles')
  await waitFor(() => expect(screen.queryByRole('menuitem')).toBeNull())
  expect(box.value).toBe('')
})

test('with nothing to insert there is no way to it', async () => {
  voice()
  const { panel, user } = await mount([talk])
  const box = within(panel).getByRole('textbox', { name: 'Write to the visitor' }) as HTMLTextAreaElement
  await user.type(box, '/')
  expect(box.value).toBe('/')
  expect(within(panel).queryByRole('button', { name: /Canned|Insert/ })).toBeNull()
})
