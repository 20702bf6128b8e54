import { t } from '@i18n'
import { NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.layer.css'
import '@mantine/core/styles/PasswordInput.layer.css'
import { saveMail } from '@/lib/api/settings'
import type { MailServer } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { typed, useValues } from '@/lib/use-values'
import { fieldError } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import { MailTest } from './mail-test'
import { SectionForm } from './section'
import classes from './settings.module.css'

const securities: { value: MailServer['security']; label: string; port: number }[] = [
  { value: 'starttls', label: 'STARTTLS', port: 587 },
  { value: 'tls', label: t('TLS from the start'), port: 465 },
  { value: 'none', label: t('None, in the clear'), port: 25 },
]

export function MailForm({ saved }: { saved: MailServer }) {
  const locked = !useMe().keys['settings.edit']
  const { host, port, security, from, user = '', from_name = '' } = saved
  const { values, dirty, set, reset } = useValues({ host, port, security, from, user, from_name, password: '' })
  const change = useChange(keys.settings('mail'))
  const error = (name: string) => fieldError(change.error, name)
  const save = () =>
    change.mutate(
      {
        run: () => saveMail({ ...values, host: values.host.trim(), password: values.password || undefined }),
        done: values.host ? t('The mail server is saved.') : t('No letters are sent from now on.'),
      },
      { onSuccess: () => set({ password: '' }) },
    )
  const secure = (value: string) => {
    const [before, after] = [values.security, value].map((name) => securities.find((item) => item.value === name))
    if (after) set({ security: after.value, port: values.port === before?.port ? after.port : values.port })
  }
  return (
    <SectionForm
      name={t('settings|mail server')}
      locked={locked}
      dirty={dirty}
      busy={change.isPending}
      error={change.error}
      fields={['host', 'port', 'security', 'user', 'password', 'from', 'from_name']}
      onSave={save}
      onReset={reset}
      more={saved.host && !dirty ? <MailTest /> : undefined}
    >
      <div className={classes.server}>
        <TextInput
          label={t('Server')}
          placeholder="smtp.example.com"
          readOnly={locked}
          value={values.host}
          error={error('host')}
          onChange={typed((host) => set({ host }))}
        />
        <NumberInput
          label={t('Port')}
          hideControls
          allowDecimal={false}
          allowNegative={false}
          readOnly={locked}
          value={values.port}
          error={error('port')}
          onChange={(port) => set({ port: Number(port) || 0 })}
        />
        <NativeSelect
          label={t('Encryption')}
          disabled={locked}
          value={values.security}
          error={error('security')}
          data={securities}
          onChange={typed(secure)}
        />
      </div>
      <div className={classes.pair}>
        <TextInput
          label={t('User')}
          autoComplete="off"
          readOnly={locked}
          value={values.user}
          error={error('user')}
          onChange={typed((user) => set({ user }))}
        />
        {!locked && (
          <PasswordInput
            label={t('Password')}
            placeholder={saved.user ? t('As it was') : undefined}
            autoComplete="new-password"
            value={values.password}
            error={error('password')}
            onChange={typed((password) => set({ password }))}
          />
        )}
      </div>
      <div className={classes.pair}>
        <TextInput
          label={t('Letters come from')}
          placeholder="help@example.com"
          type="email"
          readOnly={locked}
          value={values.from}
          error={error('from')}
          onChange={typed((from) => set({ from }))}
        />
        <TextInput
          label={t('Name beside that address')}
          readOnly={locked}
          value={values.from_name}
          error={error('from_name')}
          onChange={typed((from_name) => set({ from_name }))}
        />
      </div>
    </SectionForm>
  )
}
