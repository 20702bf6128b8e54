import { useEffect, useRef, useState } from 'preact/hooks'
import * as api from './api'
import type { Chat, Shown } from './chat'
import { Clip, Send } from './icons'
import type { Item, Welcome } from './model'

interface Props {
  chat: Chat
  shown: Shown
  t: (key: string) => string
  again: () => void
  files?: Welcome['files']
}

/** The conversation, and the place to say something. */
export function Talk({ chat, shown, t, again, files }: Props) {
  const [text, setText] = useState('')
  const [asking, setAsking] = useState(false)
  const log = useRef<HTMLDivElement>(null)
  const count = shown.items.length + shown.pending.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is added
  useEffect(() => {
    const box = log.current
    if (box) box.scrollTop = box.scrollHeight
    if (document.visibilityState === 'visible') chat.seen()
  }, [count, shown.typing, chat])
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && chat.seen()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [chat])

  const send = () => {
    const said = text.trim()
    if (!said) return
    setText('')
    chat.say(said)
  }
  const [problem, setProblem] = useState('')
  const attach = async (input: HTMLInputElement) => {
    const file = input.files?.[0]
    input.value = ''
    if (!file) return
    setProblem('')
    try {
      if (files && file.size > files.max) throw new api.Refused(422, t('file.large'))
      const { id, name } = await api.upload(file)
      chat.say(text.trim() || name, id)
      setText('')
    } catch (error) {
      const refused = error instanceof api.Refused ? Object.values(error.fields)[0] || error.message : ''
      setProblem(refused || t('file.failed'))
    }
  }
  const over = shown.state === 'ended'
  const lastRead = [...shown.items].reverse().find((item) => item.side === 'in' && (item.seq ?? 0) <= shown.read)
  return (
    <>
      {shown.offline && (
        <p class="notice" role="status">
          {t('offline')}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a log that scrolls must be reachable by keyboard */}
      <div class="log" role="log" aria-label={t('log')} ref={log} tabIndex={0}>
        {shown.items.map((item) => (
          <Line key={item.id} item={item} read={item === lastRead ? t('read') : ''} />
        ))}
        {shown.pending.map((line) => (
          <div key={line.client} class="line mine" data-pending>
            <p>{line.text}</p>
            {line.failed && (
              <button type="button" class="again" onClick={() => chat.retry()}>
                {t('failed')}
              </button>
            )}
          </div>
        ))}
        {shown.state === 'waiting' && (
          <p class="event">
            {t('waiting')} {shown.place}
          </p>
        )}
        {shown.typing !== null && (
          <p class="event">
            {shown.typing} {t('typing')}
          </p>
        )}
      </div>
      {over ? (
        <div class="foot">
          {shown.survey && (
            <a class="primary" href={shown.survey} target="_blank" rel="noopener">
              {t('rate')}
            </a>
          )}
          <button type="button" class={shown.survey ? 'link' : 'primary'} onClick={again}>
            {t('again')}
          </button>
        </div>
      ) : (
        <div class="foot">
          <form
            class="write"
            onSubmit={(event) => {
              event.preventDefault()
              send()
            }}
          >
            <textarea
              aria-label={t('say')}
              placeholder={t('say')}
              rows={2}
              maxLength={4000}
              value={text}
              onInput={(event) => {
                setText(event.currentTarget.value)
                chat.typing()
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
                event.preventDefault()
                send()
              }}
            />
            {files && (
              <label class="clip">
                <input
                  type="file"
                  aria-label={t('file')}
                  accept={files.accept}
                  onChange={(event) => void attach(event.currentTarget)}
                />
                <Clip />
              </label>
            )}
            <button type="submit" class="send" aria-label={t('send')} disabled={!text.trim()}>
              <Send />
            </button>
          </form>
          {problem && (
            <p class="problem" role="alert">
              {problem}
            </p>
          )}
          <button
            type="button"
            class="link"
            onClick={() => (asking ? void chat.end() : setAsking(true))}
            onBlur={() => setAsking(false)}
          >
            {asking ? t('end.sure') : t('end')}
          </button>
        </div>
      )}
    </>
  )
}

function Line({ item, read }: { item: Item; read: string }) {
  if (item.side === 'event') return <p class="event">{item.text}</p>
  const at = new Date(item.at)
  return (
    <div class={item.side === 'in' ? 'line mine' : 'line theirs'}>
      {item.side === 'out' && item.name && <span class="by">{item.name}</span>}
      {item.text !== item.file?.name && <p>{item.text}</p>}
      {item.file && <Sent file={item.file} />}
      <span class="at">
        <time dateTime={item.at}>{at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}</time>
        {read && ` · ${read}`}
      </span>
    </div>
  )
}

function Sent({ file }: { file: NonNullable<Item['file']> }) {
  return (
    <button type="button" class="file" onClick={() => void api.save(file).catch(() => {})}>
      <Clip /> {file.name}
    </button>
  )
}
