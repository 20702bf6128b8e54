import { t } from '@i18n'
import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { explainAccess } from '@/lib/api/access'
import type { Explanation, KeyInfo, Ref, UserKind } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { IconCircleCheck, IconLock } from '@/ui/icons'
import { Person } from '@/ui/person'
import { PersonPicker } from '@/ui/person-picker'
import { ErrorState, Loading } from '@/ui/states'
import classes from './access.module.css'
import { KeySelect } from './key-select'
import { useFeatures } from './use-key-info'

interface Props {
  person: Ref & { kind?: UserKind }
  /** Ask about this ticket; else about the key in general. */
  ticket?: number
  onClose: () => void
}

/** Why may somebody do something, or what stands against it. */
export default function ExplainDialog({ person, ticket, onClose }: Props) {
  const features = useFeatures()
  const [who, setWho] = useState<Ref & { kind?: UserKind }>(person)
  const [key, setKey] = useState<string | null>(ticket ? 'tickets.view' : null)
  const fits = (item: KeyInfo) =>
    (!ticket || item.key.startsWith('tickets.')) && (!who.kind || item.for === 'both' || item.for === who.kind)
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={
        ticket ? t('Who may do what with #{ticket}', { ticket }) : t('Why may {name} do this?', { name: who.name })
      }
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className={classes.report}>
        {ticket && (
          <div className={classes.asked}>
            <Person name={who.name} size="sm" />
            <PersonPicker label={t('Ask about somebody else')} onPick={setWho}>
              {t('Ask about somebody else…')}
            </PersonPicker>
          </div>
        )}
        <KeySelect label={t('What they would do')} features={features} fits={fits} value={key} onPick={setKey} />
        {key && <Answer person={who} ticket={ticket} asked={key} />}
      </div>
    </Modal>
  )
}

function Answer({ person, ticket, asked }: { person: Ref; ticket?: number; asked: string }) {
  const question = { key: asked, user_id: person.id, ticket_id: ticket }
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.explain(question),
    queryFn: () => explainAccess(question),
    staleTime: 0,
  })
  if (isPending) return <Loading lines={3} label={t('Finding out why')} />
  if (!data) return <ErrorState compact error={error} what={t('The answer')} retry={() => refetch()} />
  return <Words answer={data} name={person.name} about={ticket ? 'ticket' : 'key'} />
}

function Words({ answer, name, about }: { answer: Explanation; name: string; about: 'ticket' | 'key' }) {
  const { allowed, visible } = answer
  const verdict = allowed
    ? t('Yes, {name} may do this.', { name })
    : about === 'ticket' && !visible
      ? t('No. For {name} this ticket does not exist.', { name })
      : t('No, {name} may not do this.', { name })
  return (
    <section aria-live="polite">
      <p className={classes.verdict} data-allowed={allowed || undefined}>
        {allowed ? <IconCircleCheck size={19} aria-hidden="true" /> : <IconLock size={19} aria-hidden="true" />}
        {verdict}
      </p>
      <ul className={classes.sentences}>
        {answer.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}
