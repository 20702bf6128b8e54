// What an accessibility check of a page may pass over: parts that it has been
// through already. Runs in the page, so it names nothing outside of itself.

/**
 * The parts of the document that have stood in this `look` before, with the very same markup in the very same
 * surroundings; it remembers the others for the next time. Headings, landmarks and frames are never among them, as
 * what holds for these depends on the rest of the page.
 */
export function alike(look) {
  globalThis.checked ??= {}
  globalThis.checked[look] ??= new Set()
  const known = globalThis.checked[look]
  const structure =
    'h1, h2, h3, h4, h5, h6, header, footer, main, nav, aside, section, form, search, iframe, [role=region], [role=search], [role=dialog]'
  // Libraries number what they draw, and each time anew.
  const markup = (text) => text.replaceAll(/mantine-[a-z0-9]{6,}|[_«:]r[_\d][\w:»]*/g, '')
  const found = []
  const walk = (parent, around) => {
    for (const part of parent.children) {
      const within = around + markup(part.cloneNode(false).outerHTML)
      if (!part.matches(structure) && !part.querySelector(structure)) {
        const key = within + markup(part.innerHTML)
        if (known.has(key)) {
          found.push(part)
          continue
        }
        known.add(key)
      }
      walk(part, within)
    }
  }
  walk(document.body, '')
  return found
}
