// Markdown around what is selected in the box of an answer.

export type Format = 'bold' | 'italic' | 'code' | 'link' | 'list' | 'steps' | 'quote'

export interface Edit {
  /** What is replaced. */
  from: number
  to: number
  text: string
  /** What is selected afterwards. */
  start: number
  end: number
}

const marks = { bold: '**', italic: '*', code: '`' }

/** What a button does to a text whose part from start to end is selected. Done twice, it is undone. */
export function formatted(format: Format, value: string, start: number, end: number): Edit {
  switch (format) {
    case 'link':
      return link(value, start, end)
    case 'list':
    case 'steps':
    case 'quote':
      return lines(format, value, start, end)
    default:
      return wrap(marks[format], value, start, end)
  }
}

function wrap(mark: string, value: string, start: number, end: number): Edit {
  const n = mark.length
  const inside = value.slice(start, end)
  // One star beside another is a half of bold.
  const alone = (at: number) => mark !== '*' || value[at] !== '*'
  const around = value.slice(start - n, start) === mark && value.slice(end, end + n) === mark
  if (around && start >= n && alone(start - n - 1) && alone(end + n)) {
    return { from: start - n, to: end + n, text: inside, start: start - n, end: end - n }
  }
  return { from: start, to: end, text: mark + inside + mark, start: start + n, end: end + n }
}

function link(value: string, start: number, end: number): Edit {
  const inside = value.slice(start, end)
  const address = /^https?:\/\/\S+$/.test(inside)
  const text = address ? `[](${inside})` : `[${inside}](https://)`
  // What is missing yet is where one writes on.
  const at = address ? start + 1 : start + inside.length + 3
  return { from: start, to: end, text, start: at, end: address ? at : at + 'https://'.length }
}

const heads = {
  list: { of: () => '- ', is: /^- / },
  steps: { of: (n: number) => `${n + 1}. `, is: /^\d+\. / },
  quote: { of: () => '> ', is: /^> / },
}

function lines(format: keyof typeof heads, value: string, start: number, end: number): Edit {
  const from = value.lastIndexOf('\n', start - 1) + 1
  const stop = value.indexOf('\n', end)
  const to = stop < 0 ? value.length : stop
  const { of, is } = heads[format]
  const all = value.slice(from, to).split('\n')
  const on = all.every((line) => is.test(line))
  const text = all.map((line, n) => (on ? line.replace(is, '') : of(n) + line)).join('\n')
  const last = from + text.length
  return { from, to, text, start: all.length > 1 ? from : last, end: last }
}

/** Carries an edit out in a box, so that the browser can take it back, and the box says that it changed. */
export function carryOut(box: HTMLTextAreaElement, { from, to, text, start, end }: Edit) {
  box.focus()
  box.setSelectionRange(from, to)
  // The only way of writing that Ctrl+Z takes back.
  if (!document.execCommand('insertText', false, text)) {
    box.setRangeText(text, from, to, 'end')
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }
  box.setSelectionRange(start, end)
}
