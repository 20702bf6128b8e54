import { t } from '@i18n'
import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { IconDownload, IconFileText, IconUpload } from '@/ui/icons'
import { Refusal } from '@/ui/refusal'
import classes from './import.module.css'

interface Props {
  name?: string
  onRead: (name: string, csv: string) => void
}

/** What fits into one request, with room for its quotation marks. */
const most = 900_000

const sample = `name,email,roles,organization,phone
Nora Lind,nora@example.com,,Fjord Logistics,+47 22 00 00 00
Emil Berg,emil@example.com,Agent,,
`

/** Takes the file, by button or by dropping it. */
export function ImportFile({ name, onRead }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const read = async (file?: File) => {
    if (!file) return
    if (file.size > most) return setRefusal(t('This file is too large. Split it: 1,000 people go in one.'))
    setRefusal(null)
    onRead(file.name, await file.text())
  }
  const download = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([sample], { type: 'text/csv' }))
    link.download = 'people.csv'
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same
    <div
      className={classes.file}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void read(event.dataTransfer.files[0])
      }}
    >
      <IconFileText size={22} aria-hidden="true" />
      <span className={classes.fileName}>{name ?? t('Drop the file here, or choose it')}</span>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        hidden
        onChange={({ currentTarget }) => {
          void read(currentTarget.files?.[0])
          currentTarget.value = ''
        }}
      />
      <Button
        variant={name ? 'default' : 'filled'}
        leftSection={<IconUpload size={16} />}
        onClick={() => input.current?.click()}
      >
        {name ? t('Another file') : t('Choose a file')}
      </Button>
      {!name && (
        <Button variant="subtle" leftSection={<IconDownload size={16} />} onClick={download}>
          {t('An example')}
        </Button>
      )}
      <Refusal error={refusal} />
    </div>
  )
}
