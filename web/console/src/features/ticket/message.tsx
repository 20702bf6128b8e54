import { t } from '@i18n'
import { memo, useMemo } from 'react'
import { attachmentHref } from '@/lib/api/tickets'
import type { Attachment, Message as Data } from '@/lib/api/types'
import { clean } from '@/lib/clean'
import { bytes } from '@/lib/format'
import { IconLock, IconPaperclip } from '@/ui/icons'
import { Avatar } from '@/ui/person'
import { When } from '@/ui/when'
import classes from './message.module.css'

/** One message. Public replies and private notes differ in colour, border, icon and in words. */
export const Message = memo(function Message({ message }: { message: Data }) {
  if (message.kind === 'system') return <SystemLine message={message} />
  const look = message.kind === 'comment' ? 'note' : message.from_customer ? 'customer' : 'agent'
  const name = message.author?.name ?? (message.from_customer ? t('Requester') : t('Deleted person'))
  return (
    <article
      className={classes.message}
      data-look={look}
      aria-label={t('{kind} by {name}', { kind: labels[look], name })}
    >
      <header className={classes.head}>
        <Avatar name={name} size="md" />
        <span className={classes.who}>
          <span className={classes.name}>{name}</span>
          <span className={classes.kind}>
            {look === 'note' && <IconLock size={13} aria-hidden="true" />}
            {labels[look]}
          </span>
        </span>
        <span className={classes.time}>
          <When at={message.created_at} />
        </span>
      </header>
      <Body html={message.body_html} text={message.body_text} />
      {message.attachments?.length > 0 && <Attachments files={message.attachments} />}
    </article>
  )
})

const labels = { customer: t('Customer'), agent: t('Public reply'), note: t('Private note, only colleagues see it') }

function Body({ html, text }: { html: string; text: string }) {
  const markup = useMemo(() => (html ? clean(html) : null), [html])
  if (!markup)
    return (
      <div className={classes.plain} dir="auto">
        {text}
      </div>
    )
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server and again by clean(), under Trusted Types
  return <div className={classes.body} dir="auto" dangerouslySetInnerHTML={markup} />
}

function SystemLine({ message }: { message: Data }) {
  return (
    <p className={classes.system}>
      <span>{message.body_text}</span> <When at={message.created_at} />
    </p>
  )
}

function Attachments({ files }: { files: Attachment[] }) {
  return (
    <ul className={classes.files} aria-label={t('Attachments')}>
      {files.map((file) => (
        <li key={file.id}>
          <a className={classes.file} href={attachmentHref(file)} download={file.name}>
            <IconPaperclip size={15} aria-hidden="true" />
            <span className={classes.fileName}>{file.name}</span>
            <span className={classes.fileSize}>{bytes(file.size)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
