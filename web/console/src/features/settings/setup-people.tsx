import { t } from '@i18n'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Card } from '@/ui/page'
import settings from './settings.module.css'
import classes from './setup.module.css'

/** Where colleagues and teams are made. */
export function SetupPeople() {
  return (
    <Card title={t('Colleagues')}>
      <p className={settings.lead}>
        {t(
          'Invite those who answer, sort them into teams, and look at what their roles let them do. These pages stay where they are; come back here to finish.',
        )}
      </p>
      <div className={classes.links}>
        <Button component={Link} to="/people" variant="default">
          {t('Invite people')}
        </Button>
        <Button component={Link} to="/teams" variant="default">
          {t('Make teams')}
        </Button>
        <Button component={Link} to="/roles" variant="default">
          {t('Look at the roles')}
        </Button>
      </div>
    </Card>
  )
}
