import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from './toast'

export interface Change<T> {
  run: () => Promise<T>
  /** Said when it worked. */
  done?: string | ((result: T) => string)
}

/**
 * Changes something on the server, says that it worked, and asks anew for what
 * the change makes stale. Its error stays with the caller, to be shown where
 * the change was made.
 */
export function useChange<T = unknown>(...stale: QueryKey[]) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Change<T>) => change.run(),
    onSuccess: (result, { done }) => {
      const text = typeof done === 'function' ? done(result) : done
      if (text) toast({ tone: 'success', text })
    },
    onSettled: () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}
