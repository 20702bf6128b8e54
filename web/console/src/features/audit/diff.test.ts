import { expect, test } from 'vitest'
import { differences } from './diff'

test('only what differs, with its place', () => {
  const before = { name: 'Agent', features: { tickets: { level: 'full', minus: ['tickets.delete'] } } }
  const after = { name: 'Agent', features: { tickets: { level: 'read' } } }
  expect(differences(before, after)).toEqual([
    { place: 'features · tickets · level', before: 'full', after: 'read' },
    { place: 'features · tickets · minus', before: 'tickets.delete', after: null },
  ])
})

test('all of what is new, but for what is empty', () => {
  expect(differences(null, { display_name: 'Ana', roles: ['agent', 'lead'], teams: null, open: true })).toEqual([
    { place: 'display name', before: null, after: 'Ana' },
    { place: 'roles', before: null, after: 'agent, lead' },
    { place: 'open', before: null, after: 'yes' },
  ])
})

test('plain values have no place', () => {
  expect(differences('a', 'b')).toEqual([{ place: '', before: 'a', after: 'b' }])
  expect(differences({ n: 1 }, { n: 1 })).toEqual([])
})

test('things in a list are told apart by their number', () => {
  expect(differences([{ level: 'read' }], [{ level: 'full' }])).toEqual([
    { place: '0 · level', before: 'read', after: 'full' },
  ])
})
