import { t } from '@i18n'
import { Person } from '@/ui/person'
import classes from './mention-list.module.css'
import type { Mentions } from './use-mentions'

/** Who may be mentioned here, while a name is typed. The keys stay in the text. */
export function MentionList({ mentions: { id, people, chosen, pick } }: { mentions: Mentions }) {
  if (people.length === 0) return null
  return (
    <div className={classes.list} id={id} role="listbox" aria-label={t('People to mention')}>
      {people.map((person, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text box
        // biome-ignore lint/a11y/useFocusableInteractive: the text box keeps the focus and names the active option
        <div
          key={person.id}
          id={`${id}-${i}`}
          className={classes.option}
          role="option"
          aria-selected={i === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(person)}
        >
          <Person name={person.name} size="xs" />
        </div>
      ))}
    </div>
  )
}
