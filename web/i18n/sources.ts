import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync } from 'vite'

// What the tests of the catalogues read out of the sources: which texts are
// said, and which words stand there that nobody can translate.

const web = join(import.meta.dirname, '..')

export interface Said {
  /** The catalogue's name of it: the text, or of a plural its other form. */
  text: string
  one?: string
  at: string
}

type Node = { type: string; start: number; [key: string]: unknown }

const says = new Set(['t', 'tn', 'tx'])
/** Attributes and properties that hold a name for machines, whatever it looks like. */
const machine = /^(key|type|to|path|id|name|role|href|rel|className|variant|color|aria-keyshortcuts|queryKey)$/
/** Calls whose words are for machines, or for a log that nobody but its author reads. */
const silent =
  /^(Error|querySelector|querySelectorAll|closest|getItem|setItem|addEventListener|startsWith|endsWith|includes)$/
/** Names of products and keys, the same in every language. */
const names =
  /^(Pegboard|Edge|Opera|Firefox|Chrome|Safari|Android|Windows|Linux|macOS|Esc|Enter|Escape|Tab|Home|End|Backspace|Delete|Page(Up|Down)|Arrow\w+|Content-Type|Authorization: .*|ApiError|Ctrl\+K|.* · Pegboard)$/

/** A word that a person would read: it begins like a sentence or a title. */
const readable = (text: string) => /^[\s“"(·]*[A-Z]-?[a-z’]/.test(text) && !names.test(text.trim())

export function files(): string[] {
  const below = (dir: string): string[] =>
    readdirSync(join(web, dir), { recursive: true, encoding: 'utf8' }).map((name) => join(web, dir, name))
  return [...below('console/src'), ...below('blocks/src')].filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.|test-mount/.test(name),
  )
}

/** Reads one source file. */
export function read(file: string): { said: Said[]; bare: string[] } {
  const source = readFileSync(file, 'utf8')
  const found = { said: [] as Said[], bare: [] as string[] }
  const at = (node: Node) => `${relative(web, file)}:${source.slice(0, node.start).split('\n').length}`
  const visit = (value: unknown) => {
    if (Array.isArray(value)) for (const one of value) visit(one)
    else if (value && typeof value === 'object' && 'type' in value) {
      const node = value as Node
      const said = saidBy(node, at(node))
      if (said) found.said.push(said)
      const words = wordsOf(node)
      if (words) found.bare.push(`${at(node)} ${words}`)
      for (const part of within(node)) visit(part)
    }
  }
  visit(parseSync(file, source).program)
  return found
}

/** What a call of t, tn or tx says. */
function saidBy(node: Node, at: string): Said | undefined {
  const called = name(node.callee)
  if (node.type !== 'CallExpression' || !says.has(called)) return undefined
  const literal = (arg: Node | undefined) => (arg?.type === 'Literal' ? String(arg.value) : '')
  const [first, second, third] = node.arguments as Node[]
  return called === 'tn' ? { text: literal(third), one: literal(second), at } : { text: literal(first), at }
}

/** The words for people that stand in a node itself. */
function wordsOf(node: Node): string {
  if (node.type === 'JSXText') {
    const text = String(node.value).trim()
    return /[A-Za-z]{2}/.test(text) && !names.test(text) ? text : ''
  }
  const text =
    node.type === 'TemplateLiteral'
      ? (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('{}')
      : node.type === 'Literal' && typeof node.value === 'string'
        ? node.value
        : ''
  return readable(text) ? text.trim() : ''
}

/** The parts of a node that may hold words for people. */
function within(node: Node): unknown[] {
  const called = name(node.callee)
  switch (node.type) {
    case 'CallExpression':
      if (says.has(called)) return (node.arguments as Node[]).slice(called === 'tn' ? 3 : 1)
      return silent.test(called) ? [] : Object.values(node)
    case 'NewExpression':
      return silent.test(called) ? [] : Object.values(node)
    case 'BinaryExpression':
      return /^[!=]==?$/.test(String(node.operator)) ? [] : Object.values(node)
    case 'SwitchCase':
      return [node.consequent]
    case 'Property':
      return machine.test(name(node.key)) && (node.value as Node).type === 'Literal' ? [] : [node.value]
    case 'JSXAttribute':
      return machine.test(name(node.name)) && (node.value as Node | null)?.type === 'Literal' ? [] : [node.value]
    default:
      return /^(Import|ExportAll|TS(?!As|Satisfies|NonNull))/.test(node.type) ? [] : Object.values(node)
  }
}

function name(node: unknown): string {
  const { name, value, property } = (node ?? {}) as { name?: unknown; value?: unknown; property?: { name: string } }
  return String(property?.name ?? (typeof name === 'object' ? '' : name) ?? value ?? '')
}
