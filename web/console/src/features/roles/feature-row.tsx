import { t, tn } from '@i18n'
import { SegmentedControl, Select } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import '@mantine/core/styles/Combobox.layer.css'
import { useState } from 'react'
import type { FeatureInfo, Level, Role, Scope } from '@/lib/api/types'
import { IconChevronDown, IconChevronRight } from '@/ui/icons'
import { Pill } from '@/ui/pill'
import { KeyList } from './key-list'
import classes from './role.module.css'
import { deviates, givenKeys, levelNames, levelOf, levels, scopeNames, scopes, withLevel, withScope } from './setting'
import type { DraftState } from './use-draft'

interface Props {
  feature: FeatureInfo
  role: Role
  roles: Role[]
  state: DraftState
  open: boolean
}

/** One feature: its level, its reach, and its keys when unfolded. */
export function FeatureRow({ feature, role, roles, state, open }: Props) {
  const [unfolded, setUnfolded] = useState(false)
  const { draft, setFeature, touched } = state
  const setting = draft.features[feature.id]
  const level = levelOf(setting)
  const locked = !role.abilities.edit
  const shown = unfolded || open
  const given = givenKeys(feature, setting, draft.scope)
  const id = `feature-${feature.id.replaceAll('.', '-')}`
  return (
    <li className={classes.row} data-touched={touched.includes(feature.id) || undefined}>
      <div className={classes.rowHead}>
        <button
          type="button"
          className={classes.fold}
          aria-expanded={shown}
          aria-controls={id}
          onClick={() => setUnfolded(!shown)}
        >
          {shown ? <IconChevronDown size={16} aria-hidden="true" /> : <IconChevronRight size={16} aria-hidden="true" />}
          <span>
            <span className={classes.featureTitle}>
              {feature.title} {feature.owner && <Pill>{feature.plugin}</Pill>}
              {deviates(setting) && (
                <Pill tone="warning">{t('Custom, from {level}', { level: levelNames[level] })}</Pill>
              )}
            </span>
            <span className={classes.help}>
              {tn(given.size, '{n} key of {all}', '{n} keys of {all}', { all: feature.keys.length })}
              {feature.help && ` · ${feature.help}`}
            </span>
          </span>
        </button>
        <div className={classes.controls}>
          <SegmentedControl
            size="xs"
            aria-label={t('Level of {title}', { title: feature.title })}
            value={level}
            disabled={locked}
            onChange={(next) => setFeature(feature.id, withLevel(feature, setting, next as Level, draft.scope))}
            data={levels.map((value) => ({ value, label: levelNames[value] }))}
          />
          {feature.keys.some((key) => key.scoped) && (
            <Select
              size="xs"
              w={150}
              aria-label={t('Reach of {title}', { title: feature.title })}
              allowDeselect={false}
              disabled={locked}
              value={setting?.scope ?? 'role'}
              onChange={(next) => setFeature(feature.id, withScope(setting, next === 'role' ? null : (next as Scope)))}
              data={[
                { value: 'role', label: t('As the role ({scope})', { scope: scopeNames[draft.scope] }) },
                ...scopes.map((scope) => ({ value: scope, label: scopeNames[scope] })),
              ]}
            />
          )}
        </div>
      </div>
      <div id={id} hidden={!shown}>
        {shown && <KeyList feature={feature} role={role} roles={roles} state={state} given={given} />}
      </div>
    </li>
  )
}
