package people

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Reached returns which of the people who reaches with k, as far as they may be
// seen at all: for packages whose things refer to people. Those who do not
// exist are not reached.
func (s *Service) Reached(ctx context.Context, who *rbac.Subject, k rbac.Key, ids ...core.UserID) (map[core.UserID]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	m, err := s.Stores.UserLists.WithinReach(ctx, reach(who, k), ids...)
	return m, core.Wrap("people.Reached", err)
}

// ReachedOrganizations is Reached for organizations.
func (s *Service) ReachedOrganizations(ctx context.Context, who *rbac.Subject, k rbac.Key, ids ...core.OrganizationID) (map[core.OrganizationID]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	m, err := s.organizationsWithin(ctx, who, k, ids...)
	return m, core.Wrap("people.ReachedOrganizations", err)
}
