package tickets

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"

	"pegboard.dev/pegboard/core"
)

// A tracking link lets somebody without an account follow one ticket that is
// theirs. Its token names the ticket and the person under a seal of the
// helpdesk: nothing is stored, nothing can be guessed, and the same letter
// address is sent the same link again. What it opens is decided by the person's
// rights at that moment.

const (
	sealBytes = 16 // of HMAC-SHA-256
	// trackedFor is how long a link works after the ticket's last change, once it
	// is solved or closed.
	trackedFor = 90 * 24 * time.Hour
)

// TrackingToken returns the token by which a person follows a ticket. For the
// letters to them, and the page after they have sent it.
func (s *Service) TrackingToken(ticket core.TicketID, user core.UserID) string {
	b := binary.AppendUvarint(nil, uint64(ticket))
	b = binary.AppendUvarint(b, uint64(user))
	return base64.RawURLEncoding.EncodeToString(append(b, s.trackSeal(b)...))
}

func (s *Service) trackSeal(b []byte) []byte {
	mac := hmac.New(sha256.New, s.TrackKey)
	mac.Write([]byte("tickets.track"))
	mac.Write(b)
	return mac.Sum(nil)[:sealBytes]
}

// Tracked reads a token. KindNotFound for one that the helpdesk did not make, and
// for a ticket that has long been done with.
func (s *Service) Tracked(ctx context.Context, token string) (core.TicketID, core.UserID, error) {
	const op = "tickets.Tracked"
	ticket, user, ok := s.readToken(token)
	if !ok {
		return 0, 0, notFound(op)
	}
	t, err := s.Store.FindTicket(ctx, ticket)
	if err != nil {
		return 0, 0, hide(op, err)
	}
	if !t.DeletedAt.IsZero() || !t.Status.Active() && s.Clock.Now().Sub(t.UpdatedAt) > trackedFor {
		return 0, 0, notFound(op)
	}
	return ticket, user, nil
}

func (s *Service) readToken(token string) (core.TicketID, core.UserID, bool) {
	if len(s.TrackKey) == 0 || len(token) > 64 {
		return 0, 0, false
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(b) <= sealBytes {
		return 0, 0, false
	}
	body, seal := b[:len(b)-sealBytes], b[len(b)-sealBytes:]
	if !hmac.Equal(seal, s.trackSeal(body)) {
		return 0, 0, false
	}
	ticket, n := binary.Uvarint(body)
	if n <= 0 {
		return 0, 0, false
	}
	user, m := binary.Uvarint(body[n:])
	if m <= 0 || n+m != len(body) {
		return 0, 0, false
	}
	return core.TicketID(ticket), core.UserID(user), true
}
