package people

import (
	"context"
	"encoding/json"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// RoleStore keeps the roles; what else a policy says is a setting.
type RoleStore interface {
	// Roles returns all roles in their order.
	Roles(ctx context.Context) ([]StoredRole, error)
	// PutRole writes the role with its slug, new ones at the end. The origin of
	// an existing role stays.
	PutRole(ctx context.Context, r *StoredRole) error
	DeleteRole(ctx context.Context, slug string) error
}

// StoredRole is a role as the database keeps it.
type StoredRole struct {
	rbac.Role
	// Origin is what the preset gave, nil for a custom role.
	Origin *rbac.Role
}

// frameKey is the setting that holds a policy without its roles.
const frameKey = "access.policy"

// Policy returns the roles and rules of this moment. It is shared: do not
// change it. Before set-up it is empty.
func (s *Service) Policy(ctx context.Context) (*rbac.Policy, error) {
	const op = "people.Policy"
	epoch, err := s.Stores.Access.Epoch(ctx)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	p, err := s.policyAt(ctx, epoch, s.Registry())
	return p, core.Wrap(op, err)
}

// AssigneeMustBeMember reports whether a ticket can be given only to members
// of its team.
func (s *Service) AssigneeMustBeMember(ctx context.Context) (bool, error) {
	p, err := s.Policy(ctx)
	if err != nil {
		return false, err
	}
	return p.AssigneeMustBeMember, nil
}

// policyAt returns a policy that is not older than epoch.
func (s *Service) policyAt(ctx context.Context, epoch int64, reg *rbac.Registry) (*rbac.Policy, error) {
	s.cache.mu.RLock()
	p, fits := s.cache.policy, s.cache.epoch >= epoch && s.cache.reg == reg
	s.cache.mu.RUnlock()
	if p != nil && fits {
		return p, nil
	}
	p, err := s.loadPolicy(ctx)
	if err != nil {
		return nil, err
	}
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	if s.cache.moveLocked(epoch, reg) {
		s.cache.policy = p
	}
	return p, nil
}

// loadPolicy reads the policy as the transaction in ctx, if any, sees it.
func (s *Service) loadPolicy(ctx context.Context) (*rbac.Policy, error) {
	p := &rbac.Policy{}
	frame, err := s.Stores.Settings.Setting(ctx, frameKey)
	if err != nil {
		return nil, err
	}
	if frame != nil {
		if err := json.Unmarshal(frame, p); err != nil {
			return nil, err
		}
	}
	rows, err := s.Stores.Roles.Roles(ctx)
	if err != nil {
		return nil, err
	}
	p.Roles = make([]rbac.Role, len(rows))
	for i := range rows {
		p.Roles[i] = rows[i].Role
	}
	return p, nil
}

// saveFrame stores everything of a policy but its roles.
func (s *Service) saveFrame(ctx context.Context, p *rbac.Policy) error {
	frame := *p
	frame.Roles = nil
	value, err := json.Marshal(&frame)
	if err != nil {
		return err
	}
	return s.Stores.Settings.PutSetting(ctx, frameKey, value)
}

// installPolicy puts a whole policy into an empty database.
func (s *Service) installPolicy(ctx context.Context, p *rbac.Policy) error {
	if err := s.saveFrame(ctx, p); err != nil {
		return err
	}
	for i := range p.Roles {
		r := p.Roles[i].Clone()
		row := &StoredRole{Role: r}
		if r.Builtin {
			origin := r.Clone()
			row.Origin = &origin
		}
		if err := s.Stores.Roles.PutRole(ctx, row); err != nil {
			return err
		}
	}
	return nil
}
