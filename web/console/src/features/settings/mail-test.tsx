import { t } from '@i18n'
import { Button } from '@mantine/core'
import { testMail } from '@/lib/api/settings'
import { useMe } from '@/lib/session'
import { IconCircleCheck, IconMail } from '@/ui/icons'
import { Refusal } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import classes from './settings.module.css'

/** Sends oneself a letter; a server that will not take it has its say here. */
export function MailTest() {
  const { email } = useMe().user
  const change = useChange()
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconMail size={16} />}
        loading={change.isPending}
        onClick={() => change.mutate({ run: testMail })}
      >
        {t('Send me a test letter')}
      </Button>
      {change.isSuccess && (
        <p className={classes.good} role="status">
          <IconCircleCheck size={18} aria-hidden="true" /> {t('The server took a letter to {email}.', { email })}
        </p>
      )}
      <Refusal error={change.error} />
    </>
  )
}
