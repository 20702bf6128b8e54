import { t } from '@i18n'
import { ActionIcon } from '@mantine/core'
import IconBold from '@tabler/icons-react/dist/esm/icons/IconBold.mjs'
import IconCode from '@tabler/icons-react/dist/esm/icons/IconCode.mjs'
import IconItalic from '@tabler/icons-react/dist/esm/icons/IconItalic.mjs'
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs'
import IconList from '@tabler/icons-react/dist/esm/icons/IconList.mjs'
import IconListNumbers from '@tabler/icons-react/dist/esm/icons/IconListNumbers.mjs'
import IconQuote from '@tabler/icons-react/dist/esm/icons/IconQuote.mjs'
import type { RefObject } from 'react'
import { carryOut, type Format, formatted } from './format'

const buttons: [Format, string, typeof IconBold][] = [
  ['bold', t('Bold'), IconBold],
  ['italic', t('Italic'), IconItalic],
  ['link', t('format|Link'), IconLink],
  ['list', t('format|List'), IconList],
  ['steps', t('Numbered list'), IconListNumbers],
  ['quote', t('Quote'), IconQuote],
  ['code', t('Code'), IconCode],
]

/** Writes Markdown around what is selected in the box. */
export default function FormatBar({ box }: { box: RefObject<HTMLTextAreaElement | null> }) {
  const apply = (format: Format) => {
    const { current } = box
    if (current) carryOut(current, formatted(format, current.value, current.selectionStart, current.selectionEnd))
  }
  return buttons.map(([format, label, Icon]) => (
    <ActionIcon
      key={format}
      size={28}
      variant="subtle"
      color="gray"
      c="inherit"
      aria-label={label}
      title={label}
      onClick={() => apply(format)}
    >
      <Icon size={17} aria-hidden="true" />
    </ActionIcon>
  ))
}
