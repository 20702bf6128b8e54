import { t } from '@i18n'
import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { putGrant } from '@/lib/api/grants'
import type { FeatureInfo, KeyInfo, Scope, User } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { scopeNames, within } from '@/lib/scopes'
import { useMe } from '@/lib/session'
import { typed } from '@/lib/use-values'
import { KeySelect } from '@/ui/access/key-select'
import { keyInfo } from '@/ui/access/use-key-info'
import { FormDialog } from '@/ui/form-dialog'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'

interface Props {
  person: User
  features: FeatureInfo[]
  onClose: () => void
}

/** Gives a key to one person. Only keys that the giver holds are offered, and no further than they reach. */
export function GrantDialog({ person, features, onClose }: Props) {
  const mine = useMe().keys as Record<string, Scope>
  const [key, setKey] = useState<string | null>(null)
  const [scope, setScope] = useState<Scope>('own')
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const change = useChange(keys.grants(person.id), keys.permissions)
  const fits = (item: KeyInfo) => !!mine[item.key] && (item.for === 'both' || item.for === person.kind)
  const item = key ? keyInfo(features).get(key) : undefined
  const most = key ? (mine[key] ?? 'own') : 'own'
  const pick = (next: string) => {
    setKey(next)
    setScope(mine[next] ?? 'own')
  }
  const save = () => {
    if (!key) return
    change.mutate(
      {
        run: () =>
          putGrant(person.id, key, {
            scope: item?.scoped ? scope : 'all',
            reason: reason.trim() || undefined,
            // The whole of the last day, in the giver's own time.
            expires_at: until ? new Date(Date.parse(`${until}T00:00`) + 86_400_000).toISOString() : undefined,
          }),
        done: t('{name} holds “{title}” from the next click on.', { name: person.name, title: item?.title || key }),
      },
      { onSuccess: onClose },
    )
  }
  return (
    <FormDialog
      title={t('Grant {name} a key', { name: person.name })}
      label={t('Grant')}
      busy={change.isPending}
      disabled={!key}
      error={change.error}
      fields={['key', 'scope', 'reason', 'expires_at']}
      onSubmit={save}
      onClose={onClose}
    >
      <KeySelect
        label={t('Key')}
        description={t('Beside what their roles give. You can grant what you hold yourself.')}
        features={features}
        fits={fits}
        value={key}
        error={fieldError(change.error, 'key')}
        onPick={pick}
      />
      {item?.scoped && (
        <NativeSelect
          label={t('Reach')}
          value={scope}
          error={fieldError(change.error, 'scope')}
          onChange={typed((next) => setScope(next as Scope))}
          data={within(most).map((value) => ({ value, label: scopeNames[value] }))}
        />
      )}
      <TextInput
        label={t('Reason')}
        description={t('Shown to whoever asks why they may do this.')}
        value={reason}
        error={fieldError(change.error, 'reason')}
        onChange={typed(setReason)}
      />
      <TextInput
        label={t('Until the end of')}
        description={t('Empty: until somebody takes it back.')}
        type="date"
        value={until}
        error={fieldError(change.error, 'expires_at')}
        onChange={typed(setUntil)}
      />
    </FormDialog>
  )
}
