import { t } from '@i18n'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { createToken } from '@/lib/api/account'
import type { Scope, Token } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { typed, useValues } from '@/lib/use-values'
import { FormDialog } from '@/ui/form-dialog'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import { KeyPicks } from './key-picks'
import { Secret } from './secret'

export function NewToken({ onClose }: { onClose: () => void }) {
  const held = useMe().keys as Record<string, Scope>
  const { values, set } = useValues<{ name: string; until: string; picked: string[] }>({
    name: '',
    until: '',
    picked: [],
  })
  const [made, setMade] = useState<Token | null>(null)
  const change = useChange<Token>(keys.tokens)
  if (made?.secret) return <Secret name={made.name} secret={made.secret} onClose={onClose} />
  const save = () =>
    change.mutate(
      {
        run: () =>
          createToken({
            name: values.name.trim(),
            scopes: Object.fromEntries(values.picked.map((key) => [key, held[key] ?? 'own'])),
            expires_at: values.until
              ? new Date(Date.parse(`${values.until}T00:00`) + 86_400_000).toISOString()
              : undefined,
          }),
      },
      { onSuccess: setMade },
    )
  return (
    <FormDialog
      title={t('New token')}
      label={t('Make the token')}
      size="lg"
      busy={change.isPending}
      disabled={!values.name.trim() || values.picked.length === 0}
      error={change.error}
      fields={['name', 'expires_at']}
      onSubmit={save}
      onClose={onClose}
    >
      <TextInput
        label={t('Name')}
        description={t('What it is for, so that you know it again.')}
        required
        data-autofocus
        value={values.name}
        error={fieldError(change.error, 'name')}
        onChange={typed((name) => set({ name }))}
      />
      <TextInput
        label={t('Until the end of')}
        description={t('Empty: until you delete it.')}
        type="date"
        value={values.until}
        error={fieldError(change.error, 'expires_at')}
        onChange={typed((until) => set({ until }))}
      />
      <KeyPicks held={held} picked={values.picked} onPick={(picked) => set({ picked })} />
    </FormDialog>
  )
}
