import { t } from '@i18n'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { fetchSurface, sendSurfaceEvent } from '@/lib/api/surfaces'
import { keys } from '@/lib/query'
import { toast, toastError } from '@/ui/toast'
import type { RunOptions, SurfaceApi } from './context'
import { applyEffects, type Layer, type Stage } from './effects'
import { FormStore } from './form-store'
import { type Action, plain, type SurfaceDoc, walk } from './model'
import { newId } from './new-id'
import { applyPatch } from './patch'

export interface SurfaceProps {
  plugin: string
  surface: string
  /** Where it stands: the ticket, the person. */
  context?: Record<string, string>
  /** State that the address carries; without it the surface keeps its own. */
  params?: Record<string, string>
  onParams?: (params: Record<string, string>) => void
  onInsert?: (insert: { text: string; mode?: 'append' | 'replace'; visibility?: 'reply' | 'note' }) => void
  onClose?: () => void
}

const noContext: Record<string, string> = {}

/** Fetches a surface, keeps what is typed in it, and carries out its actions. */
export function useSurface(props: SurfaceProps) {
  const { plugin, surface, context = noContext, onInsert, onClose } = props
  const client = useQueryClient()
  const router = useRouter({ warn: false })
  const [own, setOwn] = useState<Record<string, string>>({})
  const params = props.params ?? own
  const key = [...keys.surfaces, plugin, surface, context, params]
  const keyRef = useRef(key)
  keyRef.current = key
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => fetchSurface(plugin, surface, { ...params, ...context }, signal),
    placeholderData: (before) => before,
    staleTime: 5_000,
    retry: false,
  })
  const forms = useMemo(() => new FormStore(), [])
  const [layers, setLayers] = useState<Layer[]>([])
  const [busy, setBusy] = useState('')
  const [asking, setAsking] = useState<{ action: Action; go: () => void } | null>(null)
  const [selection, setSelection] = useState<Record<string, string[]>>({})
  const doc = query.data
  useMemo(() => doc && forms.seed(doc.blocks), [doc, forms])
  useMemo(() => forms.seed(layers.flatMap((layer) => layer.blocks)), [layers, forms])
  useEffect(() => forms.subscribe(() => {}), [forms])

  const changeDoc = (change: (doc: SurfaceDoc) => SurfaceDoc) =>
    client.setQueryData<SurfaceDoc>(keyRef.current, (now) => now && change(now))
  const layersRef = useRef(layers)
  const changeLayers = (change: (layers: Layer[]) => Layer[]) => {
    layersRef.current = change(layersRef.current)
    setLayers(layersRef.current)
  }

  const stage: Stage = {
    changeDoc,
    changeLayers,
    refresh: (names) => {
      const mine = (query: { queryKey: readonly unknown[] }) =>
        query.queryKey[1] === plugin && (!names?.length || names.includes(String(query.queryKey[2])))
      client.invalidateQueries({
        queryKey: keys.surfaces,
        predicate: names?.length ? mine : (q) => mine(q) && q.queryKey[2] === surface,
      })
    },
    fail: (form, fields, error) => forms.fail(form, fields, error),
    setField: (form, name, value) => forms.set(form, name, value),
    reset: (form) => forms.reset(form),
    toast: ({ text, tone, action }) =>
      toast({ text: plain(text), tone, action: action && { label: plain(action.label), run: () => void run(action) } }),
    insert: ({ insert, mode, visibility }) => onInsert?.({ text: insert.text, mode, visibility }),
    open: (href, inApp) => (inApp && router ? router.history.push(href) : location.assign(href)),
    copy: (text) => void navigator.clipboard.writeText(text),
    download: (href, name) => Object.assign(document.createElement('a'), { href, download: name }).click(),
    close: () => onClose?.(),
  }

  const post = (action: Action, options: RunOptions) => {
    const wanted = [...(action.collect ?? []), ...(options.form ? [options.form] : [])]
    const values = Object.fromEntries(
      formIds(doc, layersRef.current)
        .filter((id) => wanted.includes(id))
        .map((id) => [id, forms.values(id)]),
    )
    const chosen = Object.fromEntries(Object.entries(selection).filter(([id]) => wanted.includes(id)))
    return sendSurfaceEvent(plugin, surface, {
      event: options.event ?? 'action',
      action: action.id,
      token: action.token ?? '',
      values: { ...values, ...options.values },
      selection: { ...chosen, ...options.selection },
      params: { ...params, ...options.params },
      rev: doc?.rev ?? '',
      state: doc?.state,
      idem: newId(),
      ctx: context,
    })
  }

  const perform = async (action: Action, options: RunOptions) => {
    const before = client.getQueryData<SurfaceDoc>(keyRef.current)
    setBusy(action.id)
    for (const patch of action.optimistic ?? []) changeDoc((now) => ({ ...now, blocks: applyPatch(now.blocks, patch) }))
    try {
      const answer = await post(action, options)
      if (answer.error) {
        if (action.optimistic) client.setQueryData(keyRef.current, before)
        if (answer.error.code === 'conflict') await query.refetch()
        toast({ tone: 'danger', text: plain(answer.error.text) || t('That did not work.') })
      }
      applyEffects(answer.effects ?? [], stage)
      if (answer.rev) changeDoc((now) => ({ ...now, rev: answer.rev }))
      if (context.ticket) client.invalidateQueries({ queryKey: keys.ticket(Number(context.ticket)) })
    } catch (error) {
      if (action.optimistic) client.setQueryData(keyRef.current, before)
      failed(error, action, options, forms)
    } finally {
      setBusy('')
    }
  }

  const run = async (action: Action, options: RunOptions = {}) => {
    if (action.confirm) return setAsking({ action, go: () => void perform(action, options) })
    return perform(action, options)
  }

  const api: SurfaceApi = {
    plugin,
    surface,
    forms,
    busy,
    run,
    press: async (action, options = {}) => {
      const answer = await post(action, options)
      applyEffects(answer.effects ?? [], stage)
    },
    refresh: () => stage.refresh(undefined),
    load: async (action, q) => {
      const { effects } = await post(action, { event: 'load', params: { q } })
      const found = effects.flatMap((effect) => (effect.type === 'patch' ? effect.patches : []))
      return found.flatMap((patch) =>
        patch.op === 'field' ? (patch.options ?? []).map(({ value, label }) => ({ value, label: plain(label) })) : [],
      )
    },
    params,
    setParams: (change) => {
      const next = { ...params, ...change }
      const kept = Object.fromEntries(
        Object.entries(next).filter((pair): pair is [string, string] => pair[1] !== undefined),
      )
      if (props.onParams) props.onParams(kept)
      else setOwn(kept)
    },
    selection,
    select: (id, chosen) => setSelection((before) => ({ ...before, [id]: chosen })),
  }
  return { api, query, layers, closeLayer: () => changeLayers((now) => now.slice(0, -1)), asking, setAsking }
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
