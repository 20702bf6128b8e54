import { t } from '@i18n'
import { uploadPlugin } from '@/lib/api/plugins'
import type { PluginPreview } from '@/lib/api/types'
import { FormDialog } from '@/ui/form-dialog'
import { Diff } from './diff'
import { RoleEffects } from './effect'
import { Features } from './features'
import { Papers } from './papers'
import classes from './plugins.module.css'
import { Powers } from './powers'
import { usePluginChange } from './queries'

interface Props {
  file: Blob
  preview: PluginPreview
  onClose: () => void
}

/** A package before it is installed, or before it takes the place of the version that is here. */
export function Arrival({ file, preview, onClose }: Props) {
  const change = usePluginChange()
  const { name, version, installed, enabled, consent, refused } = preview
  const label = !installed ? t('Install') : consent ? t('Allow and upgrade') : t('Upgrade')
  const done = !installed
    ? t('{name} {version} is installed. Enable it to use it.', { name, version })
    : enabled
      ? t('{name} is at {version} now, and runs.', { name, version })
      : t('{name} is at {version} now.', { name, version })
  const install = () =>
    change.mutate(
      { doing: t('Installing {name}', { name }), done, run: () => uploadPlugin(file, preview.hash), quiet: true },
      { onSuccess: onClose },
    )
  return (
    <FormDialog
      title={installed ? t('Upgrade {name}?', { name }) : t('Install {name}?', { name })}
      label={label}
      size="lg"
      busy={change.isPending}
      disabled={!!refused}
      error={refused ?? change.error}
      onSubmit={install}
      onClose={onClose}
    >
      <div className={classes.consent}>
        <p className={classes.plain}>
          {installed
            ? t('From {installed} to {version}, by {publisher}.', { installed, version, publisher: preview.publisher })
            : t('Version {version}, by {publisher}.', { version, publisher: preview.publisher })}{' '}
          {preview.signed ? t('It is signed.') : t('It is not signed: whoever gave you the file vouches for it.')}
        </p>
        {installed && <Papers papers={preview.papers} publisher={preview.publisher} />}
        {installed ? (
          <>
            <Diff diff={preview.diff} powers={preview.powers} />
            {enabled && <RoleEffects roles={preview.roles ?? []} features={preview.features ?? []} />}
            <p className={classes.reason}>
              {enabled
                ? t(
                    'It is tried out and its data is brought to the new version first. If anything goes wrong, nothing is changed.',
                  )
                : t('It stays off until you enable it.')}
            </p>
          </>
        ) : (
          <>
            <Powers plugin={preview} />
            <Features plugin={preview} />
            <Papers papers={preview.papers} publisher={preview.publisher} />
            <p className={classes.reason}>
              {t('Installing lets it do nothing yet: that is asked when you enable it.')}
            </p>
          </>
        )}
      </div>
    </FormDialog>
  )
}
