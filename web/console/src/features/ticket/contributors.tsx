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
    <Section title="Contributors">
      {contributors.length === 0 && <p className={classes.hint}>Nobody else works on this ticket.</p>}
      <ul className={classes.people}>
        {contributors.map((person) => (
          <li key={person.id} className={classes.personRow}>
            <Person name={person.name} detail={`since ${relative(person.added_at)}`} />
            {may && (
              <ActionIcon
                size={26}
                variant="subtle"
                color="gray"
                c="dimmed"
                aria-label={`Remove ${person.name}`}
                onClick={() =>
                  change({
                    doing: `Removing ${person.name}`,
                    done: `${person.name} is no longer a contributor.`,
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
          label="Add a contributor"
          name={['colleagues', id]}
          find={async (q) =>
            (await findColleagues(id, q)).items.map(({ id, name }) => ({ value: String(id), label: name }))
          }
          nothing="Nobody found"
          render={(item) => <Person name={item.label} size="xs" />}
          onPick={({ value, label }) =>
            change({
              doing: `Adding ${label}`,
              done: `${label} is a contributor now.`,
              run: () => addContributor(id, Number(value)),
            })
          }
        >
          <IconUserPlus size={15} /> Add a colleague
        </Picker>
      )}
    </Section>
  )
}
