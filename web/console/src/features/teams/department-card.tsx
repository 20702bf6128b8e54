import { t } from '@i18n'
import { useState } from 'react'
import { deleteDepartment } from '@/lib/api/teams'
import type { Department, Team } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { Card } from '@/ui/page'
import { RemoveDialog } from '@/ui/remove-dialog'
import { RowMenu } from '@/ui/row-menu'
import { DepartmentDialog } from './department-dialog'
import { TeamRow } from './team-row'
import classes from './teams.module.css'

interface Props {
  department: Department | null
  teams: Team[]
  departments: Department[]
}

export function DepartmentCard({ department, teams, departments }: Props) {
  const [asking, setAsking] = useState<'rename' | 'delete' | null>(null)
  const close = () => setAsking(null)
  const menu = department && (
    <RowMenu
      label={t('Actions on the department {name}', { name: department.name })}
      entries={[
        department.abilities.edit && { label: t('Rename…'), run: () => setAsking('rename') },
        department.abilities.delete && { label: t('Delete…'), danger: true, run: () => setAsking('delete') },
      ]}
    />
  )
  return (
    <Card title={department?.name ?? t('Without a department')} actions={menu} flush>
      <ul className={classes.list}>
        {teams.map((team) => (
          <TeamRow key={team.id} team={team} departments={departments} />
        ))}
        {teams.length === 0 && <li className={classes.none}>{t('No team in this department yet.')}</li>}
      </ul>
      {department && asking === 'rename' && <DepartmentDialog department={department} onClose={close} />}
      {department && asking === 'delete' && (
        <RemoveDialog
          title={t('Delete the department {name}?', { name: department.name })}
          run={() => deleteDepartment(department.id)}
          done={t('The department {name} is deleted.', { name: department.name })}
          stale={[keys.departments, keys.teams, keys.me]}
          onClose={close}
        >
          {t(
            'Its teams stay, without a department. Whoever reaches tickets through this department reaches only those of their own teams from then on.',
          )}
        </RemoveDialog>
      )}
    </Card>
  )
}
