/** A line of the conversation, as the desk sees it: what the visitor says comes in. */
export interface Item {
  id: string
  side: 'in' | 'out' | 'event'
  seq?: number
  name?: string
  at: string
  text: string
  client?: string
  /** The place of a file, and what it is called. */
  file?: { file: string; name: string; size?: number }
}

export interface Field {
  name: string
  kind: 'text' | 'email' | 'select' | 'textarea'
  label: string
  required?: boolean
  options?: { value: string; label: string }[]
  complete?: string
}

/** What is shown before anybody has said anything. */
export interface Welcome {
  open: boolean
  title: string
  intro: string
  leave?: boolean
  texts: Record<string, string>
  fields: Field[]
  invite?: { after: number; text: string }
  /** Which files may be sent, where any may. */
  files?: { accept: string; max: number }
}

/** A chat, and the lines after the one that was asked for. */
export interface State {
  chat: number
  topic: string
  state: 'waiting' | 'open' | 'ended'
  agent?: string
  /** Which place in the queue it has, in words, where others come first. */
  place?: string
  items: Item[]
  more: boolean
  /** Up to which line the desk has read. */
  read: number
}

/** What is said on the chat's channel. */
export interface Said {
  say?: Item
  seen?: { side: string; seq: number }
  typing?: { side: string; name?: string }
  refresh?: boolean
}
