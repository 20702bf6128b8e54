import { t, tn } from '@i18n'
import type { PluginEffect, PluginInfo } from '@/lib/api/types'
import { KeyChangesFold } from '@/ui/access/key-changes'
import { keyInfo, useFeatures } from '@/ui/access/use-key-info'
import { Refusal } from '@/ui/refusal'
import { ErrorState, Loading } from '@/ui/states'
import classes from './plugins.module.css'
import type { usePluginEffect } from './queries'

interface Props {
  plugin: PluginInfo
  effect: ReturnType<typeof usePluginEffect>
}

/** What switching the plugin does to the roles. */
export function Effect({ plugin, effect: { data, error, isPending, refetch } }: Props) {
  return (
    <section>
      <h3 className={classes.listTitle}>{t('What it does to the roles')}</h3>
      {isPending && <Loading lines={3} label={t('Finding out what it does to the roles')} />}
      {!isPending && !data && <ErrorState compact error={error} what={t('This')} retry={() => refetch()} />}
      {data && <Words effect={data} />}
      {data && <RoleList roles={data.roles} features={plugin.features ?? []} />}
    </section>
  )
}

/** What an upgrade does to the roles. */
export function RoleEffects({ roles, features }: ListProps) {
  return (
    <section>
      <h3 className={classes.listTitle}>{t('What it does to the roles')}</h3>
      {roles.length === 0 && <p className={classes.reason}>{t('No role gives anything else than now.')}</p>}
      <RoleList roles={roles} features={features} />
    </section>
  )
}

interface ListProps {
  roles: PluginEffect['roles']
  features: NonNullable<PluginInfo['features']>
}

function RoleList({ roles, features }: ListProps) {
  // Keys of a plugin that is off are not in the registry; the plugin itself says what they are.
  const info = keyInfo([...useFeatures(), ...features])
  if (!roles?.length) return null
  return (
    <ul className={classes.effects}>
      {roles.map((role) => (
        <li key={role.slug}>
          <KeyChangesFold
            title={
              <>
                {role.name}
                <span className={classes.holders}>{tn(role.holders, '{n} person', '{n} people')}</span>
              </>
            }
            changes={role.changes}
            info={info}
          />
        </li>
      ))}
    </ul>
  )
}

function Words({ effect: { refused, roles, first, enable } }: { effect: PluginEffect }) {
  if (refused) return <Refusal error={refused} />
  if (roles.length === 0) return <p className={classes.reason}>{t('No role gives anything else than now.')}</p>
  return (
    <p className={classes.reason} style={{ marginBottom: 8 }}>
      {!enable
        ? t('These roles give its keys now, and no longer until it is enabled again.')
        : first
          ? t('It was never on before, so the roles get what it proposes. You can change that in every role.')
          : t('The roles say what they have always said about it.')}
    </p>
  )
}
