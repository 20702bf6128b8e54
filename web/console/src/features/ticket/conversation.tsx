import { t, tn } from '@i18n'
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Ticket } from '@/lib/api/types'
import { IconMessageCircle } from '@/ui/icons'
import { State } from '@/ui/states'
import classes from './conversation.module.css'
import { Message } from './message'

const tail = 6

/** The messages in order; the middle of a long talk is folded until asked for. */
export function Conversation({ ticket }: { ticket: Ticket }) {
  const [all, setAll] = useState(false)
  const { messages } = ticket
  const folded = all ? 0 : Math.max(0, messages.length - tail - 1)
  const hidden = folded > 2 ? folded : 0
  const shown = hidden ? [...messages.slice(0, 1), ...messages.slice(1 + hidden)] : messages
  if (messages.length === 0) {
    return (
      <State icon={<IconMessageCircle />} title={t('No messages yet')}>
        {t('What is written below starts the conversation.')}
      </State>
    )
  }
  return (
    <ol className={classes.list}>
      {shown.map((message, index) => (
        <li key={message.id}>
          <Message message={message} />
          {index === 0 && hidden > 0 && (
            <div className={classes.fold}>
              <Button size="compact-sm" variant="default" onClick={() => setAll(true)}>
                {tn(hidden, 'Show {n} earlier message', 'Show {n} earlier messages')}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}
