import { t } from '@i18n'
import { Checkbox, TextInput } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import { saveGuests } from '@/lib/api/settings'
import type { Guests } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { typed, useValues } from '@/lib/use-values'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import { SectionForm } from './section'
import classes from './settings.module.css'

const words = (): { name: 'submit' | 'chat' | 'rate' | 'comment'; label: string; help?: string }[] => [
  { name: 'submit', label: t('Open tickets'), help: t('They leave a name and an address, and read answers by mail.') },
  { name: 'chat', label: t('Start a live chat') },
  { name: 'rate', label: t('Rate articles and tickets') },
  { name: 'comment', label: t('Comment on articles and post in the community') },
]

export function GuestsForm({ saved }: { saved: Guests }) {
  const locked = !useMe().keys['settings.edit']
  const { submit, chat, rate, comment, domains = [] } = saved
  const { values, dirty, set, reset } = useValues({ submit, chat, rate, comment, domains: domains.join(', ') })
  const change = useChange(keys.settings('guests'))
  const save = () =>
    change.mutate({
      run: () => saveGuests({ ...values, domains: values.domains.split(/[\s,;]+/).filter((name) => name !== '') }),
      done: t('What guests may do is saved; it holds from now on.'),
    })
  return (
    <SectionForm
      name={t('settings|guest rights')}
      locked={locked}
      dirty={dirty}
      busy={change.isPending}
      error={change.error}
      fields={['domains']}
      onSave={save}
      onReset={reset}
    >
      <div className={classes.checks}>
        {words().map(({ name, label, help }) => (
          <Checkbox
            key={name}
            label={label}
            description={help}
            disabled={locked}
            checked={values[name]}
            onChange={(event) => set({ [name]: event.currentTarget.checked })}
          />
        ))}
      </div>
      <TextInput
        label={t('Only with addresses at')}
        description={t(
          'Mail domains, with commas between them, from which requests of guests are taken. Empty: from any.',
        )}
        placeholder="example.com, example.org"
        readOnly={locked}
        value={values.domains}
        error={fieldError(change.error, 'domains')}
        onChange={typed((domains) => set({ domains }))}
      />
    </SectionForm>
  )
}
