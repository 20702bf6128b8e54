import { t, tn } from '@i18n'
import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { sendSurfaceEvent } from '@/lib/api/surfaces'
import { keys } from '@/lib/query'
import { toast, toastError } from '@/ui/toast'
import type { RunOptions } from './context'
import { applyEffects, type Layer, type Stage } from './effects'
import type { FormStore } from './form-store'
import { type Action, type EventResponse, plain, type SurfaceDoc, walk } from './model'
import { newId } from './new-id'
import { applyPatch } from './patch'

interface Place {
  plugin: string
  surface: string
  context: Record<string, string>
  params: Record<string, string>
  /** Under which the document is cached. */
  key: RefObject<unknown[]>
  forms: FormStore
  layers: RefObject<Layer[]>
  selection: Record<string, string[]>
  stage: Stage
}

/** What is under way, and what waits for it. */
interface Busy {
  action: string
  scope: NonNullable<Action['busy']>
  box: string
}

/** How often an action is tried that does no harm twice. */
const tries = 3
const pause = 500

/** Carries out the actions of a surface. */
export function useActions(place: Place) {
  const { plugin, surface, context, key, forms, layers, stage } = place
  const client = useQueryClient()
  const [busy, setBusy] = useState<Busy | null>(null)
  const [asking, setAsking] = useState<{ action: Action; go: (typed: string) => void } | null>(null)
  const docNow = () => client.getQueryData<SurfaceDoc>(key.current)

  const post = async (action: Action, options: RunOptions) => {
    const doc = docNow()
    const wanted = [...(action.collect ?? []), ...(options.form ? [options.form] : [])]
    const values = Object.fromEntries(
      formIds(doc, layers.current)
        .filter((id) => wanted.includes(id))
        .map((id) => [id, forms.values(id)]),
    )
    const chosen = Object.fromEntries(Object.entries(place.selection).filter(([id]) => wanted.includes(id)))
    const event = {
      event: options.event ?? 'action',
      action: action.id,
      token: action.token ?? '',
      values: { ...values, ...options.values },
      selection: { ...chosen, ...options.selection },
      params: { ...place.params, ...options.params },
      typed: options.typed,
      rev: doc?.rev ?? '',
      state: doc?.state,
      idem: newId(),
      ctx: context,
    }
    for (let attempt = 1; ; attempt++) {
      try {
        return await sendSurfaceEvent(plugin, surface, event)
      } catch (error) {
        if (!action.idempotent || attempt >= tries || !isPassing(error)) throw error
        await new Promise((done) => setTimeout(done, pause * attempt))
      }
    }
  }

  const perform = async (action: Action, options: RunOptions) => {
    const before = docNow()
    const sending = options.event === 'submit' ? options.form : undefined
    // Before the answer, which may lead to another page.
    if (sending) forms.sent(sending)
    setBusy({ action: action.id, scope: action.busy ?? 'self', box: options.box ?? '' })
    for (const patch of action.optimistic ?? [])
      stage.changeDoc((now) => ({ ...now, blocks: applyPatch(now.blocks, patch) }))
    try {
      const answer = await post(action, options)
      if (answer.error) {
        if (action.optimistic) client.setQueryData(key.current, before)
        if (answer.error.code === 'conflict') await client.refetchQueries({ queryKey: key.current, exact: true })
        toast({ tone: 'danger', text: saidOf(answer.error) })
      }
      applyEffects(answer.effects ?? [], stage)
      if (answer.rev) stage.changeDoc((now) => ({ ...now, rev: answer.rev }))
      if (context.ticket) client.invalidateQueries({ queryKey: keys.ticket(Number(context.ticket)) })
      if (sending && !arrived(answer, sending)) forms.sent(sending, null)
      return !answer.error
    } catch (error) {
      if (sending) forms.sent(sending, null)
      if (action.optimistic) client.setQueryData(key.current, before)
      failed(error, action, options, forms)
      return false
    } finally {
      setBusy(null)
    }
  }

  /** True once it was done; false when it was refused, or is asked about first. */
  const run = async (action: Action, options: RunOptions = {}) => {
    if (busy && busy.scope !== 'self' && (busy.scope === 'surface' || busy.box === options.box)) return false
    if (!action.confirm) return perform(action, options)
    setAsking({ action, go: (typed) => void perform(action, { ...options, typed }) })
    return false
  }

  return { run, post, busy, asking, setAsking }
}

/** Whether a form was taken, and not sent back with messages. */
const arrived = ({ error, effects }: EventResponse, form: string) =>
  !error && !effects?.some((effect) => effect.type === 'errors' && effect.form === form)

const passing = new Set(['unavailable', 'rate_limited', 'internal'])
const isPassing = (error: unknown) => !(error instanceof ApiError) || passing.has(error.kind)

/** A plugin's refusal, and when another try makes sense. */
function saidOf({ text, retry_ms: wait }: NonNullable<EventResponse['error']>): string {
  const said = plain(text) || t('That did not work.')
  if (!wait) return said
  return `${said} ${tn(Math.ceil(wait / 1_000), 'Try again in {n} second.', 'Try again in {n} seconds.')}`
}

function formIds(doc: SurfaceDoc | undefined, layers: Layer[]): string[] {
  const ids: string[] = []
  const note = (block: { type: string; id?: string }) => block.type === 'form' && block.id && ids.push(block.id)
  walk(doc?.blocks ?? [], note as never)
  for (const layer of layers) walk(layer.blocks, note as never)
  return ids
}

/** A refusal that names fields belongs to the form that was sent; everything else is said aloud. */
function failed(error: unknown, action: Action, options: RunOptions, forms: FormStore) {
  if (error instanceof ApiError && error.kind === 'invalid' && options.form) {
    const fields = Object.fromEntries(
      Object.entries(error.fields).map(([name, text]) => [name.split('.').at(-1) ?? name, text]),
    )
    forms.fail(options.form, fields, error.message)
    return
  }
  toastError(error, plain(action.label) ? `“${plain(action.label)}”` : t('This'))
}
