import { t, tn } from '@i18n'
import { Link } from '@tanstack/react-router'
import type { FeatureInfo, Role, Scope } from '@/lib/api/types'
import { Pill } from '@/ui/pill'
import { State } from '@/ui/states'
import { LevelMark } from './level-mark'
import classes from './roles.module.css'
import { deviates, levelOf } from './setting'

interface Props {
  roles: Role[]
  features: FeatureInfo[]
}

/** Features down, roles across; every column's head leads to the role. */
export function Matrix({ roles, features }: Props) {
  if (roles.length === 0) return <State title={t('No role of this kind')} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be reachable by keyboard
    <section className={classes.scroll} aria-label={t('Roles and what they may do')} tabIndex={0}>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              {t('Feature')}
            </th>
            {roles.map((role) => (
              <th key={role.slug} scope="col">
                <RoleHead role={role} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {features.map((feature) => (
            <tr key={feature.id}>
              <th scope="row" className={classes.feature}>
                {feature.title}
                <span className={classes.owner}>
                  {feature.owner ? t('Plugin {owner}', { owner: feature.plugin }) : feature.help}
                </span>
              </th>
              {roles.map((role) => (
                <td key={role.slug}>
                  <Cell role={role} feature={feature} />
                </td>
              ))}
            </tr>
          ))}
          {features.length === 0 && (
            <tr>
              <td className={classes.nothing} colSpan={roles.length + 1}>
                {t('No feature is called like that.')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

function RoleHead({ role }: { role: Role }) {
  return (
    <span className={classes.head}>
      <Link to="/roles/$slug" params={{ slug: role.slug }} className={classes.roleLink}>
        {role.name}
      </Link>
      <span className={classes.headFacts}>
        {tn(role.holders, '{n} person', '{n} people')}
        {!role.builtin && <Pill tone="info">{t('role|Custom')}</Pill>}
      </span>
    </span>
  )
}

function Cell({ role, feature }: { role: Role; feature: FeatureInfo }) {
  if (role.everything) {
    const except = (role.except ?? []).filter((key) => feature.keys.some((item) => item.key === key))
    return <LevelMark level="full" changed={except.length > 0} />
  }
  const setting = role.features?.[feature.id]
  const level = levelOf(setting)
  const scoped = feature.keys.some((key) => key.scoped)
  const scope =
    scoped && (level !== 'none' || deviates(setting))
      ? (setting?.scope ?? (level === 'custom' ? widest(role, feature) : role.scope))
      : null
  return <LevelMark level={level} changed={deviates(setting)} scope={scope} />
}

const rank = { own: 1, team: 2, department: 3, all: 4 }

/** How far the widest of a custom feature's scoped keys reaches. */
function widest(role: Role, feature: FeatureInfo) {
  const held = feature.keys.filter((key) => key.scoped).map(({ key }) => role.effective[key])
  return held.reduce<Scope | null>(
    (best, scope) => (scope && rank[scope] > (best ? rank[best] : 0) ? scope : best),
    null,
  )
}
