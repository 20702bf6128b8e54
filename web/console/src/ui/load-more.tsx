import { t } from '@i18n'
import { Button } from '@mantine/core'
import classes from './load-more.module.css'

interface Props {
  /** How many are shown, such as "20 lines"; nothing where there are none. */
  shown: string | false
  more: boolean
  busy: boolean
  onMore: () => void
}

/** How much of a list is shown, and a way to the rest. */
export function LoadMore({ shown, more, busy, onMore }: Props) {
  if (!shown) return null
  return (
    <div className={classes.more}>
      <span>{more ? t('{shown} so far', { shown }) : shown}</span>
      {more && (
        <Button size="xs" variant="default" loading={busy} onClick={onMore}>
          {t('Show more')}
        </Button>
      )}
    </div>
  )
}
