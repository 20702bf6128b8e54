package realtime

import (
	"sync"
	"time"

	"github.com/gofiber/contrib/websocket"
)

const (
	// queue is how many messages wait for a window. One that does not keep up is
	// closed: when it comes back it fetches everything anyway.
	queue = 64
	// quiet is how long a window may be silent; it answers pings.
	quiet     = 70 * time.Second
	pingEvery = 25 * time.Second
	writeTime = 10 * time.Second
	// recheck is how often a person is asked for although no right has changed:
	// sessions end by time, too.
	recheck = time.Minute
)

// The reasons for which a connection is closed, as codes of the protocol.
const (
	closeGoingAway = 1001
	closeNonsense  = 1008
	closeTooSlow   = 4408
	closeSignedOut = 4401
)

// window is the connection of one window of a browser, an employee's or a
// visitor's: what waits to be sent, and how it ends.
type window struct {
	ws   *websocket.Conn
	out  chan []byte
	done chan struct{}

	ending sync.Mutex
	ended  bool
	code   int
}

func newWindow(ws *websocket.Conn) *window {
	return &window{ws: ws, out: make(chan []byte, queue), done: make(chan struct{})}
}

// send queues a message; a window that does not keep up is closed.
func (w *window) send(m []byte) {
	select {
	case w.out <- m:
	default:
		w.close(closeTooSlow)
	}
}

// close ends the connection; the first reason counts.
func (w *window) close(code int) {
	w.ending.Lock()
	defer w.ending.Unlock()
	if !w.ended {
		w.ended, w.code = true, code
		close(w.done)
	}
}

// expect has the window heard from before long, now and after each pong.
func (w *window) expect() {
	w.ws.SetPongHandler(func(string) error { return w.ws.SetReadDeadline(time.Now().Add(quiet)) })
	_ = w.ws.SetReadDeadline(time.Now().Add(quiet))
}

// write sends what waits, until the connection ends. It is the only writer. Now
// and then it has the person asked for again; an error ends the connection.
func (w *window) write(freshen func() error) {
	ping, check := time.NewTicker(pingEvery), time.NewTicker(recheck)
	defer ping.Stop()
	defer check.Stop()
	for {
		var err error
		select {
		case <-w.done:
			w.ending.Lock()
			code := w.code
			w.ending.Unlock()
			w.goodbye(code, "")
			_ = w.ws.Close() // wakes the reader
			return
		case m := <-w.out:
			_ = w.ws.SetWriteDeadline(time.Now().Add(writeTime))
			err = w.ws.WriteMessage(websocket.TextMessage, m)
		case <-ping.C:
			err = w.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTime))
		case <-check.C:
			if freshen() != nil {
				w.close(closeSignedOut)
			}
		}
		if err != nil {
			w.close(closeGoingAway)
		}
	}
}

// goodbye tells the window why the connection ends.
func (w *window) goodbye(code int, why string) {
	_ = w.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, why), time.Now().Add(writeTime))
}
