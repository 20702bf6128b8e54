import type { Effect, SurfaceDoc } from './model'
import { plain } from './model'
import { applyPatch } from './patch'
import { isInApp, safeHref } from './refs'

export interface Layer {
  id: string
  kind: 'modal' | 'drawer'
  title: string
  size: 'sm' | 'md' | 'lg'
  blocks: SurfaceDoc['blocks']
}

/** What effects act upon; the surface provides it. */
export interface Stage {
  changeDoc: (change: (doc: SurfaceDoc) => SurfaceDoc) => void
  changeLayers: (change: (layers: Layer[]) => Layer[]) => void
  refresh: (surfaces: string[] | undefined) => void
  fail: (form: string, fields: Record<string, string>, error: string) => void
  setField: (form: string, name: string, value: unknown) => void
  reset: (form: string) => void
  toast: (effect: Extract<Effect, { type: 'toast' }>) => void
  insert: (effect: Extract<Effect, { type: 'composer' }>) => void
  open: (href: string, inApp: boolean) => void
  copy: (text: string) => void
  download: (href: string, name: string) => void
  close: () => void
}

/** Layers that may stand over a surface at once. */
const most = 2

/** Carries out what a plugin answered, in its order. */
export function applyEffects(effects: Effect[], stage: Stage) {
  for (const effect of effects) applyEffect(effect, stage)
}

function applyEffect(effect: Effect, stage: Stage) {
  switch (effect.type) {
    case 'patch':
      for (const patch of effect.patches) {
        stage.changeDoc((doc) => ({ ...doc, blocks: applyPatch(doc.blocks, patch) }))
        stage.changeLayers((layers) => layers.map((layer) => ({ ...layer, blocks: applyPatch(layer.blocks, patch) })))
        if (patch.op === 'field' && patch.value !== undefined) stage.setField(patch.form, patch.name, patch.value)
      }
      if (effect.rev) stage.changeDoc((doc) => ({ ...doc, rev: effect.rev }))
      return
    case 'render':
      return stage.changeDoc(() => effect.surface)
    case 'refresh':
      return stage.refresh(effect.surfaces)
    case 'errors':
      return stage.fail(effect.form, texts(effect.fields), plain(effect.form_error))
    case 'reset':
      return stage.reset(effect.form)
    case 'toast':
      return stage.toast(effect)
    case 'modal':
    case 'drawer':
      return stage.changeLayers((layers) => [
        ...layers.filter((layer) => layer.id !== effect.id).slice(0, most - 1),
        {
          id: effect.id,
          kind: effect.type,
          title: plain(effect.title),
          size: effect.size ?? 'md',
          blocks: effect.blocks,
        },
      ])
    case 'close':
      return closeLayer(effect.id, stage)
    case 'navigate': {
      const href = safeHref(effect.to)
      return href ? stage.open(href, isInApp(href)) : undefined
    }
    case 'download':
      return effect.href && safeHref(effect.href) ? stage.download(effect.href, effect.name) : undefined
    case 'copy':
      return stage.copy(effect.text)
    case 'composer':
      return stage.insert(effect)
    case 'badge': {
      const text = plain(effect.text)
      return stage.changeDoc((doc) => ({ ...doc, badge: text ? { text, tone: effect.tone } : undefined }))
    }
    default:
      // A newer server may know more effects.
      return
  }
}

function closeLayer(id: string | undefined, stage: Stage) {
  let closed = false
  stage.changeLayers((layers) => {
    const next = id ? layers.filter((layer) => layer.id !== id) : layers.slice(0, -1)
    closed = next.length < layers.length
    return next
  })
  if (!closed) stage.close()
}

const texts = (fields: Record<string, unknown> | undefined) =>
  Object.fromEntries(Object.entries(fields ?? {}).map(([name, text]) => [name, plain(text as never)]))
