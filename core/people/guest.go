package people

import (
	"context"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// maxGuestLetters is how many requests one address may make as a guest within
// attemptWindow, from anywhere: each sends it a letter.
const maxGuestLetters = 5

// HasAccount reports whether a person can sign in: then a link that opens a ticket
// leads them to the sign-in page instead. Employees always count as having one.
func (s *Service) HasAccount(ctx context.Context, id core.UserID) (bool, error) {
	const op = "people.HasAccount"
	p, err := s.Stores.Users.FindUser(ctx, id)
	if err != nil {
		return false, core.Wrap(op, err)
	}
	if p.Kind == Employee || !p.VerifiedAt.IsZero() {
		return true, nil
	}
	hash, err := s.Stores.Users.PasswordHash(ctx, id)
	return hash != "", core.Wrap(op, err)
}

// WithoutAccount returns somebody who asked as a guest, with the rights that they
// have on what is theirs, for one who came with a link that was sent to them.
// KindForbidden for who has an account and has to sign in; KindNotFound,
// KindUnauthenticated as SubjectByID.
func (s *Service) WithoutAccount(ctx context.Context, id core.UserID) (*rbac.Subject, error) {
	const op = "people.WithoutAccount"
	has, err := s.HasAccount(ctx, id)
	if err != nil {
		return nil, err
	}
	if has {
		return nil, errForbidden(op, "Sign in to see this.")
	}
	return s.SubjectByID(ctx, id)
}

// checkGuest decides whether a guest may ask with this address: of the domains
// that the setting names, and not again and again.
func (s *Service) checkGuest(ctx context.Context, op, email string) error {
	rules, err := s.guestRules(ctx)
	if err != nil {
		return err
	}
	normal := NormalEmail(email)
	_, domain, _ := strings.Cut(normal, "@")
	if len(rules.Domains) > 0 && !slices.Contains(rules.Domains, domain) {
		return core.InvalidField(op, "requester.email", "Requests are taken from certain addresses only, and this is none of them.")
	}
	now, one := s.Clock.Now(), bucket("guest", normal)
	counts, err := s.Stores.Attempts.CountAttempts(ctx, now, now.Add(-attemptWindow), one)
	if err != nil {
		return err
	}
	if counts[one] > maxGuestLetters {
		return core.Errorf(op, core.KindRateLimited, "Too many requests with this address. Wait %d minutes and try again.", int(attemptWindow.Minutes()))
	}
	return nil
}

// cleanDomains tidies a list of domains. KindInvalid names domains.
func cleanDomains(op string, list []string) ([]string, error) {
	out := make([]string, 0, len(list))
	for _, d := range list {
		d = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(d), "@"))
		if !strings.Contains(d, ".") || strings.ContainsAny(d, "@ /") || len(d) > 253 {
			return nil, core.InvalidField(op, "domains", "Name domains as example.com.")
		}
		out = append(out, d)
	}
	return out, nil
}
