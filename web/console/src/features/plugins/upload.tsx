import { Button, FileButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '@/lib/api/client'
import { uploadPlugin } from '@/lib/api/plugins'
import { keys } from '@/lib/query'
import { IconUpload } from '@/ui/icons'
import { toast } from '@/ui/toast'
import classes from './plugins.module.css'

/** Takes a .peg by button or drop. A refused one changes nothing, and the server's sentence says why. */
export function Upload() {
  const [over, setOver] = useState(false)
  const client = useQueryClient()
  const upload = useMutation({
    mutationFn: (file: File) => uploadPlugin(new Blob([file], { type: 'application/octet-stream' })),
    onSuccess: (plugin) => {
      client.invalidateQueries({ queryKey: keys.plugins })
      toast({ tone: 'success', text: `${plugin.name} ${plugin.version} is installed. Enable it to use it.` })
    },
  })
  const take = (file: File | null | undefined) => file && upload.mutate(file)
  const { error } = upload
  return (
    <section
      className={classes.upload}
      data-over={over || undefined}
      aria-label="Install a plugin"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      }}
    >
      <span className={classes.uploadText}>
        Drop a .peg file here, or choose one. Nothing runs before you enable it.
      </span>
      <FileButton onChange={take} accept=".peg" inputProps={{ 'aria-label': 'Plugin file' }}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} />} loading={upload.isPending}>
            Upload a plugin
          </Button>
        )}
      </FileButton>
      {error && (
        <p className={`${classes.error} ${classes.uploadError}`} role="alert">
          {error instanceof ApiError ? error.message : 'The file could not be sent.'}
        </p>
      )}
    </section>
  )
}
