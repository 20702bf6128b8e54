import { t } from '@i18n'
import { Switch } from '@mantine/core'
import '@mantine/core/styles/Switch.layer.css'
import { useMe } from '@/lib/session'
import { switchShortcuts, useShortcutsOn } from '@/lib/shortcuts'
import { Card, PageBody, PageHeader } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { Details } from './details'
import { NoticeChoices } from './notice-choices'
import { Password } from './password'
import classes from './profile.module.css'
import { Sessions } from './sessions'
import { Tokens } from './tokens'

export function Profile() {
  const me = useMe()
  const on = useShortcutsOn()
  return (
    <>
      <PageHeader title={t('Profile')} lead={me.user.email} />
      <PageBody>
        <div className={classes.columns}>
          <div className={classes.side}>
            <Details me={me} />
            <NoticeChoices />
            <Tokens />
          </div>
          <div className={classes.side}>
            <Password />
            <Sessions />
            <Card title={t('Keyboard')}>
              <Switch
                label={t('Single-key shortcuts')}
                description={t('Press ? on a page to see those that work there. Kept in this browser.')}
                checked={on}
                onChange={(event) => switchShortcuts(event.currentTarget.checked)}
              />
            </Card>
            <Card title={t('Your roles and teams')}>
              <span className={classes.pills}>
                {me.roles.map((role) => (
                  <Pill key={role.slug} tone="accent">
                    {role.name}
                  </Pill>
                ))}
                {me.teams.map((team) => (
                  <Pill key={team.id}>{team.name}</Pill>
                ))}
              </span>
            </Card>
          </div>
        </div>
      </PageBody>
    </>
  )
}
