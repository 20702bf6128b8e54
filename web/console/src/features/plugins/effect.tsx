import type { PluginEffect, PluginInfo } from '@/lib/api/types'
import { count } from '@/lib/format'
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
  // Keys of a plugin that is off are not in the registry; the plugin itself says what they are.
  const info = keyInfo([...useFeatures(), ...(plugin.features ?? [])])
  return (
    <section>
      <h3 className={classes.listTitle}>What it does to the roles</h3>
      {isPending && <Loading lines={3} label="Finding out what it does to the roles" />}
      {!isPending && !data && <ErrorState compact error={error} what="This" retry={() => refetch()} />}
      {data && <Words effect={data} />}
      {data && data.roles.length > 0 && (
        <ul className={classes.effects}>
          {data.roles.map((role) => (
            <li key={role.slug}>
              <KeyChangesFold
                title={
                  <>
                    {role.name}
                    <span className={classes.holders}>{count(role.holders, 'person', 'people')}</span>
                  </>
                }
                changes={role.changes}
                info={info}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Words({ effect: { refused, roles, first, enable } }: { effect: PluginEffect }) {
  if (refused) return <Refusal error={refused} />
  if (roles.length === 0) return <p className={classes.reason}>No role gives anything else than now.</p>
  return (
    <p className={classes.reason} style={{ marginBottom: 8 }}>
      {!enable
        ? 'These roles give its keys now, and no longer until it is enabled again.'
        : first
          ? 'It was never on before, so the roles get what it proposes. You can change that in every role.'
          : 'The roles say what they have always said about it.'}
    </p>
  )
}
