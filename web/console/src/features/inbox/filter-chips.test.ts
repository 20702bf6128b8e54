import { expect, test } from 'vitest'
import { chips } from './filter-chips'

const labels = (filter: object, names = {}) => chips(filter, names).map(([, label]) => label)

test('who is meant is named where it is known, and not by number where not', () => {
  const filter = { requester: '7', assignee: '3', team: '2', organization: '5', contributor: '9' }
  expect(labels(filter, { requester: 'Carl', assignee: 'Ana', team: 'Billing', organization: 'Acme' })).toEqual([
    'Assignee: Ana',
    'Requester: Carl',
    'Team: Billing',
    'One contributor',
    'Organization: Acme',
  ])
  expect(labels(filter)).not.toContainEqual(expect.stringMatching(/\d/))
})

test('several values are several words, and an unknown one stands as it is written', () => {
  expect(labels({ status: 'open,on_hold', priority: 'urgent', channel: 'phone,fax', team: 'none' })).toEqual([
    'Open, On hold',
    'Urgent priority',
    'No team',
    'Channel: Phone, fax',
  ])
})

test('me and nobody are words', () => {
  expect(labels({ assignee: 'me', contributor: 'me' })).toEqual(['Assignee: Mine', 'Contributor: Mine'])
  expect(labels({ assignee: 'none', snoozed: 'only' })).toEqual(['Assignee: Nobody', 'Snoozed'])
  expect(labels({ view: 'all', sort: 'created' })).toEqual([])
})
