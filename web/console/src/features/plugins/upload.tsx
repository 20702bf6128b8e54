import { t } from '@i18n'
import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import { IconUpload } from '@/ui/icons'
import { Refusal } from '@/ui/refusal'
import { Arrival } from './arrival'
import classes from './plugins.module.css'
import { useArrival } from './use-arrival'

/** Takes a .peg by button or drop, and shows what it is before anything is done with it. */
export function Upload() {
  const [over, setOver] = useState(false)
  const { look, take, arrived, forget } = useArrival()
  return (
    <section
      className={classes.upload}
      data-over={over || undefined}
      aria-label={t('Install a plugin')}
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
        {t('Drop a .peg file here, or choose one. Nothing runs before you enable it.')}
      </span>
      <FileButton onChange={take} accept=".peg" inputProps={{ 'aria-label': t('Plugin file') }}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} />} loading={look.isPending}>
            {t('Upload a plugin')}
          </Button>
        )}
      </FileButton>
      {look.error && (
        <div className={classes.uploadError}>
          <Refusal error={look.error} />
        </div>
      )}
      {arrived && <Arrival {...arrived} onClose={forget} />}
    </section>
  )
}
