import { t } from '@i18n'
import { Button, FileButton, SegmentedControl, Textarea } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { ApiError, base } from '@/lib/api/client'
import { uploadRecordFile } from '@/lib/api/surfaces'
import { bytes } from '@/lib/format'
import { IconPaperclip } from '@/ui/icons'
import { When } from '@/ui/when'
import { ActionButton, ActionMenu } from './action'
import { useSurfaceApi } from './context'
import classes from './conversation.module.css'
import { Ear } from './ear'
import { Heading } from './heading'
import { type Insert, InsertMenu, type InsertOpen, type InsertPlace, slashOpens } from './inserts'
import { type Of, plain } from './model'
import { type Item, type Pending, useTalk } from './use-talk'

/** What two sides say to each other, with a place to say more. */
export function ConversationBlock({ block }: { block: Of<'conversation'> }) {
  const api = useSurfaceApi()
  const talk = useTalk(block)
  const log = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const count = talk.items.length + talk.pending.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is added
  useLayoutEffect(() => {
    const box = log.current
    if (box && atEnd.current) box.scrollTop = box.scrollHeight
  }, [count, talk.typing])
  const near = () => {
    const box = log.current
    if (box) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 80
  }
  const [first, ...rest] = split(block.actions ?? [])
  const read = talk.items.findLast((item) => item.side === 'out' && (item.seq ?? 0) <= talk.seenUpTo)
  return (
    <section className={classes.frame} aria-label={plain(block.title)}>
      {block.live?.map((topic) => (
        <Ear key={topic} topic={`plugin:${api.plugin}:${topic}`} said={talk.said} />
      ))}
      <header className={classes.head}>
        <div className={classes.who}>
          <Heading className={classes.title}>{plain(block.title)}</Heading>
          {block.subtitle && <p className={classes.about}>{plain(block.subtitle)}</p>}
        </div>
        {first && <ActionButton action={first} size="xs" />}
        <ActionMenu actions={rest} label={t('More')} compact />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a log that scrolls must be reachable by keyboard */}
      <div className={classes.log} role="log" aria-label={plain(block.title)} ref={log} tabIndex={0} onScroll={near}>
        {block.earlier && (
          <p className={classes.event}>
            <ActionButton action={block.earlier} size="compact-xs" />
          </p>
        )}
        {count === 0 && block.empty && <p className={classes.event}>{plain(block.empty)}</p>}
        {talk.items.map((item) => (
          <Line key={item.id} item={item} read={item === read} />
        ))}
        {talk.pending.map((line) => (
          <Waiting key={line.client} line={line} retry={talk.retry} />
        ))}
        {talk.typing !== null && (
          <p className={classes.event}>{t('{name} is typing…', { name: talk.typing || t('Somebody') })}</p>
        )}
      </div>
      <Composer block={block} say={talk.say} typing={talk.type} />
    </section>
  )
}

/** The one action that stands by itself, and those behind the dots. */
function split<A extends { style?: string }>(actions: A[]): [A | undefined, ...A[]] {
  const at = actions.findIndex((action) => action.style === 'primary')
  return at < 0 ? [undefined, ...actions] : [actions[at], ...actions.filter((_, index) => index !== at)]
}

function Line({ item, read }: { item: Item; read: boolean }) {
  if (item.side === 'event') {
    return (
      <p className={classes.event}>
        {plain(item.text)} · <When at={item.at} />
      </p>
    )
  }
  return (
    <article className={classes.line} data-side={item.side}>
      <p className={classes.by}>
        {item.name && <strong>{plain(item.name)} </strong>}
        {item.side === 'note' && `${t('Private note')} · `}
        <When at={item.at} />
      </p>
      {plain(item.text) !== item.file?.name && <p className={classes.text}>{plain(item.text)}</p>}
      {item.file && <Sent file={item.file} />}
      {read && <p className={classes.by}>{t('Read')}</p>}
    </article>
  )
}

/** A file that was sent, by the address of the row that holds it: what is heard has no other. */
function Sent({ file }: { file: NonNullable<Item['file']> }) {
  const { plugin } = useSurfaceApi()
  if (!/^[a-z][a-z0-9]*\/\d+\/[a-z][a-z0-9_]*$/.test(file.file)) return null
  return (
    <p className={classes.file}>
      <IconPaperclip size={16} aria-hidden="true" />
      <a href={`${base}/x/${plugin}/${file.file}`} download={file.name}>
        {file.name}
      </a>
      {file.size !== undefined && <span>{bytes(Number(file.size))}</span>}
    </p>
  )
}

function Waiting({ line, retry }: { line: Pending; retry: () => void }) {
  return (
    <article className={classes.line} data-side={line.note ? 'note' : 'out'} data-pending>
      <p className={classes.text}>{line.text}</p>
      {line.failed && (
        <Button size="compact-xs" variant="subtle" color="red" onClick={retry}>
          {t('Not sent. Try again')}
        </Button>
      )}
    </article>
  )
}

/** What other plugins offer to put into the box, and what they are told of the conversation. */
const placesOf = (block: Of<'conversation'>): InsertPlace[] =>
  (block.inserts ?? []).flatMap(({ plugin, surface, title, icon }) =>
    surface ? [{ plugin, surface, title: title ?? plugin, icon }] : [],
  )
const toldOf = (block: Of<'conversation'>) =>
  Object.fromEntries((block.about ?? []).map(({ name, text }) => [`about.${name}`, text]))

interface ComposerProps {
  block: Of<'conversation'>
  say: (text: string, note: boolean, file?: string) => void
  typing: () => void
}

/** The place to write: Enter sends, with Shift it begins a new line. */
function Composer({ block, say, typing }: ComposerProps) {
  const [text, setText] = useState('')
  const [wanted, setMode] = useState<'say' | 'note'>('say')
  const { send, note } = block
  const { plugin } = useSurfaceApi()
  const box = useRef<HTMLTextAreaElement>(null)
  const [inserting, setInserting] = useState<InsertOpen>(null)
  const places = placesOf(block)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState('')
  const mode = wanted === 'note' && note ? 'note' : send ? 'say' : 'note'
  useEffect(() => {
    if (!note) setMode('say')
  }, [note])
  const action = mode === 'note' ? note : send
  // Beside the switch, which names what one writes, the button says what it does.
  const press = mode === 'note' && send ? t('Add') : plain(action?.label)
  const submit = () => {
    const said = text.trim()
    if (!said || !action) return
    setText('')
    say(said, mode === 'note')
  }
  const attach = async (file: File | null) => {
    const [collection = '', field = ''] = block.files?.split('.') ?? []
    if (!file) return
    setBusy(true)
    setRefused('')
    try {
      const kept = await uploadRecordFile(plugin, collection, field, file)
      say(text.trim() || kept.name, false, kept.id)
      setText('')
    } catch (problem) {
      const said = problem instanceof ApiError ? Object.values(problem.fields)[0] || problem.message : ''
      setRefused(said || t('{name} could not be uploaded.', { name: file.name }))
    }
    setBusy(false)
  }
  const insert = ({ text: added, mode: how }: Insert) => {
    setInserting(null)
    const at = how === 'replace' ? 0 : (box.current?.selectionStart ?? text.length)
    const until = how === 'replace' ? text.length : (box.current?.selectionEnd ?? at)
    setText(text.slice(0, at) + added + text.slice(until))
    requestAnimationFrame(() => {
      box.current?.focus()
      box.current?.setSelectionRange(at + added.length, at + added.length)
    })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const place = slashOpens(event, places)
    if (place) return setInserting(place)
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }
  return (
    <footer className={classes.foot} data-note={mode === 'note' || undefined}>
      {block.closed && <p className={classes.closed}>{plain(block.closed)}</p>}
      {action && (
        <>
          <Textarea
            ref={box}
            aria-label={mode === 'note' ? plain(note?.label) : plain(block.placeholder) || plain(send?.label)}
            placeholder={mode === 'note' ? plain(note?.label) : plain(block.placeholder)}
            autosize
            minRows={2}
            maxRows={8}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
              if (mode === 'say') typing()
            }}
            onKeyDown={onKeyDown}
          />
          <div className={classes.send}>
            {send && note ? (
              <SegmentedControl
                size="xs"
                value={mode}
                onChange={(value) => setMode(value as 'say' | 'note')}
                data={[
                  { value: 'say', label: t('Reply') },
                  { value: 'note', label: plain(note.label) },
                ]}
              />
            ) : (
              <span />
            )}
            <div className={classes.tools}>
              <InsertMenu
                places={places}
                told={toldOf(block)}
                open={inserting}
                onOpen={setInserting}
                onInsert={insert}
                size="compact-xs"
              />
              {block.files && mode === 'say' && (
                <FileButton onChange={attach} disabled={busy} inputProps={{ 'aria-label': t('Send a file') }}>
                  {(props) => (
                    <Button
                      {...props}
                      size="xs"
                      variant="default"
                      loading={busy}
                      leftSection={<IconPaperclip size={16} />}
                    >
                      {t('File')}
                    </Button>
                  )}
                </FileButton>
              )}
              <Button size="xs" disabled={!text.trim()} onClick={submit}>
                {press}
              </Button>
            </div>
          </div>
          {refused && (
            <p className={classes.refused} role="alert">
              {refused}
            </p>
          )}
        </>
      )}
    </footer>
  )
}
