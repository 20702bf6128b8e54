import { t } from '@i18n'
import { ActionIcon } from '@mantine/core'
import { useMemo, useState } from 'react'
import { clean } from '@/lib/clean'
import { IconAlertTriangle, IconCheck, IconCopy, IconInfoCircle, IconX } from '@/ui/icons'
import { Pill } from '@/ui/pill'
import { State } from '@/ui/states'
import { When } from '@/ui/when'
import { ActionList } from './action'
import classes from './content.module.css'
import { FileList } from './files'
import { Heading } from './heading'
import { BlockIcon } from './icon'
import { BlockLink } from './link'
import { type Of, plain } from './model'

export function HeadingBlock({ block }: { block: Of<'heading'> }) {
  return (
    <Heading className={classes.heading}>
      {block.icon && <BlockIcon name={block.icon} size={18} />}
      {plain(block.text)}
    </Heading>
  )
}

export function TextBlock({ block }: { block: Of<'text'> }) {
  const text = plain(block.text)
  return (
    <p
      className={classes.text}
      data-tone={block.tone}
      data-size={block.size}
      data-weight={block.weight}
      style={block.clamp ? { WebkitLineClamp: block.clamp } : undefined}
      data-clamp={block.clamp ? true : undefined}
    >
      {text}
      {block.copyable && <CopyButton text={text} />}
    </p>
  )
}

export function MarkdownBlock({ block }: { block: Of<'markdown'> }) {
  return <Html html={block.html} text={plain(block.text)} />
}

/** Clean HTML from the host; the bare text where it sent none. */
export function Html({ html, text }: { html?: string; text: string }) {
  const markup = useMemo(() => (html ? clean(html) : null), [html])
  if (!markup) return <p className={classes.pre}>{text}</p>
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the host and again by clean(), under Trusted Types
  return <div className={classes.prose} dangerouslySetInnerHTML={markup} />
}

export function BadgeBlock({ block }: { block: Of<'badge'> }) {
  return (
    <span>
      <Pill tone={block.tone} icon={block.icon ? <BlockIcon name={block.icon} size={13} /> : undefined}>
        {plain(block.text)}
      </Pill>
    </span>
  )
}

export function AlertBlock({ block }: { block: Of<'alert'> }) {
  const [gone, setGone] = useState(false)
  if (gone) return null
  const tone = block.tone ?? 'info'
  const loud = tone === 'danger' || tone === 'warning'
  const Icon = loud ? IconAlertTriangle : IconInfoCircle
  return (
    <div className={classes.alert} data-tone={tone} role={loud ? 'alert' : 'note'}>
      <Icon size={18} aria-hidden="true" />
      <div className={classes.alertWords}>
        <strong>{plain(block.title)}</strong>
        {block.text && <span>{plain(block.text)}</span>}
        {block.actions && block.actions.length > 0 && (
          <div className={classes.row}>
            <ActionList actions={block.actions} size="xs" />
          </div>
        )}
      </div>
      {block.dismiss && (
        <ActionIcon
          variant="subtle"
          color="gray"
          c="inherit"
          size={24}
          aria-label={t('Dismiss')}
          onClick={() => setGone(true)}
        >
          <IconX size={15} />
        </ActionIcon>
      )}
    </div>
  )
}

export function ImageBlock({ block }: { block: Of<'image'> }) {
  const image = <Picture src={block.src.src} alt={plain(block.alt)} ratio={block.ratio} />
  return (
    <figure className={classes.figure}>
      {block.href ? <BlockLink href={block.href}>{image}</BlockLink> : image}
      {block.caption && <figcaption className={classes.caption}>{plain(block.caption)}</figcaption>}
    </figure>
  )
}

function Picture({ src, alt, ratio }: { src: string | undefined; alt: string; ratio?: string }) {
  if (!src) return <span className={classes.missing}>{alt}</span>
  return <img className={classes.image} src={src} alt={alt} loading="lazy" data-ratio={ratio ?? 'auto'} />
}

export function GalleryBlock({ block }: { block: Of<'gallery'> }) {
  return (
    <ul className={classes.gallery}>
      {block.items.map((item) => (
        <li key={item.src.src ?? plain(item.alt)}>
          <Picture src={item.src.src} alt={plain(item.alt)} ratio="4:3" />
        </li>
      ))}
    </ul>
  )
}

export function VideoBlock({ block }: { block: Of<'video'> }) {
  return (
    <p className={classes.text}>
      <BlockIcon name="video" size={18} />{' '}
      <BlockLink href={block.src} className="pb-link">
        {plain(block.title)}
      </BlockLink>
    </p>
  )
}

export function CodeBlock({ block }: { block: Of<'code'> }) {
  const lines = block.text.replace(/\n$/, '').split('\n')
  const sign = (line: string) =>
    !block.diff ? undefined : line.startsWith('+') ? 'plus' : line.startsWith('-') ? 'minus' : undefined
  return (
    <div className={classes.codeBox}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a listing that scrolls must be reachable by keyboard */}
      <pre className={classes.code} tabIndex={0}>
        <code>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines never move
            <span key={index} className={classes.line} data-sign={sign(line)}>
              {`${line}\n`}
            </span>
          ))}
        </code>
      </pre>
      {block.copyable && <CopyButton text={block.text} />}
    </div>
  )
}

export function QuoteBlock({ block }: { block: Of<'quote'> }) {
  return (
    <figure className={classes.figure}>
      <blockquote className={classes.quote}>{plain(block.text)}</blockquote>
      {(block.by || block.at) && (
        <figcaption className={classes.caption}>
          {block.href ? <BlockLink href={block.href}>{plain(block.by)}</BlockLink> : plain(block.by)}
          {block.by && block.at && ', '}
          {block.at && <When at={block.at} />}
        </figcaption>
      )}
    </figure>
  )
}

export function EmptyBlock({ block }: { block: Of<'empty'> }) {
  return (
    <State
      compact
      icon={block.icon ? <BlockIcon name={block.icon} size={20} /> : undefined}
      title={plain(block.title)}
      actions={block.actions?.length ? <ActionList actions={block.actions} size="xs" /> : undefined}
    >
      {plain(block.text)}
    </State>
  )
}

export function MessageBlock({ block }: { block: Of<'message'> }) {
  const note = block.visibility === 'note'
  return (
    <article className={classes.message} data-note={note || undefined}>
      <header className={classes.caption}>
        <strong>{plain(block.author.name) || t('Somebody')}</strong>
        {note && ` · ${t('Private note')}`} · <When at={block.at} />
      </header>
      <Html html={block.html} text={plain(block.markdown)} />
      {block.files && block.files.length > 0 && <FileList files={block.files} />}
    </article>
  )
}

/** Puts a text on the clipboard and says so by its sign. */
export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="dimmed"
      size={24}
      aria-label={copied ? t('Copied') : t('Copy')}
      onClick={copy}
    >
      {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
    </ActionIcon>
  )
}
