import { t } from '@i18n'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { fetchBranding, fetchCompany, fetchMail } from '@/lib/api/settings'
import { fetchSetupProgress, saveSetupProgress } from '@/lib/api/setup'
import type { SetupSteps } from '@/lib/api/types'
import { keys } from '@/lib/query'
import { IconCheck } from '@/ui/icons'
import { PageBody, PageHeader } from '@/ui/page'
import { ErrorState, Loading } from '@/ui/states'
import { toast, toastError } from '@/ui/toast'
import { BrandingForm } from './branding'
import { CompanyForm } from './company'
import { MailForm } from './mail'
import { Section } from './section'
import classes from './setup.module.css'
import { SetupPeople } from './setup-people'
import { SetupPlugins } from './setup-plugins'

const titles: Record<string, string> = {
  company: t('Company'),
  looks: t('Looks'),
  mail: t('Mail'),
  plugins: t('Plugins'),
  people: t('Colleagues'),
}

/** What a new owner is led through; it can be left and gone on with at any time. */
export function Setup() {
  const { data, error, refetch } = useQuery({ queryKey: keys.settings('setup'), queryFn: fetchSetupProgress })
  if (error && !data) return <ErrorState page error={error} what={t('Set-up')} retry={() => refetch()} />
  if (!data) return <Loading lines={8} label={t('Loading set-up')} />
  return <Steps progress={data} />
}

function Steps({ progress: { steps, done } }: { progress: SetupSteps }) {
  const [current, setCurrent] = useState(() => steps.find((step) => !done.includes(step)) ?? steps[0] ?? 'company')
  const client = useQueryClient()
  const navigate = useNavigate()
  const last = steps.at(-1) === current
  const save = useMutation({
    mutationFn: saveSetupProgress,
    onSuccess: (next) => {
      client.setQueryData(keys.settings('setup'), next)
      client.invalidateQueries({ queryKey: keys.me })
      if (next.finished) {
        toast({ tone: 'success', text: t('Your helpdesk is ready.') })
        navigate({ to: '/inbox' })
      }
    },
    onError: (error) => toastError(error, t('Going on')),
  })
  const goOn = () => {
    save.mutate({ done: [...new Set([...done, current])], finished: last })
    if (!last) setCurrent(steps[steps.indexOf(current) + 1] ?? current)
  }
  return (
    <>
      <PageHeader
        title={t('Set up your helpdesk')}
        lead={t('Nothing here is needed, and all of it can be changed later.')}
      />
      <PageBody narrow>
        <ol className={classes.steps} aria-label={t('Steps')}>
          {steps.map((step) => (
            <li key={step}>
              <button
                type="button"
                className={classes.step}
                aria-current={step === current ? 'step' : undefined}
                data-done={done.includes(step) || undefined}
                onClick={() => setCurrent(step)}
              >
                <span className={classes.number} aria-hidden="true">
                  {done.includes(step) ? <IconCheck size={14} /> : steps.indexOf(step) + 1}
                </span>
                {titles[step] ?? step}
                {done.includes(step) && <span className="pb-hidden">, {t('step|done')}</span>}
              </button>
            </li>
          ))}
        </ol>
        <Step key={current} step={current} />
        <div className={classes.foot}>
          <Button onClick={goOn} loading={save.isPending}>
            {last ? t('Finish') : t('Go on')}
          </Button>
          {!last && (
            <Button variant="subtle" onClick={() => save.mutate({ done, finished: true })}>
              {t('Leave set-up')}
            </Button>
          )}
        </div>
      </PageBody>
    </>
  )
}

function Step({ step }: { step: string }) {
  switch (step) {
    case 'company':
      return (
        <Section
          title={t('Company')}
          lead={t('The name stands on every page and in letters; links in letters begin with the address.')}
          part="company"
          fetch={fetchCompany}
        >
          {(saved) => <CompanyForm key={JSON.stringify(saved)} saved={saved} />}
        </Section>
      )
    case 'looks':
      return (
        <Section
          title={t('Looks')}
          lead={t('Logo and colour, here, for your customers and in letters.')}
          part="branding"
          fetch={fetchBranding}
        >
          {(saved) => <BrandingForm key={JSON.stringify(saved)} saved={saved} />}
        </Section>
      )
    case 'mail':
      return (
        <Section
          title={t('Mail server')}
          lead={t(
            'Answers, invitations and forgotten passwords leave through it. Save it, then send yourself a test letter.',
          )}
          part="mail"
          fetch={fetchMail}
        >
          {(saved) => <MailForm key={JSON.stringify(saved)} saved={saved} />}
        </Section>
      )
    case 'plugins':
      return <SetupPlugins />
    default:
      return <SetupPeople />
  }
}
