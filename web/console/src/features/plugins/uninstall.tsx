import { t } from '@i18n'
import { Button, Radio, Stack } from '@mantine/core'
import '@mantine/core/styles/Radio.layer.css'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { disablePlugin, type PluginData, pluginExport, uninstallPlugin } from '@/lib/api/plugins'
import type { PluginInfo } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { FormDialog } from '@/ui/form-dialog'
import { IconDownload } from '@/ui/icons'
import { useChange } from '@/ui/use-change'
import classes from './plugins.module.css'

const choices: [PluginData, string, string][] = [
  ['keep', t('Keep'), t('A later install finds records, settings and what the roles say as they are now.')],
  [
    'export',
    t('Download, then delete'),
    t('A zip with every record and the settings; after that nothing of it is left here.'),
  ],
  ['purge', t('Delete for good'), t('Records, settings, grants and what the roles say about it are gone.')],
]

/** Removes a plugin, with the choice of what becomes of its data; the receipt is shown on the list. */
export function Uninstall({ plugin, onClose }: { plugin: PluginInfo; onClose: () => void }) {
  const [data, setData] = useState<PluginData>('keep')
  const [downloaded, setDownloaded] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const off = useChange(keys.plugins, keys.me)
  const removal = useChange<void>(keys.me, keys.permissions, keys.roles, keys.surfaces)
  const { id, name, state } = plugin
  const running = state === 'enabled' || state === 'failed' || state === 'waiting' || state === 'held'
  const remove = () =>
    removal.mutate({
      run: async () => {
        client.setQueryData(keys.receipt, await uninstallPlugin(id, data))
        onClose()
        await navigate({ to: '/plugins' })
        client.removeQueries({ queryKey: keys.plugin(id) })
        await client.invalidateQueries({ queryKey: keys.plugins })
      },
    })
  const waits = data === 'export' && !downloaded
  return (
    <FormDialog
      title={t('Uninstall {name}?', { name })}
      label={data === 'keep' ? t('Uninstall') : t('Uninstall and delete data')}
      danger
      busy={removal.isPending}
      disabled={waits}
      error={removal.error ?? off.error}
      onSubmit={remove}
      onClose={onClose}
    >
      <Radio.Group label={t('Its data')} value={data} onChange={(value) => setData(value as PluginData)}>
        <Stack gap="xs" mt="xs">
          {choices.map(([value, label, description]) => (
            <Radio key={value} value={value} label={label} description={description} />
          ))}
        </Stack>
      </Radio.Group>
      {data === 'export' && (
        <div className={classes.step}>
          {running ? (
            <>
              <span>{t('First it is switched off, so that nothing is written which the file would miss.')}</span>
              <Button
                variant="default"
                loading={off.isPending}
                onClick={() => off.mutate({ run: () => disablePlugin(id) })}
              >
                {t('Switch it off')}
              </Button>
            </>
          ) : (
            <>
              <span>{t('Wait until your browser has saved the file.')}</span>
              <Button
                component="a"
                href={pluginExport(id)}
                download
                variant="default"
                leftSection={<IconDownload size={16} />}
                onClick={() => setDownloaded(true)}
              >
                {t('Download its data')}
              </Button>
            </>
          )}
        </div>
      )}
    </FormDialog>
  )
}
