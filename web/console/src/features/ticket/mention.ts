/** What is typed behind an @ up to the caret: where it begins, and the beginning of a name. */
export interface Started {
  from: number
  q: string
}

/** Names have two words at most while they are looked for; more is a sentence that goes on. */
const started = /(?:^|[\s(])@([^\s@]{0,30}(?: [^\s@]{0,30})?)$/

export function startedMention(text: string, caret: number): Started | null {
  const q = started.exec(text.slice(0, caret))?.[1]
  return q === undefined ? null : { from: caret - q.length - 1, q }
}

/** The text with the name in place of what was typed, and where the caret goes. */
export function withMention(text: string, { from, q }: Started, name: string) {
  const put = `@${name} `
  return {
    text: text.slice(0, from) + put + text.slice(from + q.length + 1).replace(/^ /, ''),
    caret: from + put.length,
  }
}

export interface Named {
  id: number
  name: string
}

/** Who of those picked is still mentioned. */
export const stillMentioned = (text: string, picked: Named[]) =>
  picked.filter(({ name }, i) => text.includes(`@${name}`) && picked.findIndex((other) => other.name === name) === i)
