import { type InsertOpen, slashOpens } from '@blocks/inserts'
import { t } from '@i18n'
import { Button, SegmentedControl, Textarea } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, lazy, Suspense, useState } from 'react'
import type { Ticket } from '@/lib/api/types'
import { IconLock, IconSend } from '@/ui/icons'
import { AttachButton, PendingFiles } from './attach'
import classes from './composer.module.css'
import { carryOut, type Format, formatted } from './format'
import { InsertMenu } from './insert-menu'
import { MentionList } from './mention-list'
import { SendMenu } from './send-menu'
import type { ComposerState } from './use-composer'
import { useMentions } from './use-mentions'

const FormatBar = lazy(() => import('./format-bar'))

interface Props {
  ticket: Ticket
  composer: ComposerState
}

const formatKeys: Record<string, Format> = { b: 'bold', i: 'italic' }

export function Composer({ ticket, composer }: Props) {
  const { reply, comment, take } = ticket.abilities
  if (!reply && !comment) {
    return (
      <p className={classes.closed} data-part="composer">
        <IconLock size={16} aria-hidden="true" />
        {take ? t('Take this ticket to answer it.') : t('You may read this ticket, but not write to it.')}
      </p>
    )
  }
  return <Editor ticket={ticket} composer={composer} />
}

function Editor({ ticket, composer }: Props) {
  const [over, setOver] = useState(false)
  const [inserting, setInserting] = useState<InsertOpen>(null)
  const { mode, text, files, uploading } = composer
  const note = mode === 'comment'
  const may = ticket.abilities
  const paste = (event: ClipboardEvent) => {
    if (!may.attach || event.clipboardData.files.length === 0) return
    event.preventDefault()
    composer.attach(event.clipboardData.files)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (may.attach) composer.attach(event.dataTransfer.files)
  }
  const mentions = useMentions(ticket.id, composer)
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (mentions.key(event)) return
    const place = slashOpens(event, ticket.inserts ?? [])
    if (place) return setInserting(place)
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    const format = formatKeys[event.key]
    if (event.key !== 'Enter' && !format) return
    event.preventDefault()
    const { value, selectionStart, selectionEnd } = event.currentTarget
    if (format) carryOut(event.currentTarget, formatted(format, value, selectionStart, selectionEnd))
    else composer.send()
  }
  const listed = mentions.people.length > 0
  return (
    <section
      className={classes.composer}
      data-part="composer"
      data-note={note || undefined}
      data-over={over || undefined}
      aria-label={t('Answer')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <MentionList mentions={mentions} />
      <div className={classes.top}>
        <ModeSwitch ticket={ticket} composer={composer} />
        <span className={classes.to}>
          {note ? t('Colleagues only') : t('To {name}', { name: ticket.requester?.name ?? t('the requester') })}
        </span>
      </div>
      <Textarea
        ref={composer.box}
        autosize
        dir={text ? 'auto' : undefined}
        minRows={2}
        maxRows={10}
        value={text}
        aria-label={note ? t('Private note') : t('Reply')}
        placeholder={note ? t('A note that only colleagues see; @ mentions one') : t('Write a reply; Markdown works')}
        classNames={{ input: classes.input }}
        aria-autocomplete={note ? 'list' : undefined}
        aria-controls={listed ? mentions.id : undefined}
        aria-activedescendant={listed ? `${mentions.id}-${mentions.chosen}` : undefined}
        onChange={(event) => {
          composer.type(event.currentTarget.value)
          mentions.look()
        }}
        onSelect={mentions.look}
        onBlur={mentions.close}
        onPaste={paste}
        onKeyDown={keys}
      />
      <PendingFiles files={files} uploading={uploading} onDrop={composer.dropFile} />
      <div className={classes.foot}>
        <div className={classes.formats} role="toolbar" aria-label={t('Formatting')}>
          <Suspense>
            <FormatBar box={composer.box} />
          </Suspense>
        </div>
        {may.attach && <AttachButton onPick={composer.attach} />}
        <InsertMenu ticket={ticket} open={inserting} onOpen={setInserting} onInsert={composer.insert} />
        <span className={classes.hint}>{t('Ctrl+Enter sends')}</span>
        <Button.Group>
          <Button
            size="sm"
            color={note ? 'dark' : undefined}
            leftSection={note ? <IconLock size={16} /> : <IconSend size={16} />}
            disabled={!composer.ready}
            loading={composer.sending}
            title={t('Ctrl+Enter sends')}
            onClick={() => composer.send()}
          >
            {note ? t('Add note') : t('Send reply')}
          </Button>
          {may.status && <SendMenu note={note} disabled={!composer.ready} onSend={composer.send} />}
        </Button.Group>
      </div>
    </section>
  )
}

function ModeSwitch({ ticket, composer }: Props) {
  const { reply, comment } = ticket.abilities
  const data = [
    ...(reply ? [{ value: 'reply', label: t('Reply') }] : []),
    ...(comment ? [{ value: 'comment', label: t('Private note') }] : []),
  ]
  if (data.length < 2) return <strong className={classes.only}>{data[0]?.label}</strong>
  return (
    <SegmentedControl
      size="xs"
      data={data}
      value={composer.mode}
      aria-label={t('Kind of answer')}
      onChange={(value) => composer.setMode(value as ComposerState['mode'])}
    />
  )
}
