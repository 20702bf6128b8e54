import { t } from '@i18n'
import { ActionIcon } from '@mantine/core'
import { addContributor, findColleagues, removeContributor } from '@/lib/api/tickets'
import type { Ticket } from '@/lib/api/types'
import { relative } from '@/lib/format'
import { IconUserPlus, IconX } from '@/ui/icons'
import { Person } from '@/ui/person'
import { Picker } from '@/ui/picker'
import { Section } from './aside'
import classes from './aside.module.css'
import type { Changer } from './queries'

interface Props {
  ticket: Ticket
  change: Changer
}

/** Colleagues who work along. They see the ticket for as long as they are on the list. */
export function Contributors({ ticket, change }: Props) {
  const { id, contributors, abilities } = ticket
  const may = abilities.assistance
  if (!may && contributors.length === 0) return null
  return (
    <Section title={t('Contributors')}>
      {contributors.length === 0 && <p className={classes.hint}>{t('Nobody else works on this ticket.')}</p>}
      <ul className={classes.people}>
        {contributors.map((person) => (
          <li key={person.id} className={classes.personRow}>
            <Person name={person.name} detail={t('since {added_at}', { added_at: relative(person.added_at) })} />
            {may && (
              <ActionIcon
                size={26}
                variant="subtle"
                color="gray"
                c="dimmed"
                aria-label={t('Remove {name}', { name: person.name })}
                onClick={() =>
                  change({
                    doing: t('Removing {name}', { name: person.name }),
                    done: t('{name} is no longer a contributor.', { name: person.name }),
                    run: () => removeContributor(id, person.id),
                  })
                }
              >
                <IconX size={15} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <Picker
          look="add"
          label={t('Add a contributor')}
          name={['colleagues', id]}
          find={async (q) =>
            (await findColleagues(id, q)).items.map(({ id, name }) => ({ value: String(id), label: name }))
          }
          nothing={t('Nobody found')}
          render={(item) => <Person name={item.label} size="xs" />}
          onPick={({ value, label }) =>
            change({
              doing: t('Adding {label}', { label }),
              done: t('{label} is a contributor now.', { label }),
              run: () => addContributor(id, Number(value)),
            })
          }
        >
          <IconUserPlus size={15} /> {t('Add a colleague')}
        </Picker>
      )}
    </Section>
  )
}
