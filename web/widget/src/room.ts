/** Tells the page around the frame how much room it takes. */
export function takeRoom(open: boolean, invited: boolean) {
  const [width, height] = open ? [400, 640] : invited ? [330, 190] : [88, 88]
  parent.postMessage({ pegboard: 'room', open, width, height }, '*')
}

let page = ''

/** The address of the page around the frame, as far as its script has told it. */
export const pageAddress = () => page

export function hearPage() {
  addEventListener('message', (event) => {
    if (event.source !== parent || event.data?.pegboard !== 'page') return
    page = String(event.data.url ?? '').slice(0, 500)
  })
}
