package tickets

import (
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// CondOf lets tests compare a filter's two forms.
func CondOf(who *rbac.Subject, f Filter) (Cond, error) {
	err := f.clean()
	var c Cond
	c.add(who, &f)
	c.settle(who)
	return c, err
}

// ParseSearch lets tests see how a search is split.
func ParseSearch(q string) ([]Term, error) { return parseSearch(q) }

// ReadToken lets a fuzz test look at tokens without a database.
func ReadToken(s *Service, token string) (core.TicketID, core.UserID, bool) {
	return s.readToken(token)
}
