import { bytes } from '@/lib/format'
import { IconPaperclip } from '@/ui/icons'
import { ActionList } from './action'
import { BlockLink } from './link'
import classes from './lists.module.css'
import type { Of } from './model'

export function FilesBlock({ block }: { block: Of<'files'> }) {
  return <FileList files={block.items} />
}

/** Files to be downloaded, one a row. */
export function FileList({ files }: { files: Of<'files'>['items'] }) {
  return (
    <ul className={classes.list} data-style="plain">
      {files.map((item) => (
        <li key={item.file}>
          <div className={classes.row}>
            <IconPaperclip size={16} aria-hidden="true" />
            <div className={classes.words}>
              <span className={classes.title}>
                <BlockLink href={item.href} className={classes.link} download={item.name}>
                  {item.name}
                </BlockLink>
              </span>
              {item.size !== undefined && <span className={classes.detail}>{bytes(item.size)}</span>}
            </div>
            <ActionList actions={item.actions} size="xs" />
          </div>
        </li>
      ))}
    </ul>
  )
}
