import { t } from '@i18n'
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
      {
        doing: t('Disabling {name}', { name }),
        done: t('{name} can no longer sign in.', { name }),
        run: () => disablePerson(id),
      },
      { onSettled: done },
    )
  const enable = () =>
    change.mutate({
      doing: t('Enabling {name}', { name }),
      done: t('{name} can sign in again.', { name }),
      run: () => enablePerson(id),
    })
  const remove = () =>
    change.mutate(
      {
        doing: t('Deleting {name}', { name }),
        done: t('{name} is deleted.', { name }),
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
            {t('Enable')}
          </Button>
        ) : (
          <Button variant="default" onClick={() => setAsking('disable')}>
            {t('Disable')}
          </Button>
        ))}
      {abilities.delete && (
        <Button variant="light" color="red" onClick={() => setAsking('delete')}>
          {t('Delete')}
        </Button>
      )}
      <Confirm
        opened={asking === 'disable'}
        onClose={done}
        onConfirm={disable}
        title={t('Disable {name}?', { name })}
        label={t('Disable')}
        danger
        busy={change.isPending}
      >
        {t(
          'They are signed out everywhere at once and can not sign in until somebody enables them again. Their tickets stay as they are.',
        )}
      </Confirm>
      <Confirm
        opened={asking === 'delete'}
        onClose={done}
        onConfirm={remove}
        title={t('Delete {name}?', { name })}
        label="Delete"
        danger
        busy={change.isPending}
      >
        {t('Their account is removed and can not be brought back. What they wrote stays in the tickets.')}
      </Confirm>
    </>
  )
}
