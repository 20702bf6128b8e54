import { t } from '@i18n'
import { useState } from 'react'
import { type RolePatch, updateRole } from '@/lib/api/roles'
import type { Role, RoleFeature, Scope } from '@/lib/api/types'
import { useRoleChange } from './queries'
import { sameSetting, trim } from './setting'

export interface Draft {
  name: string
  scope: Scope
  manages: string[]
  features: Record<string, RoleFeature>
}

const read = (role: Role): Draft => ({
  name: role.name,
  scope: role.scope ?? 'all',
  manages: role.manages ?? [],
  features: role.features ?? {},
})

/** A role as it is being changed, and what has changed so far. */
export function useDraft(role: Role) {
  const [draft, setDraft] = useState(() => read(role))
  const change = useRoleChange()
  const saved = read(role)
  const touched = [...new Set([...Object.keys(draft.features), ...Object.keys(saved.features)])].filter(
    (id) => !sameSetting(draft.features[id], saved.features[id]),
  )
  const patch: RolePatch = {}
  if (draft.name.trim() !== saved.name) patch.name = draft.name.trim()
  if (draft.scope !== saved.scope) patch.scope = draft.scope
  if ([...draft.manages].sort().join() !== [...saved.manages].sort().join()) patch.manages = draft.manages
  if (touched.length > 0) {
    patch.features = Object.fromEntries(touched.map((id) => [id, trim(draft.features[id] ?? { level: 'none' })]))
  }
  const changes = touched.length + Object.keys(patch).filter((name) => name !== 'features').length
  return {
    draft,
    touched,
    changes,
    set: (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next })),
    setFeature: (id: string, setting: RoleFeature) =>
      setDraft((before) => ({ ...before, features: { ...before.features, [id]: setting } })),
    discard: () => setDraft(saved),
    patch,
    saving: change.isPending,
    save: (done: () => void) =>
      change.mutate(
        {
          doing: t('Saving the role'),
          done: t('{name} is saved; it acts from the next click of everybody who holds it.', { name: draft.name }),
          run: () => updateRole(role.slug, patch),
        },
        {
          onSuccess: (next) => next && setDraft(read(next)),
          onSettled: done,
        },
      ),
  }
}

export type DraftState = ReturnType<typeof useDraft>
