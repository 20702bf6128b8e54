import { t } from '@i18n'
import { Checkbox, NativeSelect } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import { useState } from 'react'
import type { FeatureInfo, KeyInfo, Role, Scope } from '@/lib/api/types'
import { Pill } from '@/ui/pill'
import { KeyHolders } from './key-holders'
import classes from './role.module.css'
import { levelOf, scopeNames, scopes, withKey, withKeyScope } from './setting'
import type { DraftState } from './use-draft'

interface Props {
  feature: FeatureInfo
  role: Role
  roles: Role[]
  state: DraftState
  given: Map<string, Scope>
}

/** The single keys of a feature. Ticking one against its level makes the feature custom. */
export function KeyList({ feature, role, roles, state, given }: Props) {
  return (
    <ul className={classes.keys}>
      {feature.keys.map((key) => (
        <li key={key.key} className={classes.key}>
          <KeyRow item={key} feature={feature} role={role} state={state} given={given} />
          <AlsoIn item={key} role={role} roles={roles} />
        </li>
      ))}
    </ul>
  )
}

interface RowProps extends Omit<Props, 'roles'> {
  item: KeyInfo
}

function KeyRow({ item, feature, role, state, given }: RowProps) {
  const { draft, setFeature } = state
  const setting = draft.features[feature.id]
  const on = given.has(item.key)
  const locked = !role.abilities.edit
  const missing = on
    ? (item.requires ?? []).filter((needed) => needed.startsWith(`${feature.id}.`) && !given.has(needed))
    : []
  const own = setting?.keys?.[item.key]
  return (
    <div className={classes.keyRow}>
      <Checkbox
        size="sm"
        checked={on}
        disabled={locked}
        onChange={(event) => setFeature(feature.id, withKey(feature, setting, item, event.currentTarget.checked))}
        label={
          <span className={classes.keyLabel}>
            {item.title || item.key}
            {item.destructive && <Pill tone="danger">{t('Destructive')}</Pill>}
            {item.only_custom && <Pill>{t('Only one by one')}</Pill>}
            {item.from && <Pill tone="info">{t('From {from}', { from: item.from })}</Pill>}
          </span>
        }
        description={
          <>
            <code>{item.key}</code>
            {item.help && ` · ${item.help}`}
            {missing.length > 0 && (
              <span className={classes.missing}>
                {' '}
                · {t('Does nothing without {keys}', { keys: missing.join(', ') })}
              </span>
            )}
          </>
        }
      />
      {on && item.scoped && (
        <NativeSelect
          size="xs"
          aria-label={t('Reach of {title}', { title: item.title || item.key })}
          disabled={locked}
          value={own ?? ''}
          onChange={(event) =>
            setFeature(
              feature.id,
              withKeyScope(feature, setting, item, (event.currentTarget.value || null) as Scope | null),
            )
          }
          data={[
            ...(levelOf(setting) === 'custom' ? [] : [{ value: '', label: t('As the feature') }]),
            ...scopes.map((scope) => ({ value: scope, label: scopeNames[scope] })),
          ]}
        />
      )}
    </div>
  )
}

/** Which other roles give the same, so that one sees what taking it away would not change; and who holds it at all. */
function AlsoIn({ item, role, roles }: { item: KeyInfo; role: Role; roles: Role[] }) {
  const [open, setOpen] = useState(false)
  const others = roles.filter(
    (other) => other.slug !== role.slug && other.type === role.type && other.effective[item.key],
  )
  return (
    <div className={classes.also}>
      {others.length > 0 && (
        <span>{t('Also granted by {roles}', { roles: others.map(({ name }) => name).join(', ') })} </span>
      )}
      <button
        type="button"
        className={classes.ask}
        aria-expanded={open}
        aria-label={t('Who holds it: {title}', { title: item.title || item.key })}
        onClick={() => setOpen(!open)}
      >
        {t('Who holds it')}
      </button>
      {open && <KeyHolders name={item.key} scoped={item.scoped} />}
    </div>
  )
}
