// What was typed and not sent, kept per ticket and mode in this browser.

export type Mode = 'reply' | 'comment'

const prefix = 'pegboard.draft.'
const month = 30 * 86_400_000

interface Draft {
  text: string
  at: number
}

export function readDraft(ticket: number, mode: Mode): string {
  try {
    const kept = localStorage.getItem(`${prefix}${ticket}.${mode}`)
    return kept ? (JSON.parse(kept) as Draft).text : ''
  } catch {
    return ''
  }
}

/** Keeps text, or forgets the draft when it is blank. Does nothing where storage is full or refused. */
export function writeDraft(ticket: number, mode: Mode, text: string) {
  try {
    const name = `${prefix}${ticket}.${mode}`
    if (text.trim()) localStorage.setItem(name, JSON.stringify({ text, at: Date.now() } satisfies Draft))
    else localStorage.removeItem(name)
  } catch {
    // The draft lives on in the page.
  }
}

/** Forgets drafts older than a month; called once, when the page has long been there. */
export function pruneDrafts(now = Date.now()) {
  try {
    for (const name of Object.keys(localStorage).filter((key) => key.startsWith(prefix))) {
      const draft = JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Draft>
      if (!draft.at || now - draft.at > month) localStorage.removeItem(name)
    }
  } catch {
    // Nothing to prune where storage is refused.
  }
}
