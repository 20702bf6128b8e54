import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Block } from './model'
import { mount } from './test-mount'

const blocks = (...list: unknown[]) => list as Block[]
const button = (more: object) => ({ type: 'button', action: { id: 'go', label: 'Go', token: 't', ...more } })

test('an action that wants a word typed is carried out only with it, and sends it', async () => {
  const wipe = { label: 'Wipe', confirm: { title: 'Wipe it all?', label: 'Wipe all', type_to_confirm: 'ACME' } }
  const { panel, sent, user } = await mount(blocks(button(wipe)))
  await user.click(within(panel).getByRole('button', { name: 'Wipe' }))
  const dialog = await screen.findByRole('dialog', { name: 'Wipe it all?' })
  const answer = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Wipe all' })
  const word = within(dialog).getByRole('textbox', { name: 'Type “ACME” to go on' })
  await user.type(word, 'acme{Enter}')
  expect(answer.disabled).toBe(true)
  expect(sent).toEqual([])
  await user.clear(word)
  await user.type(word, 'ACME{Enter}')
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ action: 'go', typed: 'ACME' })
})

test('a shortcut presses its button, but not while somebody types', async () => {
  const form = {
    type: 'form',
    id: 'f',
    submit: { id: 's', label: 'S' },
    fields: [{ kind: 'text', name: 'a', label: 'A' }],
  }
  const { panel, sent, user } = await mount(blocks(button({ shortcut: 'alt+shift+g' }), form))
  await user.click(await within(panel).findByRole('textbox', { name: 'A' }))
  await user.keyboard('{Alt>}{Shift>}g{/Shift}{/Alt}')
  within(panel).getByRole('button', { name: 'Go' }).focus()
  expect(sent).toEqual([])
  await user.keyboard('{Alt>}{Shift>}g{/Shift}{/Alt}')
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(within(panel).getByRole('button', { name: 'Go' }).getAttribute('aria-keyshortcuts')).toBe('Alt+Shift+G')
})

test('an action that does no harm twice is tried again with the same key, others are not', async () => {
  const down = { status: 503, body: { kind: 'unavailable', title: 'Down' } }
  let left = 2
  const { panel, sent, user } = await mount(
    blocks(button({ idempotent: true }), { type: 'button', action: { id: 'once', label: 'Once', token: 't' } }),
    { answer: () => (left-- > 0 ? down : { body: { effects: [{ type: 'toast', text: 'Done' }], rev: '' } }) },
  )
  await user.click(within(panel).getByRole('button', { name: 'Go' }))
  await screen.findByText('Done', undefined, { timeout: 5_000 })
  expect(sent).toHaveLength(3)
  expect(new Set(sent.map((event) => event.idem)).size).toBe(1)
  left = 9
  await user.click(within(panel).getByRole('button', { name: 'Once' }))
  await screen.findByText(/did not work/)
  expect(sent).toHaveLength(4)
})

test('what a busy action says waits, waits: its section, or the whole surface', async () => {
  let answer = () => {}
  const held = new Promise<void>((done) => {
    answer = done
  })
  const { panel, user } = await mount(
    blocks(
      { type: 'section', title: 'Mine', blocks: [button({ busy: 'block' })] },
      { type: 'section', title: 'Other', blocks: [button({ id: 'all', label: 'All', busy: 'surface' })] },
    ),
    { answer: () => ({ body: held.then(() => ({ effects: [], rev: '' })) }) },
  )
  await user.click(within(panel).getByRole('button', { name: 'Go' }))
  const waiting = () => [...panel.querySelectorAll('[aria-busy=true]')]
  await waitFor(() => expect(waiting()).toHaveLength(1))
  expect(waiting()[0]?.textContent).toContain('Mine')
  answer()
  await waitFor(() => expect(waiting()).toHaveLength(0))
})

test('a refusal says when another try makes sense', async () => {
  const error = { code: 'rate_limited', text: 'Too many.', retry_ms: 4_200 }
  const { panel, user } = await mount(blocks(button({})), { answer: () => ({ body: { effects: [], error } }) })
  await user.click(within(panel).getByRole('button', { name: 'Go' }))
  await screen.findByText('Too many. Try again in 5 seconds.')
})

test('a form is saved by itself a while after the last change, when there is nothing wrong with it', async () => {
  const form = {
    type: 'form',
    id: 'f',
    submit: { id: 's', label: 'S', token: 't' },
    autosave: { action: 'keep', token: 'sealed-keep', ms: 300 },
    confirm_leave: true,
    fields: [{ kind: 'text', name: 'a', label: 'A', min_length: 3 }],
  }
  const { panel, sent, user } = await mount(blocks(form))
  await user.type(await within(panel).findByRole('textbox', { name: 'A' }), 'abcd')
  await within(panel).findByText('Saved')
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ event: 'change', action: 'keep', token: 'sealed-keep', values: { f: { a: 'abcd' } } })
  const leaving = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(leaving)
  expect(leaving.defaultPrevented).toBe(false)
})

test('a page with something typed and not sent asks before it is left', async () => {
  const form = {
    type: 'form',
    id: 'f',
    submit: { id: 's', label: 'Send', token: 't' },
    confirm_leave: true,
    fields: [{ kind: 'text', name: 'a', label: 'A' }],
  }
  const { panel, sent, user } = await mount(blocks(form))
  const leave = () => {
    const leaving = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(leaving)
    return leaving.defaultPrevented
  }
  await user.type(await within(panel).findByRole('textbox', { name: 'A' }), 'x')
  expect(leave()).toBe(true)
  await user.click(within(panel).getByRole('button', { name: 'Send' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(leave()).toBe(false)
})

test('a block is named and described for who does not see it', async () => {
  const { panel } = await mount(
    blocks({ type: 'badge', text: '!', a11y: { label: 'Lost', describes: 'Since Monday' } }),
  )
  expect(within(panel).getByRole('group', { name: 'Lost' }).textContent).toBe('Since Monday!')
})
