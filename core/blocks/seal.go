package blocks

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"maps"
	"slices"
	"strconv"
	"time"

	"pegboard.dev/pegboard/core"
)

// SealLife is how long a page's actions can be carried out after it was made.
const SealLife = 24 * time.Hour

const macSize = 16 // bytes of the HMAC-SHA256 that are kept

// Binding is what a seal holds for: an action sealed for one viewer, surface
// or ticket is refused for every other.
type Binding struct {
	Plugin  core.PluginID
	Surface string
	// Viewer is zero for guests.
	Viewer core.UserID
	// Context names what the surface stands beside, such as {"ticket": "12"}.
	Context map[string]string
}

// Sealed is what a token carries.
type Sealed struct {
	Action string
	// Args are the plugin's own arguments, a JSON object; nil when it gave none.
	Args Raw
	// Perm is the permission key that the viewer must hold now; empty for none.
	Perm string
	// Word is what has to be typed before it is carried out; empty for nothing.
	Word string
	// Expires is to the second, UTC.
	Expires time.Time
}

// Sealer makes and checks the tokens that stand for actions and state. It is
// safe for use by several goroutines.
type Sealer struct {
	clock core.Clock
	keys  [][]byte
}

// NewSealer takes one or more secrets of at least 32 bytes: the first seals,
// all open, so that a secret can be changed while pages are open. It returns
// KindInvalid for none or a short one.
func NewSealer(clock core.Clock, keys ...[]byte) (*Sealer, error) {
	for _, k := range keys {
		if len(k) < 32 {
			return nil, core.Errorf("blocks.NewSealer", core.KindInvalid, "A sealing key must be 32 bytes or longer.")
		}
	}
	if len(keys) == 0 {
		return nil, core.Errorf("blocks.NewSealer", core.KindInvalid, "There is no sealing key.")
	}
	return &Sealer{clock: clock, keys: keys}, nil
}

// Seal makes the token of an action; Expires is set to SealLife from now. The
// token's content can be read by anyone, but not changed.
func (s *Sealer) Seal(b Binding, a Sealed) string {
	body := binary.AppendUvarint(nil, uint64(s.clock.Now().Add(SealLife).Unix()))
	body = appendPart(body, a.Action)
	body = appendPart(body, a.Perm)
	body = appendPart(body, a.Word)
	body = append(body, a.Args...)
	return s.token("action", b, body)
}

// Open checks a token. KindForbidden is a token that was changed or made for
// another viewer, surface or context; KindConflict one that is too old.
func (s *Sealer) Open(b Binding, token string) (Sealed, error) {
	const op = "blocks.Sealer.Open"
	body, ok := s.body("action", b, token)
	if !ok {
		return Sealed{}, core.Errorf(op, core.KindForbidden, "This action does not belong to this page.")
	}
	var a Sealed
	exp, n := binary.Uvarint(body)
	body = body[max(n, 0):]
	action, body, ok1 := cutPart(body)
	perm, body, ok2 := cutPart(body)
	word, body, ok3 := cutPart(body)
	if n <= 0 || !ok1 || !ok2 || !ok3 {
		return Sealed{}, core.Errorf(op, core.KindForbidden, "This action does not belong to this page.")
	}
	a.Action, a.Perm, a.Word, a.Expires = action, perm, word, time.Unix(int64(exp), 0).UTC()
	if len(body) > 0 {
		a.Args = body
	}
	if !s.clock.Now().Before(a.Expires) {
		return Sealed{}, core.Errorf(op, core.KindConflict, "This page is more than a day old. Load it again.")
	}
	return a, nil
}

// SealState protects a plugin's opaque state on its way through the browser.
func (s *Sealer) SealState(b Binding, state string) string {
	if state == "" {
		return ""
	}
	return s.token("state", b, []byte(state))
}

// OpenState returns the state that was sealed; KindForbidden as for Open.
func (s *Sealer) OpenState(b Binding, token string) (string, error) {
	if token == "" {
		return "", nil
	}
	body, ok := s.body("state", b, token)
	if !ok {
		return "", core.Errorf("blocks.Sealer.OpenState", core.KindForbidden, "This state does not belong to this page.")
	}
	return string(body), nil
}

func (s *Sealer) token(use string, b Binding, body []byte) string {
	return base64.RawURLEncoding.EncodeToString(append(mac(s.keys[0], use, b, body), body...))
}

func (s *Sealer) body(use string, b Binding, token string) ([]byte, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) < macSize {
		return nil, false
	}
	for _, k := range s.keys {
		if hmac.Equal(raw[:macSize], mac(k, use, b, raw[macSize:])) {
			return raw[macSize:], true
		}
	}
	return nil, false
}

func mac(key []byte, use string, b Binding, body []byte) []byte {
	h := hmac.New(sha256.New, key)
	head := appendPart(make([]byte, 0, 128), "pegboard.blocks.1."+use)
	head = appendPart(head, string(b.Plugin))
	head = appendPart(head, b.Surface)
	head = appendPart(head, strconv.FormatInt(int64(b.Viewer), 10))
	// The count keeps the last context entry apart from the beginning of the body.
	head = binary.AppendUvarint(head, uint64(len(b.Context)))
	for _, k := range slices.Sorted(maps.Keys(b.Context)) {
		head = appendPart(appendPart(head, k), b.Context[k])
	}
	h.Write(head)
	h.Write(body)
	return h.Sum(nil)[:macSize]
}

// appendPart writes a string with its length, so that no two lists of parts look alike.
func appendPart(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func cutPart(b []byte) (string, []byte, bool) {
	n, used := binary.Uvarint(b)
	if used <= 0 || n > uint64(len(b)-used) {
		return "", nil, false
	}
	end := used + int(n)
	return string(b[used:end]), b[end:], true
}
