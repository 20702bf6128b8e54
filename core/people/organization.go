package people

import (
	"context"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	keyOrgView      rbac.Key = "people.org.view"
	keyOrgCreate    rbac.Key = "people.org.create"
	keyOrgEdit      rbac.Key = "people.org.edit"
	keyOrgDelete    rbac.Key = "people.org.delete"
	keyMemberCreate rbac.Key = "people.member.create"
	keyMemberDelete rbac.Key = "people.member.delete"
)

// Organization is what customers belong to.
type Organization struct {
	ID   core.OrganizationID
	Name string
	// Domain is the mail domain of its members, lower case; empty for none.
	Domain string
	// Share is how far members see each other's tickets.
	Share rbac.Share
	// CreatedBy sees it even while nobody within reach belongs to it.
	CreatedBy core.UserID
	Members   int
	Version   int64
}

// OrganizationInput is what an organization is made of.
type OrganizationInput struct {
	Name, Domain string
	Share        rbac.Share
}

// OrganizationPatch changes an organization; nil fields stay. Version zero takes any.
type OrganizationPatch struct {
	Version      int64
	Name, Domain *string
	Share        *rbac.Share
}

// OrganizationView is an organization with what the reader may do with it.
type OrganizationView struct {
	Organization
	Edit, Delete, AddMember bool
}

// OrganizationQuery is a list request in the store's terms. With a Reach that
// is not All, those of people within it are listed, and those that
// Reach.Creator made.
type OrganizationQuery struct {
	Reach     Reach
	Prefix    string // of a word of the name or of the domain, folded
	AfterName string
	AfterID   core.OrganizationID
	Limit     int
}

// OrganizationStore keeps organizations.
type OrganizationStore interface {
	// InsertOrganization sets o.ID; false if the name is taken.
	InsertOrganization(ctx context.Context, o *Organization) (bool, error)
	FindOrganization(ctx context.Context, id core.OrganizationID) (*Organization, error)
	// SaveOrganization counts up the version; false if the name is taken.
	SaveOrganization(ctx context.Context, o *Organization) (bool, error)
	// DeleteOrganization leaves its members without one. KindConflict while
	// tickets belong to it.
	DeleteOrganization(ctx context.Context, id core.OrganizationID) error
	ListOrganizations(ctx context.Context, q *OrganizationQuery) ([]Organization, error)
	// OrganizationsWithin returns which of ids are within reach, as in OrganizationQuery.
	OrganizationsWithin(ctx context.Context, r Reach, ids ...core.OrganizationID) (map[core.OrganizationID]bool, error)
	OrganizationNames(ctx context.Context, ids ...core.OrganizationID) (map[core.OrganizationID]string, error)
}

// mayOrganization returns nil when who reaches the organization with k:
// KindNotFound when they may not see it, KindForbidden when they may only see
// it.
func (s *Service) mayOrganization(ctx context.Context, op string, who *rbac.Subject, k rbac.Key, id core.OrganizationID) error {
	for _, ask := range [...]rbac.Key{keyOrgView, k} {
		ok, err := s.organizationsWithin(ctx, who, ask, id)
		if err != nil {
			return err
		}
		switch {
		case ok[id]:
		case ask == keyOrgView:
			return errGone(op)
		default:
			return errForbidden(op, "You may see this organization, but the permission %s is missing or does not reach so far.", k)
		}
	}
	return nil
}

// organizationsWithin: one's own organization may be seen by anybody in it.
func (s *Service) organizationsWithin(ctx context.Context, who *rbac.Subject, k rbac.Key, ids ...core.OrganizationID) (map[core.OrganizationID]bool, error) {
	r := reach(who, k)
	if k == keyOrgView {
		r.Self = who.User
	}
	return s.Stores.Organizations.OrganizationsWithin(ctx, r, ids...)
}

// Organizations lists those that people.org.view reaches, by name: all, or
// those of the requesters within scope. query is the beginning of a word
// of the name, or of the mail domain.
func (s *Service) Organizations(ctx context.Context, who *rbac.Subject, query, cursor string, limit int) (core.Page[OrganizationView], error) {
	const op = "people.Organizations"
	var page core.Page[OrganizationView]
	r := reach(who, keyOrgView)
	r.Self = who.User
	q := &OrganizationQuery{Reach: r, Prefix: Fold(query), Limit: core.PageSize(limit) + 1}
	if cursor != "" {
		var err error
		if q.AfterName, q.AfterID, err = parseCursor[core.OrganizationID](op, cursor); err != nil {
			return page, err
		}
	}
	list, err := s.Stores.Organizations.ListOrganizations(ctx, q)
	if err != nil {
		return page, core.Wrap(op, err)
	}
	if len(list) == q.Limit {
		list = list[:q.Limit-1]
		last := &list[len(list)-1]
		page.Next = makeCursor(Fold(last.Name), last.ID)
	}
	page.Items, err = s.organizationViews(ctx, who, list)
	return page, core.Wrap(op, err)
}

// Organization returns one that people.org.view reaches; KindNotFound otherwise.
func (s *Service) Organization(ctx context.Context, who *rbac.Subject, id core.OrganizationID) (*OrganizationView, error) {
	const op = "people.Organization"
	if err := s.mayOrganization(ctx, op, who, keyOrgView, id); err != nil {
		return nil, core.Wrap(op, err)
	}
	o, err := s.Stores.Organizations.FindOrganization(ctx, id)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	vs, err := s.organizationViews(ctx, who, []Organization{*o})
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return &vs[0], nil
}

func (s *Service) organizationViews(ctx context.Context, who *rbac.Subject, list []Organization) ([]OrganizationView, error) {
	ids := make([]core.OrganizationID, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	var may [3]map[core.OrganizationID]bool
	for i, k := range [...]rbac.Key{keyOrgEdit, keyOrgDelete, keyMemberCreate} {
		m, err := s.organizationsWithin(ctx, who, k, ids...)
		if err != nil {
			return nil, err
		}
		may[i] = m
	}
	out := make([]OrganizationView, len(list))
	for i, o := range list {
		out[i] = OrganizationView{Organization: o, Edit: may[0][o.ID], Delete: may[1][o.ID], AddMember: may[2][o.ID]}
	}
	return out, nil
}

func checkDomain(op, s string) (string, error) {
	s = strings.TrimPrefix(Fold(s), "@")
	if s == "" {
		return "", nil
	}
	if _, err := checkEmail(op, "domain", "someone@"+s); err != nil || len(s) > 200 {
		return "", core.InvalidField(op, "domain", "This is not a mail domain such as example.com.")
	}
	return s, nil
}
