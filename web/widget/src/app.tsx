import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import * as api from './api'
import { Chat, type Shown } from './chat'
import { BeginForm } from './form'
import { Bubble, Close } from './icons'
import type { Welcome } from './model'
import { takeRoom } from './room'
import { Talk } from './talk'

export function App() {
  const [welcome, setWelcome] = useState<Welcome | null>(null)
  const [open, setOpen] = useState(false)
  const [invited, setInvited] = useState(false)
  const [shown, setShown] = useState<Shown | null>(null)
  const [looked, setLooked] = useState(0)
  const [left, setLeft] = useState(false)
  const chat = useMemo(() => new Chat(setShown), [])
  const panel = useRef<HTMLElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    api.welcome().then(setWelcome, () => {})
    void chat.goOn()
  }, [chat])
  useEffect(() => takeRoom(open, invited && !open), [open, invited])
  useEffect(() => {
    if (!welcome?.invite || open || shown) return
    const timer = setTimeout(() => setInvited(true), welcome.invite.after * 1000)
    return () => clearTimeout(timer)
  }, [welcome, open, shown])
  const fromDesk = shown?.items.filter((item) => item.side === 'out').length ?? 0
  useEffect(() => {
    if (open) setLooked(fromDesk)
  }, [open, fromDesk])
  if (!welcome) return null

  const t = (key: string) => welcome.texts[key] ?? key
  const show = () => {
    setInvited(false)
    setOpen(true)
    setTimeout(() => panel.current?.querySelector<HTMLElement>('textarea, input')?.focus())
  }
  const hide = () => {
    setOpen(false)
    setTimeout(() => button.current?.focus())
  }
  const unread = open ? 0 : Math.max(0, fromDesk - looked)
  if (!open) {
    return (
      <div class="corner">
        {invited && (
          <div class="invite">
            <button type="button" class="invite-text" onClick={show}>
              {welcome.invite?.text}
            </button>
            <button type="button" class="plain" aria-label={t('close')} onClick={() => setInvited(false)}>
              <Close />
            </button>
          </div>
        )}
        <button
          ref={button}
          type="button"
          class="launch"
          aria-label={`${t('open')}${unread ? `, ${unread} ${t('new')}` : ''}`}
          onClick={show}
        >
          <Bubble />
          {unread > 0 && <span class="unread">{unread}</span>}
        </button>
      </div>
    )
  }
  const goesOn = shown && shown.state !== 'none'
  return (
    <main
      class="panel"
      ref={panel}
      aria-label={welcome.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') hide()
      }}
    >
      <header class="head">
        <h1>{welcome.title}</h1>
        <button type="button" class="plain" aria-label={t('close')} onClick={hide}>
          <Close />
        </button>
      </header>
      {goesOn ? (
        <Talk chat={chat} shown={shown} t={t} again={() => chat.reset()} files={welcome.files} />
      ) : left ? (
        <p class="done" role="status">
          {t('left')}
        </p>
      ) : (
        <BeginForm welcome={welcome} t={t} begin={(values) => chat.begin(values)} left={() => setLeft(true)} />
      )}
    </main>
  )
}
