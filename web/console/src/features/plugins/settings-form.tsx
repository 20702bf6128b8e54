import { t } from '@i18n'
import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { savePluginSettings } from '@/lib/api/plugins'
import type { PluginInfo, PluginSettings } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { Card } from '@/ui/page'
import { fieldError, Refusal } from '@/ui/refusal'
import { ErrorState, Loading } from '@/ui/states'
import { useChange } from '@/ui/use-change'
import classes from './plugins.module.css'
import { usePluginSettings } from './queries'
import { SettingField, shown, type Typed, toSend } from './setting-field'

/** The plugin's settings, as its manifest declares them. */
export function PluginSettingsForm({ plugin }: { plugin: PluginInfo }) {
  const { data, error, refetch, dataUpdatedAt } = usePluginSettings(plugin.id)
  return (
    <Card title={t('Settings')}>
      {!data && !error && <Loading lines={4} label={t('Loading the settings')} />}
      {!data && error && <ErrorState compact error={error} what={t('The settings')} retry={() => refetch()} />}
      {data && <Form key={dataUpdatedAt} plugin={plugin} saved={data} />}
    </Card>
  )
}

function Form({ plugin: { id, name }, saved }: { plugin: PluginInfo; saved: PluginSettings }) {
  const [values, setValues] = useState<Record<string, Typed>>({})
  const fields = saved.fields ?? []
  const change = useChange(keys.pluginPart(id, 'settings'))
  const dirty = Object.keys(values).length > 0
  const save = (event: FormEvent) => {
    event.preventDefault()
    const body: Record<string, unknown> = {}
    for (const field of fields) {
      const value = toSend(field, values[field.name], saved.values[field.name])
      if (value !== undefined) body[field.name] = value
    }
    change.mutate({
      run: () => savePluginSettings(id, body),
      done: t('The settings of {name} are saved. They hold from its next call on.', { name }),
    })
  }
  return (
    <form onSubmit={save} className={classes.form}>
      {fields.map((field) => (
        <SettingField
          key={field.name}
          field={field}
          isSet={!!saved.secrets[field.name]}
          value={values[field.name] ?? shown(field, saved.values[field.name])}
          error={fieldError(change.error, `values.${field.name}`)}
          onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
        />
      ))}
      <Refusal error={change.error} shown={fields.map((field) => `values.${field.name}`)} />
      <div className={classes.buttons}>
        <Button type="submit" disabled={!dirty} loading={change.isPending}>
          {t('Save settings')}
        </Button>
        {dirty && (
          <Button variant="default" onClick={() => setValues({})}>
            {t('Discard')}
          </Button>
        )}
      </div>
    </form>
  )
}
