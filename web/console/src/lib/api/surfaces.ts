import type { EventResponse, SurfaceDoc } from '@gen/blocks.gen'
import { get, post } from './client'

export interface SurfaceEvent {
  event: string
  action: string
  token?: string
  values?: Record<string, Record<string, unknown>>
  selection?: Record<string, string[]>
  params?: Record<string, string>
  rev: string
  idem: string
  ctx: Record<string, string>
  [more: string]: unknown
}

const path = (plugin: string, surface: string) => `/ui/${encodeURIComponent(plugin)}/${encodeURIComponent(surface)}`

export const fetchSurface = (plugin: string, surface: string, query: Record<string, string>, signal?: AbortSignal) =>
  get<SurfaceDoc>(path(plugin, surface), query, signal)

export const sendSurfaceEvent = (plugin: string, surface: string, event: SurfaceEvent) =>
  post<EventResponse>(`${path(plugin, surface)}/events`, event)
