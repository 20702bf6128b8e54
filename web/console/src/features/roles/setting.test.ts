import { describe, expect, it } from 'vitest'
import type { FeatureInfo, KeyInfo } from '@/lib/api/types'
import { deviates, givenKeys, levelOf, sameSetting, withKey, withKeyScope, withLevel } from './setting'

const key = (name: string, scoped = true): KeyInfo => ({
  ...{ key: name, title: name, help: '', for: 'employee', scoped, destructive: false },
  ...{ requires: [], only_custom: false, from: null },
})
const view = key('tickets.view')
const reply = key('tickets.reply')
const erase = key('tickets.delete')
const search = key('tickets.search', false)
const tickets: FeatureInfo = {
  ...{ id: 'tickets', owner: '', plugin: '', title: 'Tickets', help: '', for: 'employee' },
  keys: [view, reply, erase, search],
  levels: {
    full: ['tickets.view', 'tickets.reply', 'tickets.delete', 'tickets.search'],
    modify: ['tickets.view', 'tickets.reply'],
    read: ['tickets.view'],
    none: [],
  },
}

describe('what a setting gives', () => {
  it('nothing where the role does not mention the feature', () => {
    expect(levelOf(undefined)).toBe('none')
    expect(givenKeys(tickets, undefined, 'team').size).toBe(0)
  })

  it('the keys of its level at the scope of the role, yes/no keys at all', () => {
    const given = givenKeys(tickets, { level: 'full', minus: ['tickets.delete'] }, 'team')
    expect(Object.fromEntries(given)).toEqual({
      'tickets.view': 'team',
      'tickets.reply': 'team',
      'tickets.search': 'all',
    })
  })

  it('a key at its own scope rather than at that of the feature', () => {
    const given = givenKeys(tickets, { level: 'read', scope: 'own', keys: { 'tickets.view': 'department' } }, null)
    expect(given.get('tickets.view')).toBe('department')
  })
})

describe('changing it key by key', () => {
  it('notes what a level lacks as plus, and forgets it when taken back', () => {
    const more = withKey(tickets, { level: 'modify' }, erase, true)
    expect(more).toEqual({ level: 'modify', plus: ['tickets.delete'] })
    expect(deviates(more)).toBe(true)
    expect(withKey(tickets, more, erase, false)).toEqual({ level: 'modify' })
  })

  it('notes what a level holds as minus, and forgets it when given again', () => {
    const less = withKey(tickets, { level: 'modify' }, reply, false)
    expect(less).toEqual({ level: 'modify', minus: ['tickets.reply'] })
    expect(withKey(tickets, less, reply, true)).toEqual({ level: 'modify' })
  })

  it('picks keys with a scope at custom, yes/no keys as all', () => {
    const custom = withKey(tickets, withKey(tickets, { level: 'custom', scope: 'own' }, reply, true), search, true)
    expect(custom.keys).toEqual({ 'tickets.reply': 'own', 'tickets.search': 'all' })
  })

  it('keeps what is held when going to custom, and drops deviations when going back to a level', () => {
    const custom = withLevel(tickets, { level: 'modify', minus: ['tickets.reply'] }, 'custom', 'team')
    expect(custom).toEqual({ level: 'custom', keys: { 'tickets.view': 'team' } })
    expect(withLevel(tickets, custom, 'read', 'team')).toEqual({ level: 'read' })
  })

  it('gives one key a scope of its own and takes it back', () => {
    const wide = withKeyScope(tickets, { level: 'read', scope: 'own' }, view, 'all')
    expect(wide).toEqual({ level: 'read', scope: 'own', keys: { 'tickets.view': 'all' } })
    expect(withKeyScope(tickets, wide, view, null)).toEqual({ level: 'read', scope: 'own' })
  })
})

it('two forms of the same setting are the same', () => {
  expect(
    sameSetting({ level: 'read', plus: ['a', 'b'] }, { level: 'read', plus: ['b', 'a'], minus: [], keys: {} }),
  ).toBe(true)
  expect(sameSetting(undefined, { level: 'none' })).toBe(true)
  expect(sameSetting({ level: 'read' }, { level: 'read', scope: 'own' })).toBe(false)
})
