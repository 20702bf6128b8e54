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
      label={`Actions on the department ${department.name}`}
      entries={[
        department.abilities.edit && { label: 'Rename…', run: () => setAsking('rename') },
        department.abilities.delete && { label: 'Delete…', danger: true, run: () => setAsking('delete') },
      ]}
    />
  )
  return (
    <Card title={department?.name ?? 'Without a department'} actions={menu} flush>
      <ul className={classes.list}>
        {teams.map((team) => (
          <TeamRow key={team.id} team={team} departments={departments} />
        ))}
        {teams.length === 0 && <li className={classes.none}>No team in this department yet.</li>}
      </ul>
      {department && asking === 'rename' && <DepartmentDialog department={department} onClose={close} />}
      {department && asking === 'delete' && (
        <RemoveDialog
          title={`Delete the department ${department.name}?`}
          run={() => deleteDepartment(department.id)}
          done={`The department ${department.name} is deleted.`}
          stale={[keys.departments, keys.teams, keys.me]}
          onClose={close}
        >
          Its teams stay, without a department. Whoever reaches tickets through this department reaches only those of
          their own teams from then on.
        </RemoveDialog>
      )}
    </Card>
  )
}
