import { t } from '@i18n'
import { Button, Checkbox } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { setPersonRoles } from '@/lib/api/people'
import { fetchRoles } from '@/lib/api/roles'
import type { User } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { PreviewDialog } from '@/ui/access/preview-dialog'
import { Card } from '@/ui/page'
import { Pill } from '@/ui/pill'
import classes from './person.module.css'
import { usePersonChange } from './queries'

/** The roles that a person holds; several add up. */
export function PersonRoles({ person, own }: { person: User; own: boolean }) {
  const may = person.abilities.assign_roles
  const { data } = useQuery({ queryKey: keys.roles, queryFn: fetchRoles, enabled: !!may, retry: false })
  if (!may || !data) {
    return (
      <Card title={t('Roles')}>
        {own && <p className={classes.hint}>{t('Nobody changes their own roles; somebody else has to.')}</p>}
        <span className={classes.pills}>
          {person.roles.map((role) => (
            <Pill key={role.slug} tone="accent">
              {role.name}
            </Pill>
          ))}
          {person.roles.length === 0 && <span className={classes.hint}>{t('None')}</span>}
        </span>
      </Card>
    )
  }
  const held = new Set(person.roles.map(({ slug }) => slug))
  const fitting = data.items.filter((role) => held.has(role.slug) || (role.type === person.kind && !role.implicit))
  if (fitting.length === 0) {
    return (
      <Card title={t('Roles')}>
        <p className={classes.hint}>{t('There is none to hand out: what customers may do, they may by themselves.')}</p>
      </Card>
    )
  }
  return <Editor key={person.roles.map(({ slug }) => slug).join()} person={person} roles={fitting} />
}

interface EditorProps {
  person: User
  roles: { slug: string; name: string; abilities: Record<string, boolean>; requires: string[] | null }[]
}

function Editor({ person, roles }: EditorProps) {
  const held = person.roles.map(({ slug }) => slug)
  const [chosen, setChosen] = useState(held)
  const [reviewing, setReviewing] = useState(false)
  const change = usePersonChange(person.id)
  const dirty = [...chosen].sort().join() !== [...held].sort().join()
  const save = () =>
    change.mutate(
      {
        doing: t('Changing the roles'),
        done: t('The roles of {name} are changed; they act from the next click on.', { name: person.name }),
        run: () => setPersonRoles(person.id, chosen),
      },
      { onSettled: () => setReviewing(false) },
    )
  const names = new Map(roles.map(({ slug, name }) => [slug, name]))
  return (
    <Card title={t('Roles')}>
      <p className={classes.hint}>{t('Several roles add up; the widest one counts.')}</p>
      <div className={classes.roles}>
        {roles.map((role) => (
          <Checkbox
            key={role.slug}
            label={role.name}
            description={
              role.requires?.length
                ? t('Needs {roles}', { roles: role.requires.map((slug) => names.get(slug) ?? slug).join(', ') })
                : undefined
            }
            checked={chosen.includes(role.slug)}
            disabled={role.abilities.assign === false && !held.includes(role.slug)}
            onChange={(event) =>
              setChosen(
                event.currentTarget.checked ? [...chosen, role.slug] : chosen.filter((slug) => slug !== role.slug),
              )
            }
          />
        ))}
      </div>
      <div className={classes.foot}>
        <Button disabled={!dirty} onClick={() => setReviewing(true)}>
          {t('Review and save roles…')}
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
          label={t('Save the roles')}
          change={{ user_id: person.id, roles: chosen }}
          of={person.name}
          about="person"
          busy={change.isPending}
          onConfirm={save}
          onClose={() => setReviewing(false)}
        />
      )}
    </Card>
  )
}
