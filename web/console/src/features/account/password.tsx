import { t } from '@i18n'
import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { changePassword } from '@/lib/api/me'
import { Card } from '@/ui/page'
import { toast } from '@/ui/toast'

export function Password() {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      toast({ tone: 'success', text: t('Your password is changed. Other devices are signed out.') })
    },
  })
  const error = change.error instanceof ApiError ? change.error : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <Card title={t('Password')}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <PasswordInput
            label={t('The one you have now')}
            required
            autoComplete="current-password"
            value={current}
            error={error?.fields.current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('New password')}
            required
            autoComplete="new-password"
            value={next}
            error={error?.fields.password}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          {error && Object.keys(error.fields).length === 0 && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {error.message}
            </Text>
          )}
          <div>
            <Button type="submit" variant="default" disabled={!current || !next} loading={change.isPending}>
              {t('Change password')}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  )
}
