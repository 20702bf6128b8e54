package records

import (
	"context"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Store keeps records. It applies no rule of its own but the branches it gets.
// Inside a transaction of ctx it reads what the transaction wrote.
type Store interface {
	// FindRecords returns at most plan.Limit+1 records, in the plan's order, that
	// lie within at least one branch; no branch means no record.
	FindRecords(ctx context.Context, c *Collection, plan *Plan, reach []rbac.Branch) ([]*Record, error)
	// GroupRecords returns at most plan.Limit+1 lines of figures over the records that
	// lie within at least one branch, each with the plan's columns in their order; see
	// Figures for their values.
	GroupRecords(ctx context.Context, c *Collection, plan *GroupPlan, reach []rbac.Branch) ([][]any, error)
	// FindRecord returns one record, or KindNotFound. It asks no scope.
	FindRecord(ctx context.Context, c *Collection, id core.RecordID) (*Record, error)
	// CreateRecord inserts r and sets its ID.
	CreateRecord(ctx context.Context, c *Collection, r *Record) error
	// UpdateRecord writes the changed fields of r, whose Version is already the new
	// one, if the row still has the version was; otherwise it is KindConflict.
	UpdateRecord(ctx context.Context, c *Collection, r *Record, was int64, changed []*Field) error
	// DeleteRecord removes the row if it still has the version was, with the rows of its
	// parts, and releases the files of all of them; otherwise it is KindConflict.
	DeleteRecord(ctx context.Context, c *Collection, id core.RecordID, was int64) error
}

// World answers for what records refer to. A missing entry in an answer means
// that who may not see the thing, or that there is none.
type World interface {
	// Tickets decides key on each ticket; an empty key asks for visibility only.
	Tickets(ctx context.Context, who *rbac.Subject, key rbac.Key, ids []core.TicketID) (map[core.TicketID]rbac.Decision, error)
	// People decides key on each person; an empty key asks for visibility only.
	People(ctx context.Context, who *rbac.Subject, key rbac.Key, ids []core.UserID) (map[core.UserID]rbac.Decision, error)
	// Organizations decides key on each organization; an empty key asks for visibility only.
	Organizations(ctx context.Context, who *rbac.Subject, key rbac.Key, ids []core.OrganizationID) (map[core.OrganizationID]rbac.Decision, error)
	// Colleagues reports which of the people are active employees within scope of who.
	Colleagues(ctx context.Context, who *rbac.Subject, scope rbac.Scope, ids []core.UserID) (map[core.UserID]bool, error)
	// Teams reports which of the teams exist and lie within scope of who.
	Teams(ctx context.Context, who *rbac.Subject, scope rbac.Scope, ids []core.TeamID) (map[core.TeamID]bool, error)
}

// Service is where everyone enters: the HTTP API and every plugin's host calls.
// It is safe for concurrent use.
type Service struct {
	store  Store
	tx     core.Transactor
	outbox core.Outbox
	world  World
	clock  core.Clock
	files  Files
}

// NewService returns a service over the given ports; all are required.
func NewService(store Store, tx core.Transactor, outbox core.Outbox, world World, clock core.Clock) *Service {
	return &Service{store: store, tx: tx, outbox: outbox, world: world, clock: clock}
}

// List returns one page of what who may read. Errors: KindForbidden without the
// read key at any scope, KindInvalid for a faulty query. References to tickets
// that who may not see read as null, and a filter on such a ticket finds nothing.
func (s *Service) List(ctx context.Context, who *rbac.Subject, c *Collection, q Query) (core.Page[*Record], error) {
	const op = "records.List"
	var page core.Page[*Record]
	if !c.holds(who, c.Keys.Read) {
		return page, core.Errorf(op, core.KindForbidden, "You may not read these records.")
	}
	plan, err := c.Plan(q, who.User)
	if err != nil {
		return page, core.Wrap(op, err)
	}
	if err := s.hideFiltered(ctx, who, plan.Where); err != nil {
		return page, core.Wrap(op, err)
	}
	reach, err := c.reachFor(who, q.Within)
	if err != nil || len(reach) == 0 {
		return page, core.Wrap(op, err)
	}
	items, err := s.store.FindRecords(ctx, c, plan, reach)
	if err != nil {
		return page, core.Wrap(op, err)
	}
	if len(items) > plan.Limit {
		items = items[:plan.Limit]
		page.Next = plan.Cursor(items[plan.Limit-1])
	}
	page.Items = items
	return page, core.Wrap(op, s.hideTickets(ctx, who, c, items))
}

// Get returns one record. It is KindNotFound when there is none that who may read.
func (s *Service) Get(ctx context.Context, who *rbac.Subject, c *Collection, id core.RecordID) (*Record, error) {
	const op = "records.Get"
	r, err := s.visible(ctx, who, c, id)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return r, core.Wrap(op, s.hideTickets(ctx, who, c, []*Record{r}))
}

// visible loads a record as it is stored, if who may read it.
func (s *Service) visible(ctx context.Context, who *rbac.Subject, c *Collection, id core.RecordID) (*Record, error) {
	r, err := s.store.FindRecord(ctx, c, id)
	if err != nil {
		return nil, err
	}
	o, err := s.object(ctx, c, r)
	if err != nil {
		return nil, err
	}
	if d := c.decideOn(who, c.Keys.Read, o); !d.Visible || !d.Allowed {
		return nil, core.Errorf("records.visible", core.KindNotFound, "There is no such record.")
	}
	return r, nil
}

// Readers returns who may read a record as it is now; nobody when there is none.
func (s *Service) Readers(ctx context.Context, c *Collection, id core.RecordID) (func(who *rbac.Subject) bool, error) {
	r, err := s.store.FindRecord(ctx, c, id)
	var o *rbac.Object
	if err == nil {
		o, err = s.object(ctx, c, r)
	}
	if core.IsKind(err, core.KindNotFound) {
		return func(*rbac.Subject) bool { return false }, nil
	} else if err != nil {
		return nil, core.Wrap("records.Readers", err)
	}
	return func(who *rbac.Subject) bool {
		d := c.decideOn(who, c.Keys.Read, o)
		return d.Visible && d.Allowed
	}, nil
}

// event tells of a change to r, in order with its ticket's other events.
func (s *Service) event(ctx context.Context, who *rbac.Subject, c *Collection, r *Record, verb string) error {
	e := core.Event{
		Type: c.ID() + "_" + verb, Actor: who.User, Plugin: c.Plugin, At: s.clock.Now(),
		Payload: eventPayload(c, r),
	}
	if f := c.TicketField(); f != nil {
		e.Ticket = core.TicketID(r.Ref(f.Name))
	}
	return s.outbox.Append(ctx, e)
}
