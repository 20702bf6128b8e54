import { localeName, locales, t } from '@i18n'
import { NativeSelect, TextInput } from '@mantine/core'
import { saveCompany } from '@/lib/api/settings'
import type { Company } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { typed, useValues } from '@/lib/use-values'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import { SectionForm } from './section'
import classes from './settings.module.css'

export function CompanyForm({ saved }: { saved: Company }) {
  const locked = !useMe().keys['settings.company']
  const { name, address = '', locale = '', timezone = '' } = saved
  const { values, dirty, set, reset } = useValues({ name, address, locale, timezone })
  const change = useChange(keys.settings('company'), keys.me)
  const save = () =>
    change.mutate({
      run: () => saveCompany({ ...values, name: values.name.trim(), address: values.address.trim() }),
      done: t('The company is saved.'),
    })
  return (
    <SectionForm
      name={t('settings|company')}
      locked={locked}
      dirty={dirty}
      busy={change.isPending}
      error={change.error}
      fields={['name', 'address', 'locale', 'timezone']}
      onSave={save}
      onReset={reset}
    >
      <TextInput
        label={t('Name')}
        required
        readOnly={locked}
        value={values.name}
        error={fieldError(change.error, 'name')}
        onChange={typed((name) => set({ name }))}
      />
      <TextInput
        label={t('Address of the helpdesk')}
        description={t('Links in letters start with it. Empty: the address that the server was started with.')}
        placeholder="https://help.example.com"
        type="url"
        readOnly={locked}
        value={values.address}
        error={fieldError(change.error, 'address')}
        onChange={typed((address) => set({ address }))}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={t('Language')}
          disabled={locked}
          value={values.locale}
          error={fieldError(change.error, 'locale')}
          data={[
            { value: '', label: t('As each browser has it') },
            ...[...new Set([...locales, saved.locale ?? ''])]
              .filter(Boolean)
              .map((value) => ({ value, label: localeName(value) })),
          ]}
          onChange={typed((locale) => set({ locale }))}
        />
        <NativeSelect
          label={t('Time zone')}
          disabled={locked}
          value={values.timezone}
          error={fieldError(change.error, 'timezone')}
          data={[
            { value: '', label: 'UTC' },
            ...[...new Set([...(saved.timezone ? [saved.timezone] : []), ...Intl.supportedValuesOf('timeZone')])],
          ]}
          onChange={typed((timezone) => set({ timezone }))}
        />
      </div>
    </SectionForm>
  )
}
