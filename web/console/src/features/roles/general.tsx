import { t } from '@i18n'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import type { Role, Scope } from '@/lib/api/types'
import { Card } from '@/ui/page'
import classes from './role.module.css'
import { scopes } from './setting'
import type { DraftState } from './use-draft'

const reach: Record<Scope, string> = {
  own: t('Own: what they are assigned to or work along on'),
  team: t('Team: own, and that of their teams'),
  department: t('Department: team, and that of their departments'),
  all: t('All: without a limit'),
}

interface Props {
  role: Role
  roles: Role[]
  state: DraftState
}

/** The role's name, how far it reaches, and whom its holders manage. */
export function General({ role, roles, state }: Props) {
  const { draft, set } = state
  const locked = !role.abilities.edit
  const names = new Map(roles.map(({ slug, name }) => [slug, name]))
  const toggle = (slug: string, on: boolean) =>
    set({ manages: on ? [...draft.manages, slug] : draft.manages.filter((other) => other !== slug) })
  return (
    <Card title={t('The role')}>
      {locked && <p className={classes.note}>{t('You may read this role, but not change it.')}</p>}
      <div className={classes.general}>
        <TextInput
          label={t('Name')}
          readOnly={locked}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        {!role.everything && (
          <NativeSelect
            label={t('Reach')}
            description={t('Of every feature below that says nothing else')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            disabled={locked}
            value={draft.scope}
            onChange={(event) => set({ scope: event.currentTarget.value as Scope })}
            data={scopes.map((scope) => ({ value: scope, label: reach[scope] }))}
          />
        )}
      </div>
      {role.requires && role.requires.length > 0 && (
        <p className={classes.note}>
          {t('Can be given only beside {roles}.', {
            roles: role.requires.map((slug) => names.get(slug) ?? slug).join(', '),
          })}
        </p>
      )}
      {role.type === 'employee' && (
        <fieldset className={classes.manages}>
          <legend>{t('Its holders manage people with these roles, and may hand them out')}</legend>
          <div className={classes.checks}>
            {roles.map((other) => (
              <Checkbox
                key={other.slug}
                size="sm"
                label={other.name}
                disabled={locked}
                checked={draft.manages.includes(other.slug)}
                onChange={(event) => toggle(other.slug, event.currentTarget.checked)}
              />
            ))}
          </div>
        </fieldset>
      )}
    </Card>
  )
}
