import { t, tn } from '@i18n'
import { tx } from '@i18n/nodes'
import { Button, Checkbox } from '@mantine/core'
import '@mantine/core/styles/Checkbox.layer.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { enablePlugin, fetchPlugins } from '@/lib/api/plugins'
import type { PluginInfo } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { Card } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { Refusal } from '@/ui/refusal'
import { ErrorState, Loading } from '@/ui/states'
import { useChange } from '@/ui/use-change'
import settings from './settings.module.css'
import classes from './setup.module.css'

/** The plugins that come with Pegboard, several of which can be switched on at once. */
export function SetupPlugins() {
  const { data, error, refetch } = useQuery({ queryKey: keys.plugins, queryFn: fetchPlugins })
  const [chosen, setChosen] = useState<string[]>([])
  const client = useQueryClient()
  const may = useMe().abilities.plugins
  const change = useChange()
  const bundled = (data?.items ?? []).filter((plugin) => plugin.tier === 'bundled')
  const enable = () =>
    change.mutate(
      {
        run: async () => {
          for (const id of chosen) {
            await enablePlugin(id)
            setChosen((before) => before.filter((other) => other !== id))
          }
        },
        done: t('The plugins are on.'),
      },
      // Keys, pages and roles' meaning change with them.
      { onSettled: () => client.invalidateQueries() },
    )
  return (
    <Card title={t('Plugins')}>
      <p className={settings.lead}>
        {tx(
          'Each runs in a sandbox and reaches only what is listed with it. By choosing it you agree to that. Switch them on and off at any time under {plugins}.',
          {
            plugins: (
              <Link to="/plugins" className="pb-link">
                {t('Plugins')}
              </Link>
            ),
          },
        )}
      </p>
      {!data && !error && <Loading lines={4} label={t('Loading the plugins')} />}
      {!data && error && <ErrorState compact error={error} what={t('The plugins')} retry={() => refetch()} />}
      <ul className={classes.plugins}>
        {bundled.map((plugin) => (
          <li key={plugin.id} className={classes.plugin}>
            <Choice
              plugin={plugin}
              disabled={!may || change.isPending}
              checked={plugin.state === 'enabled' || chosen.includes(plugin.id)}
              onChange={(on) => setChosen(on ? [...chosen, plugin.id] : chosen.filter((id) => id !== plugin.id))}
            />
          </li>
        ))}
      </ul>
      <Refusal error={change.error} />
      {chosen.length > 0 && (
        <Button mt="sm" loading={change.isPending} onClick={enable}>
          {tn(chosen.length, 'Allow and enable it', 'Allow and enable these {n}')}
        </Button>
      )}
    </Card>
  )
}

interface ChoiceProps {
  plugin: PluginInfo
  checked: boolean
  disabled: boolean
  onChange: (on: boolean) => void
}

function Choice({ plugin, checked, disabled, onChange }: ChoiceProps) {
  const on = plugin.state === 'enabled'
  const powers = plugin.powers ?? []
  return (
    <>
      <Checkbox
        label={
          <>
            {plugin.name} {on && <Pill tone="success">{t('plugin|On')}</Pill>}
          </>
        }
        description={plugin.description}
        checked={checked}
        disabled={disabled || on}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {powers.length > 0 && (
        <details className={classes.reach}>
          <summary>{t('What it may reach')}</summary>
          <ul>
            {powers.map(({ kind, name, means }) => (
              <li key={`${kind} ${name}`}>{means}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
