import { createContext, useContext, useId, useSyncExternalStore } from 'react'
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
  /** The word that was typed to confirm it. */
  typed?: string
  /** The form, section or table around the button, see useBox. */
  box?: string
}

/** What a block may ask of the surface that it stands in. */
export interface SurfaceApi {
  plugin: string
  surface: string
  forms: FormStore
  /** The id of the action under way, or an empty string. */
  busy: string
  /** Whether the form, section or table of that id waits for it. */
  waits: (box: string) => boolean
  /** Carries an action out: asks first where it says so, then calls the plugin and applies the answer. True once it was done. */
  run: (action: Action, options?: RunOptions) => Promise<boolean>
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

/** The id of the form, section or table that a button stands in; empty outside of all. */
export const Box = createContext('')

/** Makes a block the box of the buttons in it: what has to wait while one of them is busy with it. */
export function useBox() {
  const id = useId()
  const { waits } = useSurfaceApi()
  return { id, waiting: waits(id) || undefined }
}

/** The level of the next heading: what stands above decides, never the plugin. */
export const HeadingLevel = createContext(2)
