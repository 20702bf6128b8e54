import { createContext, useContext, useSyncExternalStore } from 'react'
import type { FormStore } from './form-store'
import type { Action } from './model'

export interface RunOptions {
  event?: 'action' | 'submit' | 'change' | 'load' | 'select' | 'move' | 'edit' | 'drill' | 'dismiss'
  /** Sent beside the action's own seal, such as a field's value or a place in a list. */
  values?: Record<string, Record<string, unknown>>
  selection?: Record<string, string[]>
  params?: Record<string, string>
  /** Forms and tables whose state goes along, besides what the action collects. */
  form?: string
}

/** What a block may ask of the surface that it stands in. */
export interface SurfaceApi {
  plugin: string
  surface: string
  forms: FormStore
  /** The id of the action under way, or an empty string. */
  busy: string
  /** Carries an action out: asks first where it says so, then calls the plugin and applies the answer. */
  run: (action: Action, options?: RunOptions) => Promise<void>
  /** Carries an action out quietly: nothing shows that it goes on, and a failure is the caller's to tell. */
  press: (action: Action, options?: RunOptions) => Promise<void>
  /** Fetches the surface again. */
  refresh: () => void
  /** Asks the plugin for options without touching the page. */
  load: (action: Action, q: string) => Promise<{ value: string; label: string }[]>
  params: Record<string, string>
  setParams: (change: Record<string, string | undefined>) => void
  selection: Record<string, string[]>
  select: (id: string, chosen: string[]) => void
}

export const SurfaceContext = createContext<SurfaceApi | null>(null)

export function useSurfaceApi(): SurfaceApi {
  const api = useContext(SurfaceContext)
  if (!api) throw new Error('a block outside a surface')
  return api
}

/** The surface's form values; the caller renders again when one changes. */
export function useForms(): FormStore {
  const { forms } = useSurfaceApi()
  useSyncExternalStore(forms.subscribe, forms.version)
  return forms
}

/** The level of the next heading: what stands above decides, never the plugin. */
export const HeadingLevel = createContext(2)
