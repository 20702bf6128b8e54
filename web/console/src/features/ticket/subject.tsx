import { t } from '@i18n'
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { updateTicket } from '@/lib/api/tickets'
import type { Ticket } from '@/lib/api/types'
import { IconPencil } from '@/ui/icons'
import classes from './header.module.css'
import type { Changer } from './queries'

/** The ticket's subject as the page's heading, and the way to change it. */
export function Subject({ ticket, change }: { ticket: Ticket; change: Changer }) {
  const [editing, setEditing] = useState(false)
  const [text, setText] = useState(ticket.subject)
  const start = () => {
    setText(ticket.subject)
    setEditing(true)
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    setEditing(false)
    const subject = text.trim()
    if (!subject || subject === ticket.subject) return
    change({
      doing: t('Changing the subject'),
      optimistic: { subject },
      run: (version) => updateTicket(ticket.id, { version, subject }),
    })
  }
  if (editing) {
    return (
      <form className={classes.form} onSubmit={save}>
        <TextInput
          aria-label={t('Subject')}
          dir="auto"
          value={text}
          autoFocus
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setEditing(false)}
        />
        <Button type="submit">{t('Save')}</Button>
        <Button variant="default" onClick={() => setEditing(false)}>
          {t('Cancel')}
        </Button>
      </form>
    )
  }
  return (
    <div className={classes.subject}>
      <h1 className={classes.title} dir="auto">
        {ticket.subject}
      </h1>
      {ticket.abilities.subject && (
        <ActionIcon
          className={classes.edit}
          variant="subtle"
          color="gray"
          c="dimmed"
          size={24}
          aria-label={t('Edit the subject')}
          onClick={start}
        >
          <IconPencil size={15} />
        </ActionIcon>
      )}
    </div>
  )
}
