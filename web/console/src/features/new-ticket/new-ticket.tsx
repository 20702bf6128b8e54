import { t } from '@i18n'
import { Button, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { fetchTeams } from '@/lib/api/people'
import { createTicket } from '@/lib/api/tickets'
import type { Priority } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { Card, PageBody, PageHeader } from '@/ui/page'
import { priorityNames } from '@/ui/status'
import { toast } from '@/ui/toast'
import classes from './new-ticket.module.css'
import { type Requester, RequesterField, toRequest } from './requester-field'

const blank = { subject: '', body: '', team: '', priority: 'normal' as Priority }

export function NewTicket() {
  const [values, setValues] = useState(blank)
  const [requester, setRequester] = useState<Requester>({ kind: 'known', choice: null })
  const teams = useQuery({ queryKey: keys.teams, queryFn: fetchTeams, retry: false })
  const client = useQueryClient()
  const navigate = useNavigate()
  const create = useMutation({
    mutationFn: () =>
      createTicket({
        subject: values.subject.trim(),
        body: values.body,
        priority: values.priority,
        team_id: values.team ? Number(values.team) : undefined,
        ...toRequest(requester),
      }),
    onSuccess: (ticket) => {
      client.setQueryData(keys.ticket(ticket.id), ticket)
      client.invalidateQueries({ queryKey: keys.views })
      client.invalidateQueries({ queryKey: ['tickets', 'list'] })
      toast({ tone: 'success', text: t('#{id} is open.', { id: ticket.id }) })
      navigate({ to: '/tickets/$id', params: { id: ticket.id } })
    },
  })
  const error = create.error instanceof ApiError ? create.error : null
  const set = (name: keyof typeof blank) => (event: { currentTarget: { value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <>
      <PageHeader title={t('New ticket')} lead={t('For somebody who called, wrote or came by; or for yourself.')} />
      <PageBody narrow>
        <Card>
          <form onSubmit={submit}>
            <Stack gap="md">
              <RequesterField value={requester} onChange={setRequester} errors={error?.fields ?? {}} />
              <TextInput
                label={t('Subject')}
                required
                value={values.subject}
                onChange={set('subject')}
                error={error?.fields.subject}
              />
              <Textarea
                label={t('What is it about?')}
                required
                autosize
                minRows={6}
                maxRows={18}
                value={values.body}
                onChange={set('body')}
                error={error?.fields.body}
              />
              <div className={classes.row}>
                <NativeSelect
                  label={t('Team')}
                  value={values.team}
                  onChange={set('team')}
                  error={error?.fields.team_id}
                  data={[
                    { value: '', label: t('No team') },
                    ...(teams.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
                  ]}
                />
                <NativeSelect
                  label={t('Priority')}
                  value={values.priority}
                  onChange={set('priority')}
                  data={Object.entries(priorityNames).map(([value, label]) => ({ value, label }))}
                />
              </div>
              {error && Object.keys(error.fields).length === 0 && (
                <p className={classes.error} role="alert">
                  {error.message}
                </p>
              )}
              <div className={classes.foot}>
                <Button type="submit" loading={create.isPending}>
                  {t('Open the ticket')}
                </Button>
                <Button component={Link} to="/inbox" variant="default">
                  {t('Cancel')}
                </Button>
              </div>
            </Stack>
          </form>
        </Card>
      </PageBody>
    </>
  )
}
