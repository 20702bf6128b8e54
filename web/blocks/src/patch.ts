import type { Block, Patch } from './model'

// Patches make new trees and leave the old one alone, so that an optimistic
// change can be taken back by keeping what was there before.

/** The blocks after one patch; `field` patches concern the form store and change nothing here but hidden and options. */
export function applyPatch(blocks: Block[], patch: Patch): Block[] {
  switch (patch.op) {
    case 'replace':
      return mapBlocks(blocks, patch.id, () => [patch.block])
    case 'remove':
      return mapBlocks(blocks, patch.id, () => [])
    case 'append':
      return mapBlocks(blocks, patch.id, (block) => [append(block, patch.blocks)])
    case 'set':
      return mapBlocks(blocks, patch.id, (block) => [{ ...block, ...patch.props } as Block])
    case 'row':
      return mapBlocks(blocks, patch.id, (block) => [changeRow(block, patch)])
    case 'field':
      return mapBlocks(blocks, patch.form, (block) => [changeField(block, patch)])
    default:
      return blocks
  }
}

type Change = (block: Block) => Block[]

function mapBlocks(blocks: Block[], id: string, change: Change): Block[] {
  return blocks.flatMap((block) => (block.id === id ? change(block) : [descend(block, id, change)]))
}

function descend(block: Block, id: string, change: Change): Block {
  const inside = (inner: Block[]) => mapBlocks(inner, id, change)
  switch (block.type) {
    case 'stack':
    case 'grid':
    case 'section':
    case 'disclosure':
    case 'steps':
      return { ...block, blocks: inside(block.blocks) }
    case 'split':
      return { ...block, start: inside(block.start), end: inside(block.end) }
    case 'tabs':
      return { ...block, tabs: block.tabs.map((tab) => ({ ...tab, blocks: tab.blocks && inside(tab.blocks) })) }
    case 'table':
      return { ...block, rows: block.rows.map((row) => ({ ...row, detail: row.detail && inside(row.detail) })) }
    default:
      return block
  }
}

function append(block: Block, added: Block[]): Block {
  if ('blocks' in block && block.blocks) return { ...block, blocks: [...block.blocks, ...added] } as Block
  return block
}

function changeRow(block: Block, patch: Extract<Patch, { op: 'row' }>): Block {
  if (block.type !== 'table') return block
  const rows = patch.remove
    ? block.rows.filter((row) => row.id !== patch.row)
    : block.rows.map((row) => (row.id === patch.row ? { ...row, cells: { ...row.cells, ...patch.cells } } : row))
  return { ...block, rows }
}

function changeField(block: Block, patch: Extract<Patch, { op: 'field' }>): Block {
  if (block.type !== 'form') return block
  const change = <F extends { kind: string }>(field: F): F => {
    if (field.kind === 'group') {
      const group = field as unknown as { fields: { kind: string }[] }
      return { ...field, fields: group.fields.map(change) }
    }
    if ((field as unknown as { name: string }).name !== patch.name) return field
    const options = patch.options ? { options: patch.options } : {}
    const hidden = patch.hidden === undefined ? {} : { hidden: patch.hidden }
    return { ...field, ...options, ...hidden }
  }
  return { ...block, fields: block.fields.map(change) }
}
