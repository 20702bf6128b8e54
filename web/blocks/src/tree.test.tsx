import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Block } from './model'
import { mount } from './test-mount'

const spain = { id: 'es', label: 'Spain' }
const tree = (last: object) =>
  ({
    type: 'tree',
    id: 'places',
    nodes: [{ id: 'pt', label: 'Portugal', children: [{ id: 'lis', label: 'Lisbon' }] }, last],
    load: { id: 'depots', label: 'Show', token: 'a' },
    select: { id: 'choose', label: 'Choose', token: 'b' },
  }) as unknown as Block

test('a node unfolds by its name, and what one does with it stands beside that', async () => {
  const { user } = await mount([tree(spain)])
  const name = screen.getByRole('button', { name: 'Portugal', expanded: false })
  expect(name.querySelector('button')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Choose Lisbon' })).toBeNull()
  await user.click(name)
  screen.getByRole('button', { name: 'Choose Lisbon' })
  await user.click(screen.getByRole('button', { name: 'Portugal', expanded: true }))
  expect(screen.queryByRole('button', { name: 'Choose Lisbon' })).toBeNull()
})

test('what is fetched is unfolded when it comes', async () => {
  const fetched = tree({ ...spain, children: [{ id: 'mad', label: 'Madrid' }] })
  const effects = [{ type: 'patch', patches: [{ op: 'replace', id: 'places', block: fetched }] }]
  const { user, sent } = await mount([tree({ ...spain, lazy: true })], {
    answer: () => ({ body: { effects, rev: '' } }),
  })
  await user.click(screen.getByRole('button', { name: 'Show what is in Spain' }))
  await screen.findByRole('button', { name: 'Choose Madrid' })
  expect(sent[0]).toMatchObject({ event: 'load', action: 'depots', params: { node: 'es' } })
})
