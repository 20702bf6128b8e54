import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { previewPlugin } from '@/lib/api/plugins'
import type { PluginPreview } from '@/lib/api/types'

interface Arrived {
  file: Blob
  preview: PluginPreview
}

/** A package that somebody has chosen: the server says what it is before it is installed. */
export function useArrival() {
  const [arrived, setArrived] = useState<Arrived | null>(null)
  const look = useMutation({
    mutationFn: async (chosen: File) => {
      const file = new Blob([chosen], { type: 'application/octet-stream' })
      return { file, preview: await previewPlugin(file) }
    },
    onSuccess: setArrived,
  })
  const take = (file: File | null | undefined) => file && look.mutate(file)
  return { look, take, arrived, forget: () => setArrived(null) }
}
