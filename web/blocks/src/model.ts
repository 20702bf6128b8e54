import type { Block, Field, Form, Text, Value } from '@gen/blocks.gen'

export type * from '@gen/blocks.gen'

/** The block of one type. */
export type Of<T extends Block['type']> = Extract<Block, { type: T }>

/** One field of a form, without the groups. */
export type FormNode = Form['fields'][number]

/** The host resolves translations before anything reaches a browser; a key that is left over shows as itself. */
export function plain(text: Text | undefined | null): string {
  if (text === undefined || text === null) return ''
  return typeof text === 'string' ? text : text.$t
}

/** The fields of a form in order, those inside groups too. */
export function fieldsOf(nodes: FormNode[]): Field[] {
  return nodes.flatMap((node) => (node.kind === 'group' ? (node as { fields: Field[] }).fields : [node as Field]))
}

/** Calls visit for every block of a tree, parents first. */
export function walk(blocks: Block[], visit: (block: Block) => void) {
  for (const block of blocks) {
    visit(block)
    for (const inner of childrenOf(block)) walk(inner, visit)
  }
}

/** The lists of blocks that a block holds. */
export function childrenOf(block: Block): Block[][] {
  switch (block.type) {
    case 'stack':
    case 'grid':
    case 'section':
    case 'disclosure':
    case 'steps':
      return [block.blocks]
    case 'split':
      return [block.start, block.end]
    case 'tabs':
      return block.tabs.map((tab) => tab.blocks ?? [])
    case 'table':
      return block.rows.map((row) => row.detail ?? [])
    default:
      return []
  }
}

/** True for a value that is a typed object, false for the bare text or number of a table cell. */
export function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && 'k' in value
}
