import { screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Block } from './model'
import { mount } from './test-mount'

const blocks = (...list: unknown[]) => list as Block[]

const orders = {
  type: 'table',
  id: 'orders',
  title: 'Orders',
  search: { placeholder: 'Find an order' },
  filters: [{ kind: 'select', name: 'state', label: 'State', options: [{ value: 'late', label: 'Late' }] }],
  paging: { mode: 'page', page: 2, size: 10, total: 35 },
  select: 'multi',
  columns: [
    { key: 'no', label: 'Number', as: 'text', sortable: true, primary: true },
    { key: 'ticket', label: 'Ticket', as: 'ticket' },
  ],
  rows: [
    { id: '1', cells: { no: 'A-1', ticket: { k: 'ticket', id: '12', name: '#12 Broken' } } },
    { id: '2', cells: { no: 'A-2', ticket: { k: 'ticket', id: '13', name: 'Late' } } },
  ],
  row_actions: [{ id: 'refund', label: 'Refund', token: 'sealed-refund' }],
  bulk: [{ id: 'ship', label: 'Ship', token: 'sealed-ship' }],
}

test('sorting, searching, filtering and paging ask the server and keep each other', async () => {
  const { panel, asked, user } = await mount(blocks(orders))
  const last = () => Object.fromEntries(asked.at(-1)?.searchParams ?? [])
  await user.click(within(panel).getByRole('button', { name: 'Number' }))
  await waitFor(() => expect(last()).toEqual({ 'orders.sort': 'no' }))
  await user.click(within(panel).getByRole('button', { name: 'Next' }))
  await waitFor(() => expect(last()).toEqual({ 'orders.sort': 'no', 'orders.page': '3' }))
  await user.type(within(panel).getByRole('searchbox', { name: 'Find an order' }), 'A-')
  await waitFor(() => expect(last()).toEqual({ 'orders.sort': 'no', 'orders.q': 'A-' }))
  await user.selectOptions(within(panel).getByRole('combobox', { name: 'State' }), 'late')
  await waitFor(() => expect(last()).toEqual({ 'orders.sort': 'no', 'orders.q': 'A-', 'orders.f.state': 'late' }))
})

test('a row action sends its seal and its row, a bulk action the chosen rows', async () => {
  const { panel, sent, user } = await mount(blocks(orders))
  await user.click(within(panel).getByRole('button', { name: 'Actions for row 2' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Refund' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ action: 'refund', token: 'sealed-refund', selection: { orders: ['2'] } })
  await user.click(within(panel).getByRole('checkbox', { name: 'Choose all rows' }))
  await user.click(within(panel).getByRole('button', { name: 'Ship' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toMatchObject({ action: 'ship', selection: { orders: ['1', '2'] } })
})

test('a ticket shows its number once, whether or not its name starts with it', async () => {
  const { panel } = await mount(blocks(orders))
  expect(within(panel).getByRole('link', { name: '#12 Broken' }).getAttribute('href')).toBe('/app/tickets/12')
  expect(within(panel).getByRole('link', { name: '#13 Late' })).toBeTruthy()
})

const call = {
  type: 'form',
  id: 'call',
  submit: { id: 'log', label: 'Log call', token: 'sealed-log' },
  fields: [
    { kind: 'text', name: 'number', label: 'Phone number', required: true },
    { kind: 'switch', name: 'again', label: 'Call back' },
    {
      kind: 'text',
      name: 'when',
      label: 'When',
      required: true,
      show_if: { form: 'call', field: 'again', is: true },
    },
  ],
}

test('a form that lacks something says so and is not sent', async () => {
  const { panel, sent, user } = await mount(blocks(call))
  await user.click(within(panel).getByRole('button', { name: 'Log call' }))
  expect((await within(panel).findByRole('alert')).textContent).toContain('Phone number')
  expect(
    within(panel)
      .getByRole('textbox', { name: /Phone number/ })
      .getAttribute('aria-invalid'),
  ).toBe('true')
  expect(sent).toEqual([])
})

test('what the plugin finds wrong stands at its field, and what was typed stays', async () => {
  const { panel, sent, user } = await mount(blocks(call), {
    answer: () => ({
      body: { effects: [{ type: 'errors', form: 'call', fields: { number: 'Not a number.' } }], rev: '' },
    }),
  })
  await user.type(within(panel).getByRole('textbox', { name: /Phone number/ }), 'abc')
  await user.click(within(panel).getByRole('button', { name: 'Log call' }))
  expect((await within(panel).findByRole('alert')).textContent).toContain('Not a number.')
  expect(within(panel).getByRole('textbox', { name: /Phone number/ })).toHaveProperty('value', 'abc')
  expect(sent[0]).toMatchObject({
    event: 'submit',
    token: 'sealed-log',
    values: { call: { number: 'abc', again: false } },
  })
})

test('a field with a condition comes and goes, and is checked only while it shows', async () => {
  const { panel, sent, user } = await mount(blocks(call))
  expect(within(panel).queryByRole('textbox', { name: /When/ })).toBeNull()
  await user.type(within(panel).getByRole('textbox', { name: /Phone number/ }), '1')
  await user.click(within(panel).getByRole('switch', { name: 'Call back' }))
  await within(panel).findByRole('textbox', { name: /When/ })
  await user.click(within(panel).getByRole('button', { name: 'Log call' }))
  expect(sent).toEqual([])
  await user.click(within(panel).getByRole('switch', { name: 'Call back' }))
  await user.click(within(panel).getByRole('button', { name: 'Log call' }))
  await waitFor(() => expect(sent).toHaveLength(1))
})

test('an action that asks first does nothing until it is confirmed', async () => {
  const ask = { id: 'drop', label: 'Drop', token: 't', confirm: { title: 'Drop it?', label: 'Yes' } }
  const { panel, sent, user } = await mount(blocks({ type: 'actions', actions: [ask] }))
  await user.click(within(panel).getByRole('button', { name: 'Drop' }))
  const dialog = await screen.findByRole('dialog', { name: 'Drop it?' })
  expect(sent).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: 'Yes' }))
  await waitFor(() => expect(sent).toHaveLength(1))
})

test('what a plugin was told by strangers is text, and leads nowhere it must not', async () => {
  const evil = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
  const { panel } = await mount(
    blocks(
      { type: 'heading', text: evil },
      { type: 'text', text: evil },
      { type: 'kv', items: [{ label: evil, value: { k: 'link', text: evil, href: 'javascript:alert(3)' } }] },
      { type: 'alert', title: evil, text: evil, tone: 'danger' },
      {
        type: 'table',
        id: 't',
        title: evil,
        columns: [{ key: 'a', label: evil }],
        rows: [{ id: '1', cells: { a: evil }, href: 'data:text/html,x' }],
      },
    ),
  )
  expect(panel.querySelectorAll('script, [onerror]')).toHaveLength(0)
  expect(
    [...panel.querySelectorAll('a[href]')].filter((a) => /^(javascript|data):/i.test(a.getAttribute('href') ?? '')),
  ).toEqual([])
  expect(within(panel).getAllByText(evil).length).toBeGreaterThan(4)
})

test('a block that breaks takes no other along; it and an unknown one show their fallback', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const { panel } = await mount(
    blocks(
      { type: 'kv', items: null, fallback: [{ type: 'text', text: 'Instead of what broke' }] },
      { type: 'hologram', fallback: [{ type: 'text', text: 'Instead of what is unknown' }] },
      { type: 'text', text: 'The neighbour' },
    ),
  )
  for (const text of ['Instead of what broke', 'Instead of what is unknown', 'The neighbour'])
    within(panel).getByText(text)
})

test('files go to the helpdesk when they are chosen, and the form sends their ids', async () => {
  const papers = {
    type: 'form',
    id: 'papers',
    submit: { id: 'keep', label: 'Keep', token: 'sealed-keep' },
    fields: [{ kind: 'file', name: 'scans', label: 'Scans', into: 'papers.scan', max_files: 3, max_bytes: 10 }],
  }
  const { panel, asked, sent, user } = await mount(blocks(papers))
  const input = panel.querySelector('input[type=file]') as HTMLInputElement
  await user.upload(input, [new File(['one'], 'a.txt'), new File(['far too large'], 'b.txt')])
  await waitFor(() => expect(within(panel).getByText('a.txt')).toBeTruthy())
  expect(asked.at(-1)?.pathname).toBe('/api/v1/x/orders/papers/uploads')
  expect(Object.fromEntries(asked.at(-1)?.searchParams ?? [])).toEqual({ field: 'scan', name: 'a.txt' })
  expect(within(panel).getByText('b.txt is larger than 10 byte.')).toBeTruthy()
  await user.click(within(panel).getByRole('button', { name: 'Keep' }))
  await waitFor(() => expect(sent[0]?.values).toEqual({ papers: { scans: ['2'] } }))
  await user.click(within(panel).getByRole('button', { name: 'Remove a.txt' }))
  expect(within(panel).queryByText('a.txt')).toBeNull()
})
