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
  const [theme, setTheme] = useTheme()
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: () => updateMe({ name: name.trim(), timezone }),
    onSuccess: (next) => {
      client.setQueryData<Me>(keys.me, (old) => ({ ...old, ...next }))
      toast({ tone: 'success', text: 'Your details are saved.' })
    },
    onError: (error) => toastError(error, 'Saving your details'),
  })
  const error = save.error instanceof ApiError ? save.error : null
  const dirty = name.trim() !== me.user.name || timezone !== (me.user.timezone || 'UTC')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Card title="About you">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label="Name"
            required
            autoComplete="name"
            value={name}
            error={error?.fields.name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label="Time zone"
            value={timezone}
            error={error?.fields.timezone}
            data={[...new Set([timezone, 'UTC', ...zones()])]}
            onChange={(event) => setTimezone(event.currentTarget.value)}
          />
          <NativeSelect
            label="Theme"
            value={theme}
            data={[
              { value: 'auto', label: 'As the system' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
            onChange={(event) => setTheme(event.currentTarget.value as Theme)}
          />
          <div>
            <Button type="submit" disabled={!dirty} loading={save.isPending}>
              Save
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  )
}
