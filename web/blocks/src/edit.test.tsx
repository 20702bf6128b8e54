import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Block } from './model'
import { mount } from './test-mount'

const blocks = (...list: unknown[]) => list as Block[]

const parcels = {
  type: 'table',
  id: 'parcels',
  title: 'Parcels',
  edit: { id: 'change', label: 'Change', token: 'sealed' },
  columns: [
    { key: 'code', label: 'Code' },
    { key: 'kg', label: 'Weight', as: 'number', editable: { kind: 'number', name: 'kg', label: 'Weight', max: 31 } },
  ],
  rows: [
    { id: '7', cells: { code: 'JJD1', kg: 2 } },
    { id: '8', cells: { code: 'JJD2', kg: 3 } },
  ],
}

test('a cell is changed in place: checked, sent with its row, refused at the field, then taken', async () => {
  const heavy = { effects: [{ type: 'errors', form: 'parcels', fields: { kg: 'The scales say more.' } }], rev: '' }
  const taken = {
    effects: [{ type: 'patch', patches: [{ op: 'row', id: 'parcels', row: '7', cells: { kg: 5 } }] }],
    rev: '',
  }
  const { panel, sent, user } = await mount(blocks(parcels), {
    answer: (event) => ({ body: JSON.stringify(event.values).includes('"kg":4') ? heavy : taken }),
  })
  await user.click(within(panel).getByRole('button', { name: 'Change Weight of row 7' }))
  const box = await within(panel).findByRole('textbox', { name: 'Weight' }, { timeout: 15_000 })
  await waitFor(() => expect(document.activeElement).toBe(box))
  expect(box).toHaveProperty('value', '2')
  await user.clear(box)
  await user.type(box, '40{Enter}')
  await within(panel).findByText('At most 31, please.')
  expect(sent).toEqual([])
  await user.clear(box)
  await user.type(box, '4{Enter}')
  await within(panel).findByText('The scales say more.')
  expect(sent[0]).toMatchObject({
    event: 'edit',
    token: 'sealed',
    selection: { parcels: ['7'] },
    values: { parcels: { kg: 4 } },
  })
  await user.clear(box)
  await user.type(box, '5{Enter}')
  const again = await within(panel).findByRole('button', { name: 'Change Weight of row 7' })
  await waitFor(() => expect(document.activeElement).toBe(again))
  within(panel).getByText('5')
})

test('a conflict keeps what was typed, Escape leaves the cell as it was', async () => {
  const error = { code: 'conflict', text: 'Somebody was first.' }
  const theirs = { ...parcels, rows: [parcels.rows[0], { id: '8', cells: { code: 'JJD2', kg: 12 } }] }
  const { panel, asked, user } = await mount(blocks(parcels), {
    answer: () => ({ body: { effects: [], error } }),
    later: () => blocks(theirs),
  })
  await user.click(within(panel).getByRole('button', { name: 'Change Weight of row 8' }))
  const box = await within(panel).findByRole('textbox', { name: 'Weight' }, { timeout: 15_000 })
  await user.clear(box)
  await user.type(box, '9{Enter}')
  await screen.findByText('Somebody was first.')
  expect(asked.length).toBeGreaterThan(1)
  expect(box).toHaveProperty('value', '9')
  expect((await within(panel).findByText(/Somebody else has set it to/)).textContent).toBe(
    'Somebody else has set it to 12.',
  )
  await user.keyboard('{Escape}')
  within(panel).getByText('12')
})

test('a filter for a person offers those whom the viewer may see', async () => {
  const bar = { type: 'filterbar', param: 'f', filters: [{ kind: 'user', name: 'owner', label: 'Owner' }] }
  const { panel, asked, user } = await mount(blocks(bar))
  await user.click(await within(panel).findByRole('combobox', { name: 'Owner' }, { timeout: 15_000 }))
  await user.click(await screen.findByRole('option', { name: 'Ana' }))
  await waitFor(() => expect(asked.at(-1)?.searchParams.get('f.owner')).toBe('7'))
})

const steps = {
  type: 'list',
  id: 'steps',
  reorder: { id: 'order', label: 'Order', token: 'sealed' },
  items: [{ id: 'a', title: 'First' }, { title: 'Fixed' }, { id: 'b', title: 'Second' }],
}

test('an entry moves by buttons, which keep the focus; a refusal moves it back', async () => {
  let refused = false
  const { panel, sent, user } = await mount(blocks(steps), {
    answer: () => ({
      body: refused ? { effects: [], error: { code: 'forbidden', text: 'Not now.' } } : { effects: [], rev: '' },
    }),
  })
  const order = () =>
    within(panel)
      .getAllByRole('listitem')
      .map((item) => item.textContent)
  const up = within(panel).getByRole('button', { name: 'Move Second up' })
  await user.click(up)
  expect(order()).toEqual(['Second', 'Fixed', 'First'])
  expect(document.activeElement).toBe(within(panel).getByRole('button', { name: 'Move Second up' }))
  within(panel).getByText('Second is now number 1 of 2.')
  await waitFor(() =>
    expect(sent[0]).toMatchObject({ event: 'move', selection: { steps: ['b', 'a'] }, params: { item: 'b', to: '0' } }),
  )
  await user.click(within(panel).getByRole('button', { name: 'Move Second up' }))
  expect(sent).toHaveLength(1)
  refused = true
  await user.click(within(panel).getByRole('button', { name: 'Move First up' }))
  await screen.findByText('Not now.')
  expect(order()).toEqual(['Second', 'Fixed', 'First'])
})

test('a search box proposes what the plugin finds', async () => {
  const search = {
    type: 'search',
    param: 'q',
    placeholder: 'Town',
    suggest: { id: 'towns', label: 'Towns', token: 't' },
  }
  const found = {
    type: 'patch',
    patches: [{ op: 'field', form: 'q', name: 'q', options: [{ value: 'lis', label: 'Lisbon' }] }],
  }
  const { panel, asked, sent, user } = await mount(blocks(search), {
    answer: () => ({ body: { effects: [found], rev: '' } }),
  })
  await user.type(await within(panel).findByRole('combobox', { name: 'Town' }), 'li')
  await user.click(await screen.findByRole('option', { name: 'Lisbon' }))
  expect(sent.at(-1)).toMatchObject({ event: 'load', action: 'towns', params: { q: 'li' } })
  await waitFor(() => expect(asked.at(-1)?.searchParams.get('q')).toBe('Lisbon'))
})

test('hours of a week are added and checked', async () => {
  const form = {
    type: 'form',
    id: 'f',
    submit: { id: 's', label: 'Send', token: 't' },
    fields: [{ kind: 'schedule', name: 'h', label: 'Open', value: { mon: [['09:00', '12:00']] } }],
  }
  const { panel, sent, user } = await mount(blocks(form))
  await user.click(await within(panel).findByRole('button', { name: 'Tuesday: add hours' }))
  const to = within(panel).getByLabelText<HTMLInputElement>('Tuesday: to')
  await user.clear(to)
  await user.type(to, '08:00')
  await user.click(within(panel).getByRole('button', { name: 'Send' }))
  await within(panel).findAllByText(/Hours end after they begin/)
  await user.clear(to)
  await user.type(to, '16:00')
  await user.click(within(panel).getByRole('button', { name: 'Monday: remove hours' }))
  await user.click(within(panel).getByRole('button', { name: 'Send' }))
  await waitFor(() => expect(sent[0]).toMatchObject({ values: { f: { h: { tue: [['09:00', '16:00']] } } } }))
})

test('a field shows what the chosen team is called, not its number', async () => {
  const { panel } = await mount(
    blocks({
      type: 'form',
      id: 'where',
      submit: { id: 'save', label: 'Save', token: 'sealed' },
      fields: [{ kind: 'team', name: 'team', label: 'Team', value: '7' }],
    }),
    { slow: 400 },
  )
  const box = await within(panel).findByLabelText('Team', { selector: 'input' }, { timeout: 15_000 })
  await waitFor(() => expect(box).toHaveProperty('value', 'Ana'))
})
