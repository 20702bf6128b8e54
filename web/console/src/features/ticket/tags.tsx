import { t } from '@i18n'
import { Button, Popover, TagsInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { updateTicket } from '@/lib/api/tickets'
import type { Ticket } from '@/lib/api/types'
import { Pill } from '@/ui/pill'
import aside from './aside.module.css'
import type { Changer } from './queries'
import classes from './tags.module.css'

interface Props {
  ticket: Ticket
  change: Changer
}

export function Tags({ ticket, change }: Props) {
  const [opened, setOpened] = useState(false)
  const [tags, setTags] = useState(ticket.tags)
  const shown = (
    <span className={classes.tags}>
      {ticket.tags.map((tag) => (
        <Pill key={tag}>{tag}</Pill>
      ))}
      {ticket.tags.length === 0 && <span className={aside.muted}>{t('None')}</span>}
    </span>
  )
  if (!ticket.abilities.tags && !ticket.abilities.status) return shown
  const toggle = () => {
    setTags(ticket.tags)
    setOpened(!opened)
  }
  const save = () => {
    setOpened(false)
    change({
      doing: t('Changing the tags'),
      optimistic: { tags },
      run: (version) => updateTicket(ticket.id, { version, tags }),
    })
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={280} trapFocus withRoles={false}>
      <Popover.Target>
        <UnstyledButton className={classes.button} onClick={toggle} aria-expanded={opened}>
          <span className="pb-hidden">{t('Change tags:')} </span>
          {shown}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <TagsInput
          label={t('Tags')}
          description={t('Enter after each one')}
          value={tags}
          onChange={setTags}
          data={[]}
          data-autofocus
          maxTags={20}
          comboboxProps={{ withinPortal: false }}
        />
        <Button mt="sm" size="xs" onClick={save}>
          {t('Save tags')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
