import { t } from '@i18n'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { keys } from '@/lib/query'
import { Card } from '@/ui/page'
import { Refusal } from '@/ui/refusal'
import { ErrorState, Loading } from '@/ui/states'
import classes from './settings.module.css'

interface Props<T> {
  title: string
  lead: string
  part: string
  fetch: () => Promise<T>
  children: (saved: T) => ReactNode
}

/** One part of the settings: loads it, then shows its form. */
export function Section<T>({ title, lead, part, fetch, children }: Props<T>) {
  const { data, error, refetch } = useQuery({ queryKey: keys.settings(part), queryFn: fetch })
  return (
    <Card title={title}>
      <p className={classes.lead}>{lead}</p>
      {data && children(data)}
      {!data && !error && <Loading lines={3} label={t('Loading {title}', { title })} />}
      {!data && error && <ErrorState compact error={error} what={t('This part')} retry={() => refetch()} />}
    </Card>
  )
}

interface FormProps {
  /** Names the button, as in "Save company". */
  name: string
  children: ReactNode
  locked: boolean
  dirty: boolean
  busy: boolean
  error: unknown
  fields?: string[]
  onSave: () => void
  onReset: () => void
  more?: ReactNode
}

export function SectionForm({ name, children, locked, dirty, busy, error, fields, onSave, onReset, more }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave()
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      {children}
      <Refusal error={error} shown={fields} />
      {!locked && (
        <div className={classes.foot}>
          <Button type="submit" disabled={!dirty} loading={busy}>
            {t('Save {name}', { name })}
          </Button>
          {dirty && (
            <Button variant="default" onClick={onReset}>
              {t('Discard')}
            </Button>
          )}
          {more}
        </div>
      )}
    </form>
  )
}
