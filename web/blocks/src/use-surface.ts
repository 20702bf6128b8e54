import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { fetchSurface } from '@/lib/api/surfaces'
import { keys } from '@/lib/query'
import { toast } from '@/ui/toast'
import type { SurfaceApi } from './context'
import { applyEffects, type Layer, type Stage } from './effects'
import { FormStore } from './form-store'
import { plain, type SurfaceDoc } from './model'
import { useActions } from './use-actions'

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
    // A tab that nobody looks at does not ask.
    refetchInterval: ({ state }) => (state.data?.ttl ? state.data.ttl * 1_000 : false),
    retry: false,
  })
  const forms = useMemo(() => new FormStore(), [])
  const [layers, setLayers] = useState<Layer[]>([])
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
      toast({
        text: plain(text),
        tone,
        action: action && { label: plain(action.label), run: () => void actions.run(action) },
      }),
    insert: ({ insert, mode, visibility }) => onInsert?.({ text: insert.text, mode, visibility }),
    open: (href, inApp) => (inApp && router ? router.history.push(href) : location.assign(href)),
    copy: (text) => void navigator.clipboard.writeText(text),
    download: (href, name) => Object.assign(document.createElement('a'), { href, download: name }).click(),
    close: () => onClose?.(),
  }

  const actions = useActions({
    plugin,
    surface,
    context,
    params,
    key: keyRef,
    forms,
    layers: layersRef,
    selection,
    stage,
  })
  const { post, busy } = actions
  const api: SurfaceApi = {
    plugin,
    surface,
    forms,
    busy: busy?.action ?? '',
    waits: (box) => busy?.scope === 'block' && busy.box === box,
    run: actions.run,
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
  return {
    api,
    query,
    layers,
    closeLayer: () => changeLayers((now) => now.slice(0, -1)),
    asking: actions.asking,
    setAsking: actions.setAsking,
    waiting: busy?.scope === 'surface',
  }
}
