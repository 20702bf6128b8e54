import { base, get, post, request } from './client'
import type {
  Page,
  PluginConsent,
  PluginEffect,
  PluginFailure,
  PluginHour,
  PluginInfo,
  PluginLogLine,
  PluginPapers,
  PluginPreview,
  PluginReceipt,
  PluginSettings,
} from './types'

const at = (id: string, part = '') => `/plugins/${encodeURIComponent(id)}${part}`

export const fetchPlugins = () => get<Page<PluginInfo>>('/plugins')
export const fetchPlugin = (id: string) => get<PluginInfo>(at(id))
export const enablePlugin = (id: string) => post<PluginInfo>(at(id, '/enable'))
export const disablePlugin = (id: string) => post<PluginInfo>(at(id, '/disable'))
export const rollbackPlugin = (id: string) => post<PluginInfo>(at(id, '/rollback'))

/** What installing the file would do; nothing is done. */
export const previewPlugin = (file: Blob) => request<PluginPreview>('POST', '/plugins/preview', { raw: file })

/** Installs the file, with consent to what the package of that hash asks for. */
export const uploadPlugin = (file: Blob, consent?: string) =>
  request<PluginInfo>('POST', '/plugins', { raw: file, query: { consent } })

export type PluginData = 'keep' | 'export' | 'purge'

export const uninstallPlugin = (id: string, data: PluginData) =>
  request<PluginReceipt>('DELETE', at(id), { query: { data } })

/** Where the browser downloads a plugin's data. */
export const pluginExport = (id: string) => `${base}${at(id, '/export')}`

/** What switching it on would do to roles; of an enabled one, switching it off. */
export const fetchPluginEffect = (id: string) => get<PluginEffect>(at(id, '/effect'))

export const fetchPluginConsents = (id: string) => get<Page<PluginConsent>>(at(id, '/consents'))
export const fetchPluginFailures = (id: string) => get<Page<PluginFailure>>(at(id, '/failures'))
export const fetchPluginUsage = (id: string) => get<Page<PluginHour>>(at(id, '/usage'))
export const fetchPluginLog = (id: string) => get<Page<PluginLogLine>>(at(id, '/log'))

/** What its package says about it: the README and the changelog. */
export const fetchPluginPapers = (id: string) => get<PluginPapers>(at(id, '/papers'))

/** How much it may keep; null is the usual. */
export const setPluginQuota = (id: string, quota: { max_rows: number | null; max_bytes: number | null }) =>
  request<PluginInfo>('PUT', at(id, '/quota'), { body: quota })

export const fetchPluginSettings = (id: string) => get<PluginSettings>(at(id, '/settings'))
export const savePluginSettings = (id: string, values: Record<string, unknown>) =>
  request<PluginSettings>('PUT', at(id, '/settings'), { body: { values } })
