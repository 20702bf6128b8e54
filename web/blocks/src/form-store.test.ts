import { expect, test } from 'vitest'
import { FormStore } from './form-store'
import type { Block } from './model'

const form = {
  type: 'form',
  id: 'call',
  submit: { id: 'log', label: 'Log' },
  fields: [
    { kind: 'text', name: 'number', label: 'Phone number' },
    { kind: 'number', name: 'minutes', label: 'Minutes' },
    { kind: 'switch', name: 'urgent', label: 'Urgent' },
  ],
} as unknown as Block

test('an empty number reaches the plugin as null, an empty text as an empty text', () => {
  const store = new FormStore()
  store.seed([form])
  expect(store.values('call')).toEqual({ number: '', minutes: null, urgent: false })
  store.set('call', 'minutes', 5)
  expect(store.values('call').minutes).toBe(5)
  store.set('call', 'minutes', '')
  expect(store.values('call').minutes).toBeNull()
})

test('what is typed survives a new drawing of the form', () => {
  const store = new FormStore()
  store.seed([form])
  store.set('call', 'number', '+49')
  store.seed([form])
  expect(store.value('call', 'number')).toBe('+49')
  expect(store.unsaved('call')).toBe(true)
})

test('what was sent is not unsaved until something more is typed', () => {
  const store = new FormStore()
  store.seed([form])
  expect(store.unsaved('call')).toBe(false)
  store.set('call', 'number', '+49')
  store.sent('call')
  expect(store.unsaved('call')).toBe(false)
  store.set('call', 'number', '+491')
  expect(store.unsaved('call')).toBe(true)
  store.sent('call')
  store.sent('call', null)
  expect(store.unsaved('call')).toBe(true)
})
