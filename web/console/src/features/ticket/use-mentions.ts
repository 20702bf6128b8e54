import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useState } from 'react'
import { findMentionable } from '@/lib/api/tickets'
import { keys } from '@/lib/query'
import { type Named, type Started, startedMention, withMention } from './mention'
import type { ComposerState } from './use-composer'

/** Completes names behind an @ in a private note, from those who see the ticket. */
export function useMentions(ticket: number, composer: ComposerState) {
  const [at, setAt] = useState<Started | null>(null)
  const [active, setActive] = useState(0)
  const id = useId()
  const q = at?.q ?? ''
  const [asked] = useDebouncedValue(q, 120)
  const { data, isPlaceholderData } = useQuery({
    queryKey: [...keys.ticket(ticket), 'mentionable', asked],
    queryFn: () => findMentionable(ticket, asked),
    enabled: at !== null && composer.mode === 'comment',
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
  // Until the answer to what is typed is there, nobody is offered whom it does not fit.
  const late = isPlaceholderData || asked !== q
  const fits = ({ name }: Named) => !late || name.toLowerCase().includes(q.toLowerCase())
  const people: Named[] = at && composer.mode === 'comment' ? (data?.items ?? []).filter(fits) : []
  const chosen = Math.min(active, people.length - 1)

  const look = () => {
    const box = composer.box.current
    const next = box && composer.mode === 'comment' ? startedMention(box.value, box.selectionStart) : null
    setAt((before) => (before?.from === next?.from && before?.q === next?.q ? before : next))
    if (next?.q !== q) setActive(0)
  }
  const pick = (person: Named) => {
    if (!at) return
    const next = withMention(composer.text, at, person.name)
    composer.type(next.text)
    composer.mention(person)
    setAt(null)
    requestAnimationFrame(() => {
      composer.box.current?.focus()
      composer.box.current?.setSelectionRange(next.caret, next.caret)
    })
  }
  /** True when the key was for the list. */
  const key = (event: KeyboardEvent): boolean => {
    const person = people[chosen]
    if (!person || event.ctrlKey || event.metaKey) return false
    if (event.key === 'ArrowDown') setActive((chosen + 1) % people.length)
    else if (event.key === 'ArrowUp') setActive((chosen + people.length - 1) % people.length)
    else if (event.key === 'Enter' || event.key === 'Tab') pick(person)
    else if (event.key === 'Escape') setAt(null)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  return { id, people, chosen, look, pick, key, close: () => setAt(null) }
}

export type Mentions = ReturnType<typeof useMentions>
