import { localeName, locales, t } from '@i18n'
import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { updateMe } from '@/lib/api/me'
import type { Me, Theme } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useTheme } from '@/lib/use-theme'
import { Card } from '@/ui/page'
import { toast, toastError } from '@/ui/toast'

const zones = () => Intl.supportedValuesOf('timeZone')

export function Details({ me }: { me: Me }) {
  const [name, setName] = useState(me.user.name)
  const [timezone, setTimezone] = useState(me.user.timezone || 'UTC')
  const [language, setLanguage] = useState(me.user.own_locale)
  const [theme, setTheme] = useTheme()
  const client = useQueryClient()
  const offered = [...new Set([...locales, me.user.own_locale])].filter(Boolean)
  const save = useMutation({
    mutationFn: () => updateMe({ name: name.trim(), timezone, locale: language }),
    onSuccess: (next) => {
      // Another language is another page: it comes with its texts from the server.
      if (language !== me.user.own_locale) return location.reload()
      client.setQueryData<Me>(keys.me, (old) => ({ ...old, ...next }))
      toast({ tone: 'success', text: t('Your details are saved.') })
    },
    onError: (error) => toastError(error, t('Saving your details')),
  })
  const error = save.error instanceof ApiError ? save.error : null
  const dirty =
    name.trim() !== me.user.name || timezone !== (me.user.timezone || 'UTC') || language !== me.user.own_locale
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Card title={t('About you')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t('Name')}
            required
            autoComplete="name"
            value={name}
            error={error?.fields.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('Language')}
            value={language}
            error={error?.fields.locale}
            data={[
              { value: '', label: t('As the helpdesk, or as the browser') },
              ...offered.map((tag) => ({ value: tag, label: localeName(tag) })),
            ]}
            onChange={(event) => setLanguage(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('Time zone')}
            value={timezone}
            error={error?.fields.timezone}
            data={[...new Set([timezone, 'UTC', ...zones()])]}
            onChange={(event) => setTimezone(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('Theme')}
            value={theme}
            data={[
              { value: 'auto', label: t('As the system') },
              { value: 'light', label: t('Light') },
              { value: 'dark', label: t('Dark') },
            ]}
            onChange={(event) => setTheme(event.currentTarget.value as Theme)}
          />
          <div>
            <Button type="submit" disabled={!dirty} loading={save.isPending}>
              {t('Save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  )
}
