import { t } from '@i18n'
import { Switch, TextInput } from '@mantine/core'
import '@mantine/core/styles/Switch.layer.css'
import { saveRegistration } from '@/lib/api/settings'
import type { Registration } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { typed, useValues } from '@/lib/use-values'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import { SectionForm } from './section'

export function RegistrationForm({ saved }: { saved: Registration }) {
  const locked = !useMe().keys['settings.edit']
  const { values, dirty, set, reset } = useValues({ open: saved.open, domains: saved.domains.join(', ') })
  const change = useChange(keys.settings('registration'))
  const save = () =>
    change.mutate({
      run: () =>
        saveRegistration({ open: values.open, domains: values.domains.split(/[\s,;]+/).filter((name) => name !== '') }),
      done: values.open ? t('Customers can register.') : t('Nobody can register by themselves.'),
    })
  return (
    <SectionForm
      name={t('settings|registration')}
      locked={locked}
      dirty={dirty}
      busy={change.isPending}
      error={change.error}
      fields={['domains', 'open']}
      onSave={save}
      onReset={reset}
    >
      <Switch
        label={t('Customers may make themselves an account')}
        description={t('They confirm their address by a letter first, so this needs a mail server.')}
        disabled={locked}
        checked={values.open}
        error={fieldError(change.error, 'open')}
        onChange={(event) => set({ open: event.currentTarget.checked })}
      />
      <TextInput
        label={t('Only with addresses at')}
        description={t('Mail domains, with commas between them. Empty: with any address.')}
        placeholder="example.com, example.org"
        readOnly={locked}
        value={values.domains}
        error={fieldError(change.error, 'domains')}
        onChange={typed((domains) => set({ domains }))}
      />
    </SectionForm>
  )
}
