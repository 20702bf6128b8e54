import assert from 'node:assert/strict'
import { createServer } from 'node:net'

/** A mail server on loopback that keeps what it is given: the recipient, and the text with soft line breaks undone. */
export async function openPost() {
  const letters = []
  const server = createServer((socket) => {
    let to = ''
    let data = null
    let rest = ''
    const say = (line) => socket.write(`${line}\r\n`)
    say('220 post')
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (data !== null) {
          if (line !== '.') {
            data.push(line)
            continue
          }
          letters.push({ to, text: data.join('\n').replaceAll('=\n', '').replaceAll('=3D', '=') })
          data = null
          say('250 kept')
        } else if (/^EHLO/i.test(line)) say('250 post')
        else if (/^RCPT TO/i.test(line)) {
          to = line.match(/<(.*?)>/)[1]
          say('250 fine')
        } else if (/^DATA/i.test(line)) {
          data = []
          say('354 go on')
        } else if (/^QUIT/i.test(line)) {
          say('221 bye')
          socket.end()
        } else say('250 fine')
      }
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.address().port,
    stop: () => server.close(),
    /** The first letter that fits, within a minute. */
    async find(fits) {
      for (let wait = 0; wait < 600; wait++) {
        const found = letters.find(fits)
        if (found) return found
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      assert.fail(`no such letter among ${letters.length}`)
    },
  }
}
