import { t } from '@i18n'
import type { FeatureInfo, KeyInfo, Level, RoleFeature, Scope } from '@/lib/api/types'

// What a role says about a feature, and how the editor changes it. The server
// decides what it means; this only shows and writes the same form.

export const levels: Level[] = ['none', 'read', 'modify', 'full', 'custom']
export const levelNames: Record<Level, string> = {
  none: t('level|None'),
  read: t('level|Read'),
  modify: t('Modify'),
  full: t('Full'),
  custom: t('Custom'),
}
export { scopeNames, scopes } from '@/lib/scopes'

/** The standard level that a setting starts from; a feature that is not mentioned gives nothing. */
export const levelOf = (setting: RoleFeature | undefined): Level => (setting ? (setting.level ?? 'custom') : 'none')

/** True where single keys differ from what the level holds. */
export function deviates(setting: RoleFeature | undefined): boolean {
  if (!setting || levelOf(setting) === 'custom') return false
  return !!(setting.plus?.length || setting.minus?.length || Object.keys(setting.keys ?? {}).length)
}

/** The keys that a setting gives, each with its scope; yes/no keys say all. */
export function givenKeys(
  feature: FeatureInfo,
  setting: RoleFeature | undefined,
  roleScope: Scope | null,
): Map<string, Scope> {
  const given = new Map<string, Scope>()
  if (!setting) return given
  const scope = setting.scope ?? roleScope ?? 'all'
  const level = feature.levels[levelOf(setting)] ?? []
  const minus = new Set(setting.minus ?? [])
  for (const key of [...level, ...(setting.plus ?? [])]) if (!minus.has(key)) given.set(key, scope)
  for (const [key, own] of Object.entries(setting.keys ?? {})) given.set(key, own)
  for (const { key, scoped } of feature.keys) if (!scoped && given.has(key)) given.set(key, 'all')
  return given
}

/** A clean level; what deviated from the old one is gone, its scope stays. */
export function withLevel(
  feature: FeatureInfo,
  setting: RoleFeature | undefined,
  level: Level,
  roleScope: Scope | null,
): RoleFeature {
  const scope = setting?.scope ? { scope: setting.scope } : {}
  if (level !== 'custom') return { level, ...scope }
  // Going to custom keeps what is held now, to be changed key by key.
  return { level, ...scope, keys: Object.fromEntries(givenKeys(feature, setting, roleScope)) }
}

export function withScope(setting: RoleFeature | undefined, scope: Scope | null): RoleFeature {
  const { scope: _before, ...rest } = setting ?? { level: 'none' as Level }
  return scope ? { ...rest, scope } : rest
}

/** Gives or takes one key, as a deviation from the level or as a pick of its own. */
export function withKey(
  feature: FeatureInfo,
  setting: RoleFeature | undefined,
  key: KeyInfo,
  on: boolean,
): RoleFeature {
  const next = copy(setting)
  const level = feature.levels[levelOf(next)] ?? []
  const inLevel = level.includes(key.key)
  delete next.keys[key.key]
  next.plus = next.plus.filter((other) => other !== key.key)
  next.minus = next.minus.filter((other) => other !== key.key)
  if (next.level === 'custom') {
    if (on) next.keys[key.key] = key.scoped ? (next.scope ?? 'all') : 'all'
  } else if (on && !inLevel) next.plus.push(key.key)
  else if (!on && inLevel) next.minus.push(key.key)
  return trim(next)
}

/** A scope for one key alone; null follows the feature again. */
export function withKeyScope(
  feature: FeatureInfo,
  setting: RoleFeature | undefined,
  key: KeyInfo,
  scope: Scope | null,
): RoleFeature {
  const next = copy(setting)
  if (scope) next.keys[key.key] = scope
  else if (next.level === 'custom') next.keys[key.key] = next.scope ?? 'all'
  else {
    delete next.keys[key.key]
    const inLevel = (feature.levels[next.level] ?? []).includes(key.key)
    if (!inLevel && !next.plus.includes(key.key)) next.plus.push(key.key)
  }
  return trim(next)
}

interface Full {
  level: Level
  scope?: Scope
  keys: Record<string, Scope>
  plus: string[]
  minus: string[]
}

function copy(setting: RoleFeature | undefined): Full {
  return {
    level: levelOf(setting),
    scope: setting?.scope ?? undefined,
    keys: { ...setting?.keys },
    plus: [...(setting?.plus ?? [])],
    minus: [...(setting?.minus ?? [])],
  }
}

/** The short form: nothing that says nothing. */
export function trim(setting: RoleFeature): RoleFeature {
  const out: RoleFeature = { level: levelOf(setting) }
  if (setting.scope) out.scope = setting.scope
  if (setting.keys && Object.keys(setting.keys).length > 0) out.keys = setting.keys
  if (setting.plus?.length) out.plus = setting.plus
  if (setting.minus?.length) out.minus = setting.minus
  return out
}

/** The same whatever the order in which it was made. */
export function sameSetting(a: RoleFeature | undefined, b: RoleFeature | undefined): boolean {
  const form = (setting: RoleFeature | undefined) => {
    const { level, scope, keys, plus, minus } = copy(setting)
    const sorted = Object.entries(keys).sort(([one], [other]) => one.localeCompare(other))
    return JSON.stringify([level, scope ?? null, sorted, plus.sort(), minus.sort()])
  }
  return form(a) === form(b)
}
