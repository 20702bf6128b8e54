import { t, tn } from '@i18n'
import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FeatureInfo, Role as RoleData } from '@/lib/api/types'
import { PreviewDialog } from '@/ui/access/preview-dialog'
import { IconArrowLeft, IconSearch } from '@/ui/icons'
import { PageBody, PageHeader } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { ErrorState, Loading, State } from '@/ui/states'
import { FeatureRow } from './feature-row'
import { General } from './general'
import { usePermissions, useRoles } from './queries'
import classes from './role.module.css'
import { RoleActions } from './role-actions'
import { useDraft } from './use-draft'

export function Role({ slug }: { slug: string }) {
  const roles = useRoles()
  const permissions = usePermissions()
  const role = roles.data?.items.find((item) => item.slug === slug)
  if (roles.isPending || permissions.isPending) return <Loading lines={8} label={t('Loading the role')} />
  if (!roles.data || !permissions.data) {
    return (
      <ErrorState page error={roles.error ?? permissions.error} what={t('This role')} retry={() => roles.refetch()} />
    )
  }
  if (!role) {
    return (
      <State
        page
        title={t('This role does not exist')}
        actions={
          <Button component={Link} to="/roles" variant="default">
            {t('To the roles')}
          </Button>
        }
      />
    )
  }
  return (
    <Editor
      key={`${slug} ${role.name} ${JSON.stringify(role.features)} ${role.scope}`}
      role={role}
      roles={roles.data.items}
      features={permissions.data.features}
    />
  )
}

interface Props {
  role: RoleData
  roles: RoleData[]
  features: FeatureInfo[]
}

function Editor({ role, roles, features }: Props) {
  const state = useDraft(role)
  const [q, setQ] = useState('')
  const [reviewing, setReviewing] = useState(false)
  const words = q.trim().toLowerCase()
  const fitting = features.filter((feature) => feature.for === 'both' || feature.for === role.type)
  const shown = fitting.filter((feature) => !words || searchText(feature).includes(words))
  return (
    <>
      <PageHeader
        title={role.name}
        above={
          <Link to="/roles" className={`pb-link ${classes.back}`}>
            <IconArrowLeft size={15} aria-hidden="true" /> {t('Roles')}
          </Link>
        }
        heading={
          <span className={classes.heading}>
            {role.name}{' '}
            <Pill tone={role.builtin ? 'neutral' : 'info'}>{role.builtin ? t('role|Built in') : t('role|Custom')}</Pill>
          </span>
        }
        lead={
          role.type === 'employee'
            ? tn(role.holders, 'For colleagues; held by {n} person.', 'For colleagues; held by {n} people.')
            : tn(role.holders, 'For customers; held by {n} person.', 'For customers; held by {n} people.')
        }
        actions={<RoleActions role={role} roles={roles} />}
      />
      <PageBody>
        <General role={role} roles={roles} state={state} />
        <section className={classes.features} aria-label={t('Features')}>
          <div className={classes.featuresHead}>
            <h2 className={classes.sectionTitle}>{t('What it may do')}</h2>
            <TextInput
              type="search"
              aria-label={t('Search features and keys')}
              placeholder={t('Search features and keys')}
              leftSection={<IconSearch size={16} />}
              value={q}
              onChange={(event) => setQ(event.currentTarget.value)}
            />
          </div>
          {role.everything ? (
            <p className={classes.note}>
              {role.except?.length
                ? t('This role may do everything, of plugins to come as well, except {keys}.', {
                    keys: role.except.join(', '),
                  })
                : t('This role may do everything, of plugins to come as well.')}
            </p>
          ) : (
            <ul className={classes.list}>
              {shown.map((feature) => (
                <FeatureRow
                  key={feature.id}
                  feature={feature}
                  role={role}
                  roles={roles}
                  state={state}
                  open={words.length > 2}
                />
              ))}
              {shown.length === 0 && <li className={classes.note}>{t('Nothing is called like that.')}</li>}
            </ul>
          )}
        </section>
      </PageBody>
      {state.changes > 0 && (
        <div className={classes.bar} role="status">
          <span>{tn(state.changes, '{n} unsaved change', '{n} unsaved changes')}</span>
          <Button variant="default" onClick={state.discard}>
            {t('Discard')}
          </Button>
          <Button onClick={() => setReviewing(true)}>{t('Review and save…')}</Button>
        </div>
      )}
      {reviewing && (
        <PreviewDialog
          title={t('What saving {name} does', { name: role.name })}
          label={t('Save the role')}
          change={{ role: { slug: role.slug, ...state.patch } }}
          of={role.name}
          about="role"
          busy={state.saving}
          onConfirm={() => state.save(() => setReviewing(false))}
          onClose={() => setReviewing(false)}
        />
      )}
    </>
  )
}

const searchText = (feature: FeatureInfo) =>
  [feature.title, feature.id, ...feature.keys.flatMap(({ key, title }) => [key, title])].join(' ').toLowerCase()
