import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchPluginEffect, fetchPlugins } from '@/lib/api/plugins'
import { keys } from '@/lib/query'
import { toast, toastError } from '@/ui/toast'

export const usePlugins = () => useQuery({ queryKey: keys.plugins, queryFn: fetchPlugins })

/** What switching the plugin would do, as things are now. */
export const usePluginEffect = (id: string) =>
  useQuery({ queryKey: keys.effect(id), queryFn: () => fetchPluginEffect(id), staleTime: 0, gcTime: 0 })

interface Change {
  doing: string
  done: string
  run: () => Promise<unknown>
}

/** Changes a plugin. Keys, pages, panels and roles' meaning change with it, so everything is asked for again. */
export function usePluginChange() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Change) => change.run(),
    onSuccess: (_result, change) => toast({ tone: 'success', text: change.done }),
    onError: (error, change) => toastError(error, change.doing),
    onSettled: () => client.invalidateQueries(),
  })
}
