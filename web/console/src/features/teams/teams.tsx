import { t } from '@i18n'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchTeams } from '@/lib/api/people'
import { fetchDepartments } from '@/lib/api/teams'
import type { Department, Team } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { IconPlus, IconUsersGroup } from '@/ui/icons'
import { PageBody, PageHeader } from '@/ui/page'
import { ErrorState, Loading, State } from '@/ui/states'
import { DepartmentCard } from './department-card'
import { DepartmentDialog } from './department-dialog'
import { TeamDialog } from './team-dialog'

/** Departments with their teams; those without a department come last. */
export function Teams() {
  const may = !!useMe().keys['people.teams.manage']
  const teams = useQuery({ queryKey: keys.teams, queryFn: fetchTeams })
  const departments = useQuery({ queryKey: keys.departments, queryFn: fetchDepartments })
  const [making, setMaking] = useState<'team' | 'department' | null>(null)
  const error = teams.error ?? departments.error
  if (error && (!teams.data || !departments.data)) {
    const retry = () => {
      teams.refetch()
      departments.refetch()
    }
    return <ErrorState page error={error} what={t('The teams')} retry={retry} />
  }
  const loaded = teams.data && departments.data
  const parts = loaded ? grouped(departments.data.items, teams.data.items) : []
  return (
    <>
      <PageHeader
        title={t('Teams')}
        lead={t(
          "Tickets wait in the queue of a team. How far a role reaches can end at one's teams, or at one's departments.",
        )}
        actions={
          may && (
            <>
              <Button variant="default" onClick={() => setMaking('department')}>
                {t('New department')}
              </Button>
              <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking('team')}>
                {t('New team')}
              </Button>
            </>
          )
        }
      />
      <PageBody>
        {!loaded && <Loading lines={6} label={t('Loading the teams')} />}
        {loaded && parts.length === 0 && (
          <State icon={<IconUsersGroup />} title={t('No team yet')}>
            {t('Without teams, every ticket waits in one queue for all.')}
          </State>
        )}
        {parts.map(({ department, teams }) => (
          <DepartmentCard
            key={department?.id ?? 0}
            department={department}
            teams={teams}
            departments={departments.data?.items ?? []}
          />
        ))}
      </PageBody>
      {making === 'team' && <TeamDialog departments={departments.data?.items ?? []} onClose={() => setMaking(null)} />}
      {making === 'department' && <DepartmentDialog onClose={() => setMaking(null)} />}
    </>
  )
}

function grouped(departments: Department[], teams: Team[]): { department: Department | null; teams: Team[] }[] {
  const parts: { department: Department | null; teams: Team[] }[] = departments.map((department) => ({
    department,
    teams: teams.filter((team) => team.department?.id === department.id),
  }))
  const rest = teams.filter((team) => !team.department)
  return rest.length > 0 ? [...parts, { department: null, teams: rest }] : parts
}
