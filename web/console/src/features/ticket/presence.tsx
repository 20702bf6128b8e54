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
  const names =
    others.length === 0
      ? first.name
      : others.length === 1
        ? `${first.name} and ${others[0]?.name}`
        : `${first.name} and ${others.length} others`
  const verb = others.length === 0 ? 'is' : 'are'
  return typing.length > 0 ? `${names} ${verb} writing…` : `${names} ${verb} looking at this, too`
}
