import { t } from '@i18n'
import { Button, Checkbox } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchTeams } from '@/lib/api/people'
import { addTeamMember, removeTeamMember } from '@/lib/api/teams'
import type { Ref, User } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { PreviewDialog } from '@/ui/access/preview-dialog'
import { Card } from '@/ui/page'
import { Refusal } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import classes from './person.module.css'

/** The teams of a colleague, for whoever manages teams. */
export function PersonTeams({ person }: { person: User }) {
  const { data } = useQuery({ queryKey: keys.teams, queryFn: fetchTeams, retry: false })
  if (!data || data.items.length === 0) return null
  return <Editor key={person.teams.map(({ id }) => id).join()} person={person} teams={data.items} />
}

function Editor({ person, teams }: { person: User; teams: Ref[] }) {
  const me = useMe()
  const held = person.teams.map(({ id }) => id)
  const [chosen, setChosen] = useState(held)
  const [reviewing, setReviewing] = useState(false)
  const change = useChange(keys.people, keys.teams, keys.me)
  const added = chosen.filter((id) => !held.includes(id))
  const removed = held.filter((id) => !chosen.includes(id))
  const dirty = added.length + removed.length > 0
  const save = () =>
    change.mutate(
      {
        run: async () => {
          for (const id of added) await addTeamMember(id, person.id)
          for (const id of removed) await removeTeamMember(id, person.id)
        },
        done: t('The teams of {name} are changed; they act from the next click on.', { name: person.name }),
      },
      { onSuccess: () => setReviewing(false) },
    )
  return (
    <Card title={t('Teams')}>
      <div className={classes.roles}>
        {teams.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={(event) =>
              setChosen(event.currentTarget.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
            }
          />
        ))}
      </div>
      {!reviewing && <Refusal error={change.error} />}
      <div className={classes.foot}>
        <Button
          disabled={!dirty}
          loading={change.isPending}
          onClick={() => (me.abilities.roles ? setReviewing(true) : save())}
        >
          {me.abilities.roles ? t('Review and save teams…') : t('Save teams')}
        </Button>
        {dirty && (
          <Button variant="default" onClick={() => setChosen(held)}>
            {t('Discard')}
          </Button>
        )}
      </div>
      {reviewing && (
        <PreviewDialog
          title={t('What this does for {name}', { name: person.name })}
          label={t('Save the teams')}
          change={{ user_id: person.id, teams: chosen }}
          of={person.name}
          about="person"
          busy={change.isPending}
          error={change.error}
          onConfirm={save}
          onClose={() => setReviewing(false)}
        />
      )}
    </Card>
  )
}
