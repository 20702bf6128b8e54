import { del, get, post, request } from './client'
import type { Page, PluginEffect, PluginInfo } from './types'

export const fetchPlugins = () => get<Page<PluginInfo>>('/plugins')
export const enablePlugin = (id: string) => post<PluginInfo>(`/plugins/${id}/enable`)
export const disablePlugin = (id: string) => post<PluginInfo>(`/plugins/${id}/disable`)
export const uploadPlugin = (file: Blob) => request<PluginInfo>('POST', '/plugins', { raw: file })
export const uninstallPlugin = (id: string, data: 'keep' | 'purge') => del(`/plugins/${id}`, { data })

/** What switching it on would do to roles; of an enabled one, switching it off. */
export const fetchPluginEffect = (id: string) => get<PluginEffect>(`/plugins/${id}/effect`)
