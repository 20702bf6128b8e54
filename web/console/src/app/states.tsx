import { t } from '@i18n'
import { Button } from '@mantine/core'
import { Link, useRouter } from '@tanstack/react-router'
import { ApiError } from '@/lib/api/client'
import { IconSearch } from '@/ui/icons'
import { useTitle } from '@/ui/page'
import { ErrorState, Loading, State } from '@/ui/states'

export function NotFound() {
  useTitle(t('Not found'))
  return (
    <State
      page
      icon={<IconSearch />}
      title={t('There is no such page')}
      actions={
        <Button component={Link} to="/inbox" variant="default">
          {t('To the inbox')}
        </Button>
      }
    >
      {t('The address may be mistyped, or what stood here is gone.')}
    </State>
  )
}

/** What stands in the page when its code or data failed; the shell around it stays. */
export function PageError({ error }: { error: Error }) {
  const router = useRouter()
  if (error instanceof ApiError && error.kind === 'unauthenticated') return <Loading label={t('To sign-in')} />
  return <ErrorState error={error} page retry={() => router.invalidate()} />
}

export function PagePending() {
  return <Loading lines={6} />
}
