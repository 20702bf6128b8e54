package tickets

import "pegboard.dev/pegboard/core"

// Deps is what a Service stands on. Hooks may be nil; everything else is needed.
type Deps struct {
	Store      Store
	Tx         core.Transactor
	Outbox     core.Outbox
	Files      FileStore
	Requesters Requesters
	Policy     Policy
	Hooks      Hooks
	Clock      core.Clock
	// TrackKey seals tracking links, at least 16 secret bytes, the same on every node.
	// Empty: there are none.
	TrackKey []byte
	// MaxUpload caps one attachment, in bytes. Zero is the constant MaxUpload.
	MaxUpload int64
}

// Service is the only door to tickets. Safe for concurrent use.
//
// Every method takes the actor as who and returns *core.Error: KindNotFound
// for what who may not see, KindForbidden for what they may see but not do,
// KindUnauthenticated for a guest without the key, KindInvalid naming the field,
// KindConflict for a stale version, a lost race or a rule that stands against it.
type Service struct {
	Deps
	wake     chan struct{} // tells RunIndexer that there is something to index
	counting chan struct{} // has room for the aggregates that run at once
}

// NewService makes a Service. It panics on a missing dependency: that is a
// fault of the wiring.
func NewService(d Deps) *Service {
	if d.Store == nil || d.Tx == nil || d.Outbox == nil || d.Files == nil || d.Requesters == nil || d.Policy == nil || d.Clock == nil {
		panic("tickets: NewService needs every dependency but Hooks")
	}
	if d.MaxUpload <= 0 {
		d.MaxUpload = MaxUpload
	}
	return &Service{Deps: d, wake: make(chan struct{}, 1), counting: newCounting()}
}

// SetHooks sets who is asked before changes. Not safe once requests are served.
func (s *Service) SetHooks(h Hooks) { s.Hooks = h }
