package people

import (
	"context"
	"net/netip"
	"time"

	"pegboard.dev/pegboard/core"
)

// Attempts within attemptWindow of the first. The pair of account and address
// is the tightest, so that a stranger who guesses does not lock the owner out;
// the account alone stops guessing from many addresses, the address alone
// guessing at many accounts.
const (
	attemptWindow    = 15 * time.Minute
	maxPairAttempts  = 8
	maxAccountFails  = 40
	maxAddressFails  = 60
	bucketHashLength = 32
)

// attempt is one try at a secret, counted before it is checked: tries that
// come at once are counted as well, on every node.
type attempt struct {
	s                      *Service
	pair, account, address string
}

// countAttempt counts and returns KindRateLimited for one too many. ip may be
// empty where there is none (command line).
func (s *Service) countAttempt(ctx context.Context, op, account, ip string) (*attempt, error) {
	net := network(ip)
	a := &attempt{s: s, pair: bucket("pair", account+" "+net), account: bucket("account", account), address: bucket("address", net)}
	now := s.Clock.Now()
	counts, err := s.Stores.Attempts.CountAttempts(ctx, now, now.Add(-attemptWindow), a.pair, a.account, a.address)
	if err != nil {
		return nil, err
	}
	if counts[a.pair] > maxPairAttempts || counts[a.account] > maxAccountFails || counts[a.address] > maxAddressFails {
		return nil, core.Errorf(op, core.KindRateLimited, "Too many attempts. Wait %d minutes and try again.", int(attemptWindow.Minutes()))
	}
	return a, nil
}

// succeeded takes the attempt back: only failures count.
func (a *attempt) succeeded(ctx context.Context) error {
	return a.s.Stores.Attempts.ForgetAttempts(ctx, []string{a.account, a.address}, []string{a.pair})
}

// bucket hashes what is counted, so that the table names neither people nor addresses.
func bucket(kind, what string) string { return kind + ":" + hashSecret(what)[:bucketHashLength] }

// network is what counts as one address: a /64 of IPv6, for that is what one
// household has.
func network(ip string) string {
	a, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	a = a.Unmap()
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}
