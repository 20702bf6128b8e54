import type { EventResponse, SurfaceDoc } from '@gen/blocks.gen'
import { get, post, request } from './client'

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

/** A file that waits to be put into a row. */
export interface RecordFile {
  id: string
  name: string
  size: number
}

/** Uploads a file for a field of a plugin's collection. */
export const uploadRecordFile = (plugin: string, collection: string, field: string, file: File) =>
  request<RecordFile>('PUT', `/x/${encodeURIComponent(plugin)}/${encodeURIComponent(collection)}/uploads`, {
    query: { field, name: file.name },
    raw: file,
  })
