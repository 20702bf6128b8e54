import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  fetchPlugin,
  fetchPluginConsents,
  fetchPluginEffect,
  fetchPluginFailures,
  fetchPluginLog,
  fetchPluginPapers,
  fetchPluginSettings,
  fetchPlugins,
  fetchPluginUsage,
} from '@/lib/api/plugins'
import { keys } from '@/lib/query'
import { toast, toastError } from '@/ui/toast'

export const usePlugins = () => useQuery({ queryKey: keys.plugins, queryFn: fetchPlugins })

export const usePlugin = (id: string) => useQuery({ queryKey: keys.plugin(id), queryFn: () => fetchPlugin(id) })

const usePart = <T>(id: string, part: string, queryFn: () => Promise<T>, refetchInterval?: number) =>
  useQuery({ queryKey: keys.pluginPart(id, part), queryFn, refetchInterval })

export const useConsents = (id: string) => usePart(id, 'consents', () => fetchPluginConsents(id))
export const useFailures = (id: string) => usePart(id, 'failures', () => fetchPluginFailures(id))
export const usePapers = (id: string) => usePart(id, 'papers', () => fetchPluginPapers(id))
export const useHours = (id: string) => usePart(id, 'usage', () => fetchPluginUsage(id))
export const usePluginSettings = (id: string) => usePart(id, 'settings', () => fetchPluginSettings(id))
/** The log grows while one looks. */
export const useLog = (id: string) => usePart(id, 'log', () => fetchPluginLog(id), 5_000)

/** What switching the plugin would do, as things are now. */
export const usePluginEffect = (id: string) =>
  useQuery({ queryKey: keys.effect(id), queryFn: () => fetchPluginEffect(id), staleTime: 0, gcTime: 0 })

interface Change {
  doing: string
  done: string
  run: () => Promise<unknown>
  /** The error is shown where the change was made. */
  quiet?: boolean
}

/** Changes a plugin. Keys, pages, panels and roles' meaning change with it, so everything is asked for again. */
export function usePluginChange() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Change) => change.run(),
    onSuccess: (_result, change) => toast({ tone: 'success', text: change.done }),
    onError: (error, change) => change.quiet || toastError(error, change.doing),
    onSettled: () => client.invalidateQueries(),
  })
}
