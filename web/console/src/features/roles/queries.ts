import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { fetchPermissions, fetchRoles } from '@/lib/api/roles'
import type { Page, Role } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { toast, toastError } from '@/ui/toast'

export const useRoles = () => useQuery({ queryKey: keys.roles, queryFn: fetchRoles })
export const usePermissions = () => useQuery({ queryKey: keys.permissions, queryFn: fetchPermissions })

interface Change {
  doing: string
  done: string
  run: () => Promise<Role | undefined>
}

/** Changes a role. What everybody may do changes with it, oneself included. */
export function useRoleChange() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: Change) => change.run(),
    onSuccess: (role, change) => {
      if (role) {
        client.setQueryData<Page<Role>>(keys.roles, (page) => {
          if (!page) return page
          const known = page.items.some(({ slug }) => slug === role.slug)
          const items = known ? page.items.map((old) => (old.slug === role.slug ? role : old)) : [...page.items, role]
          return { ...page, items }
        })
      }
      toast({ tone: 'success', text: change.done })
    },
    onError: (error, change) => toastError(error, change.doing),
    onSettled: () => {
      client.invalidateQueries({ queryKey: keys.roles })
      client.invalidateQueries({ queryKey: keys.me })
    },
  })
}
