import { t } from '@i18n'
import { Button, FileButton, TextInput } from '@mantine/core'
import { removeLogo, saveAccent, uploadLogo } from '@/lib/api/settings'
import type { Branding } from '@/lib/api/types'
import { contrastOn } from '@/lib/contrast'
import { number } from '@/lib/format'
import { keys } from '@/lib/query'
import { useMe } from '@/lib/session'
import { typed, useValues } from '@/lib/use-values'
import { IconTrash, IconUpload } from '@/ui/icons'
import { fieldError, Refusal } from '@/ui/refusal'
import { useChange } from '@/ui/use-change'
import classes from './branding.module.css'
import { SectionForm } from './section'

/** Pegboard's own colour, where a helpdesk has chosen none. */
const ours = '#136b5d'
/** The darkest ground that text in the colour stands on. */
const ground = '#f1efea'
/** The contrast that text needs. */
const readable = 4.5

export function BrandingForm({ saved }: { saved: Branding }) {
  const locked = !useMe().keys['settings.company']
  const { values, dirty, set, reset } = useValues({ accent: saved.accent })
  const change = useChange(keys.settings('branding'))
  const shown = /^#[0-9a-f]{6}$/i.test(values.accent) ? values.accent : ours
  const ratio = contrastOn(shown, ground)
  const save = () =>
    // The page is drawn in the colour from its first moment on, so it is fetched anew.
    change.mutate({ run: () => saveAccent(values.accent.toLowerCase()) }, { onSuccess: () => location.reload() })
  return (
    <>
      <LogoField saved={saved} locked={locked} />
      <SectionForm
        name={t('settings|colour')}
        locked={locked}
        dirty={dirty}
        busy={change.isPending}
        error={change.error}
        fields={['accent']}
        onSave={save}
        onReset={reset}
        more={
          values.accent && !locked ? (
            <Button variant="subtle" onClick={() => set({ accent: '' })}>
              {t('Use Pegboard’s colour')}
            </Button>
          ) : undefined
        }
      >
        <div className={classes.row}>
          <TextInput
            className={classes.text}
            label={t('Colour')}
            description={t('Contrast {ratio} : 1; text needs {least} : 1.', {
              ratio: number(ratio, { maximumFractionDigits: 1 }),
              least: number(readable),
            })}
            placeholder={ours}
            readOnly={locked}
            value={values.accent}
            error={
              fieldError(change.error, 'accent') ??
              (ratio < readable ? t('Too light to be read by everybody. Choose a darker one.') : undefined)
            }
            onChange={typed((accent) => set({ accent: accent.trim() }))}
          />
          <input
            className={classes.swatch}
            type="color"
            aria-label={t('Pick the colour')}
            disabled={locked}
            value={shown.toLowerCase()}
            onChange={typed((accent) => set({ accent }))}
          />
          <span className={classes.sample} style={{ background: shown }} aria-hidden="true" />
        </div>
      </SectionForm>
    </>
  )
}

function LogoField({ saved, locked }: { saved: Branding; locked: boolean }) {
  const change = useChange(keys.settings('branding'), keys.me)
  const upload = (file: File | null) => {
    if (file) change.mutate({ run: () => uploadLogo(file), done: t('The logo is saved.') })
  }
  return (
    <div className={classes.logoField}>
      <span className={classes.frame}>
        {saved.logo ? (
          <img src={saved.logo.href} alt={t('The logo')} width={saved.logo.width} height={saved.logo.height} />
        ) : (
          t('No logo')
        )}
      </span>
      {!locked && (
        <div className={classes.actions}>
          <FileButton onChange={upload} accept="image/png,image/jpeg">
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} />} loading={change.isPending}>
                {saved.logo ? t('Replace the logo') : t('Upload a logo')}
              </Button>
            )}
          </FileButton>
          {saved.logo && (
            <Button
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={() => change.mutate({ run: removeLogo, done: t('The logo is removed.') })}
            >
              {t('Remove')}
            </Button>
          )}
          <p className={classes.hint}>{t('PNG or JPEG, at most 512 KB and 1600 pixels wide or high.')}</p>
        </div>
      )}
      <Refusal error={change.error} />
    </div>
  )
}
