import type { Insert } from '@blocks/inserts'
import { t } from '@i18n'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { addMessage, uploadFile } from '@/lib/api/tickets'
import type { Attachment, Status, Ticket } from '@/lib/api/types'
import { type Mode, readDraft, writeDraft } from '@/lib/drafts'
import { live } from '@/lib/live'
import { keys } from '@/lib/query'
import { toast, toastError } from '@/ui/toast'
import { type Named, stillMentioned } from './mention'

/** The state of the answer being written: what, to whom, with which files. Drafts outlive the page. */
export function useComposer(ticket: Ticket) {
  const { id, abilities } = ticket
  const client = useQueryClient()
  const box = useRef<HTMLTextAreaElement>(null)
  const [mode, setMode] = useState<Mode>(abilities.reply ? 'reply' : 'comment')
  const [texts, setTexts] = useState({ reply: readDraft(id, 'reply'), comment: readDraft(id, 'comment') })
  const [files, setFiles] = useState<Attachment[]>([])
  const [uploading, setUploading] = useState(0)
  const [picked, setPicked] = useState<Named[]>([])
  const text = texts[mode]

  // At once: whoever closes the page or changes over to the note within a moment loses nothing.
  useEffect(() => writeDraft(id, mode, text), [id, mode, text])

  const type = (next: string, to: Mode = mode) => {
    setTexts((before) => ({ ...before, [to]: next }))
    if (next) live.typing(id)
  }
  const focus = (to: Mode) => {
    if (!abilities[to]) return
    setMode(to)
    requestAnimationFrame(() => box.current?.focus())
  }

  const attach = (picked: Iterable<File>) => {
    for (const file of picked) {
      setUploading((n) => n + 1)
      uploadFile(id, file)
        .then((done) => setFiles((before) => [...before, done]))
        .catch((error) => toastError(error, t('Uploading “{name}”', { name: file.name })))
        .finally(() => setUploading((n) => n - 1))
    }
  }

  const insert = ({ text: added, mode: how, visibility }: Insert) => {
    const to: Mode = visibility === 'note' ? 'comment' : visibility === 'reply' ? 'reply' : mode
    setTexts((before) => {
      const old = before[to]
      return { ...before, [to]: how === 'replace' || !old.trim() ? added : `${old.trimEnd()}\n\n${added}` }
    })
    focus(to)
  }

  const send = useMutation({
    mutationFn: (status?: Status) =>
      addMessage(id, {
        kind: mode,
        body: text,
        format: 'markdown',
        attachments: files.map((file) => file.id),
        mentions: mode === 'comment' ? stillMentioned(text, picked).map((person) => person.id) : undefined,
        status,
      }),
    onSuccess: () => {
      type('')
      writeDraft(id, mode, '')
      setFiles([])
      setPicked([])
      toast({ tone: 'success', text: mode === 'reply' ? t('Reply sent.') : t('Note added.') })
    },
    onError: (error) => toastError(error, mode === 'reply' ? t('Sending the reply') : t('Adding the note')),
    onSettled: () => {
      client.invalidateQueries({ queryKey: keys.tickets })
      client.invalidateQueries({ queryKey: keys.views })
    },
  })

  const ready = text.trim() !== '' && uploading === 0 && !send.isPending
  return {
    box,
    mode,
    setMode,
    text,
    type,
    files,
    dropFile: (file: number) => setFiles((before) => before.filter((item) => item.id !== file)),
    uploading,
    attach,
    insert,
    mention: (person: Named) => setPicked((before) => [...before, person]),
    focus,
    ready,
    sending: send.isPending,
    send: (status?: Status) => ready && send.mutate(status),
  }
}

export type ComposerState = ReturnType<typeof useComposer>
