import { t } from '@i18n'
import { SegmentedControl, TextInput } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { fetchPeople } from '@/lib/api/people'
import { useMe } from '@/lib/session'
import { Person } from '@/ui/person'
import { type Choice, Picker } from '@/ui/picker'
import classes from './new-ticket.module.css'

export type Requester = { kind: 'known'; choice: Choice | null } | { kind: 'new'; name: string; email: string }

/** What the server is told about whose ticket it is; nothing means the person at the screen. */
export function toRequest(requester: Requester) {
  if (requester.kind === 'new') return { requester: { name: requester.name.trim(), email: requester.email.trim() } }
  return requester.choice ? { requester_id: Number(requester.choice.value) } : {}
}

interface Props {
  value: Requester
  onChange: (value: Requester) => void
  errors: Record<string, string>
}

export function RequesterField({ value, onChange, errors }: Props) {
  const me = useMe()
  const known = me.abilities.people
  return (
    <div>
      <div className={classes.label}>
        <span>{t('Requester')}</span>
        <SegmentedControl
          size="xs"
          aria-label={t('Known or new requester')}
          value={value.kind}
          onChange={(kind) =>
            onChange(kind === 'new' ? { kind, name: '', email: '' } : { kind: 'known', choice: null })
          }
          data={[
            { value: 'known', label: known ? t('Known') : t('Myself') },
            { value: 'new', label: t('New') },
          ]}
        />
      </div>
      {value.kind === 'new' ? (
        <div className={classes.row}>
          <TextInput
            label={t('Name')}
            required
            value={value.name}
            error={errors['requester.name']}
            onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
          />
          <TextInput
            label={t('E-mail')}
            type="email"
            required
            value={value.email}
            error={errors['requester.email']}
            onChange={(event) => onChange({ ...value, email: event.currentTarget.value })}
          />
        </div>
      ) : (
        known && (
          <div className={classes.picked}>
            <Picker
              look="plain"
              label={t('Requester')}
              name={['people']}
              find={async (q) => {
                const { items } = await fetchPeople({ q }, null)
                return items.map(({ id, name, email }) => ({ value: String(id), label: name, detail: email }))
              }}
              nothing={t('Nobody found')}
              render={(item) => <Person name={item.label} detail={item.detail} size="xs" />}
              onPick={(choice) => onChange({ kind: 'known', choice })}
            >
              <Person
                name={value.choice?.label ?? me.user.name}
                detail={value.choice ? value.choice.detail : t('Yourself; press to choose somebody else')}
                size="xs"
              />
            </Picker>
          </div>
        )
      )}
    </div>
  )
}
