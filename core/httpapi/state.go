package httpapi

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"sync"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/words"
)

// state is what one request gathers on its way: written by the middleware and
// read by handlers and by the access log. A request is served by one
// goroutine; only fail may come from others.
type state struct {
	id      string
	ip      string
	secure  bool
	session string // the raw session cookie; empty when there is none or a token was used
	subject *rbac.Subject
	route   string  // the matched operation, for the log
	upload  *upload // the body, where the address takes a stream
	// accept is the languages that the client takes, as its header has them.
	accept string

	mu  sync.Mutex
	err error
}

type stateKey struct{}

// stateOf never returns nil: code that runs outside a request gets an empty state.
func stateOf(ctx context.Context) *state {
	if st, ok := ctx.Value(stateKey{}).(*state); ok {
		return st
	}
	return &state{}
}

// fail remembers the cause for the one log line at the edge.
func (st *state) fail(p *Problem) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if p.cause != nil {
		st.err = p.cause
	} else {
		st.err = p
	}
}

// words are those of the language that the client asks for. The console asks
// for the language of the page, which the server has chosen.
func (st *state) words() *words.Words { return words.For(st.accept) }

// cause returns what fail remembered, or nil.
func (st *state) cause() error {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.err
}

// newRequestID returns 16 random hexadecimal digits.
func newRequestID() string {
	var b [8]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
