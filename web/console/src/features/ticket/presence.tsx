import { t } from '@i18n'
import type { Present } from '@/lib/live'
import { Avatar } from '@/ui/person'
import classes from './presence.module.css'

/** Who else has this ticket open, and who of them is writing, so that two do not answer at once. */
export function Presence({ people }: { people: Present[] }) {
  return (
    <p className={classes.presence} role="status" aria-live="polite">
      {people.length > 0 && (
        <>
          <span className={classes.faces}>
            {people.slice(0, 4).map((person) => (
              <Avatar key={person.id} name={person.name} size="xs" />
            ))}
          </span>
          <span data-typing={people.some((person) => person.typing) || undefined}>{sentence(people)}</span>
        </>
      )}
    </p>
  )
}

export function sentence(people: Present[]): string {
  const typing = people.filter((person) => person.typing)
  const [first, ...others] = typing.length > 0 ? typing : people
  if (!first) return ''
  const { name } = first
  const [second] = others
  const n = others.length
  if (!second)
    return typing.length > 0 ? t('{name} is writing…', { name }) : t('{name} is looking at this, too', { name })
  const names =
    n === 1 ? t('{name} and {other}', { name, other: second.name }) : t('{name} and {n} others', { name, n })
  return typing.length > 0 ? t('{names} are writing…', { names }) : t('{names} are looking at this, too', { names })
}
