import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { deletePerson, disablePerson, enablePerson } from '@/lib/api/people'
import type { User } from '@/lib/api/types'
import { Confirm } from '@/ui/confirm'
import { usePersonChange } from './queries'

/** Locking somebody out, letting them in again, and removing them. */
export function PersonActions({ person }: { person: User }) {
  const [asking, setAsking] = useState<'disable' | 'delete' | null>(null)
  const change = usePersonChange(person.id)
  const navigate = useNavigate()
  const { abilities, disabled, name, id } = person
  const done = () => setAsking(null)
  const disable = () =>
    change.mutate(
      { doing: `Disabling ${name}`, done: `${name} can no longer sign in.`, run: () => disablePerson(id) },
      { onSettled: done },
    )
  const enable = () =>
    change.mutate({ doing: `Enabling ${name}`, done: `${name} can sign in again.`, run: () => enablePerson(id) })
  const remove = () =>
    change.mutate(
      {
        doing: `Deleting ${name}`,
        done: `${name} is deleted.`,
        run: async () => {
          await deletePerson(id)
          await navigate({ to: '/people' })
          return undefined
        },
      },
      { onSettled: done },
    )
  return (
    <>
      {abilities.disable &&
        (disabled ? (
          <Button variant="default" loading={change.isPending} onClick={enable}>
            Enable
          </Button>
        ) : (
          <Button variant="default" onClick={() => setAsking('disable')}>
            Disable
          </Button>
        ))}
      {abilities.delete && (
        <Button variant="light" color="red" onClick={() => setAsking('delete')}>
          Delete
        </Button>
      )}
      <Confirm
        opened={asking === 'disable'}
        onClose={done}
        onConfirm={disable}
        title={`Disable ${name}?`}
        label="Disable"
        danger
        busy={change.isPending}
      >
        They are signed out everywhere at once and can not sign in until somebody enables them again. Their tickets stay
        as they are.
      </Confirm>
      <Confirm
        opened={asking === 'delete'}
        onClose={done}
        onConfirm={remove}
        title={`Delete ${name}?`}
        label="Delete"
        danger
        busy={change.isPending}
      >
        Their account is removed and can not be brought back. What they wrote stays in the tickets.
      </Confirm>
    </>
  )
}
