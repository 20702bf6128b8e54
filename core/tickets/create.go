package tickets

import (
	"context"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Create opens a ticket with its first message. An employee needs
// tickets.create, and for the fields they set: tickets.status, .priority,
// .assistance (Contributors), .reply (CC), a team they see or tickets.route, an
// assignee within tickets.assign's reach (themselves with tickets.take). They
// become its contributor unless NotContributor. A customer, and a guest where
// guests may, needs tickets.submit and opens it for themselves.
//
// It returns the ticket as the actor sees it. One who cannot see it afterwards,
// such as a guest, gets its number, subject, status and requester's number only. KindInvalid names
// the field; KindForbidden, KindUnauthenticated. Asks WillCreate.
func (s *Service) Create(ctx context.Context, who *rbac.Subject, in NewTicket) (*Ticket, error) {
	const op = "tickets.Create"
	staff := who.Holds(keyCreate)
	if !staff {
		if err := who.Require(op, keySubmit); err != nil {
			return nil, err
		}
	}
	b := &birth{edit: &edit{s: s, op: op, who: who, now: s.Clock.Now(), t: &Ticket{}}, in: in, staff: staff}
	if err := b.prepare(ctx); err != nil {
		return nil, core.Wrap(op, err)
	}
	if s.Hooks != nil {
		if err := b.askHooks(ctx); err != nil {
			return nil, core.Wrap(op, err)
		}
	}
	if err := s.Tx.InTx(ctx, b.write); err != nil {
		return nil, core.Wrap(op, err)
	}
	s.wakeIndexer()
	t, err := s.open(ctx, op, who, b.t.ID)
	if core.IsKind(err, core.KindNotFound) {
		return &Ticket{Summary: Summary{
			ID: b.t.ID, Subject: b.t.Subject, Status: b.t.Status, Priority: b.t.Priority, Channel: b.t.Channel,
			Requester: Person{ID: b.t.Requester.ID}, Version: b.t.Version, CreatedAt: b.t.CreatedAt, UpdatedAt: b.t.UpdatedAt,
		}}, nil
	}
	return t, err
}

// birth is the making of one ticket.
type birth struct {
	*edit
	in           NewTicket
	staff        bool
	message      *Message
	contributors []core.UserID
	cc           []core.UserID
	asked        *[]Heard
}

// prepare checks rights and input, and fills in the ticket.
func (b *birth) prepare(ctx context.Context) error {
	if err := b.mayFields(); err != nil {
		return err
	}
	in, t := &b.in, b.t
	subject, err := cleanSubject(in.Subject)
	if err != nil {
		return err
	}
	tags, err := cleanTags(in.Tags)
	if err != nil {
		return err
	}
	if _, err := cleanPatch(Patch{Status: orNil(in.Status), Priority: orNil(in.Priority)}); err != nil {
		return err
	}
	m, err := b.newMessage(NewMessage{Kind: Reply, Body: in.Body, Format: in.Format, Channel: in.Channel})
	if err != nil {
		return err
	}
	b.message = m
	t.Subject, t.Tags, t.Channel, t.Version = subject, tags, m.Channel, 1
	t.Status, t.Priority = Open, orElse(in.Priority, Normal)
	t.CreatedAt, t.UpdatedAt, t.Facts.StatusAt = b.now, b.now, b.now
	b.setStatus(orElse(in.Status, Open))
	if err := b.findRequester(ctx); err != nil {
		return err
	}
	m.FromCustomer = b.who.User == t.Requester.ID
	if b.who.User == 0 { // a guest writes as the person of the address
		m.Author, m.FromCustomer = t.Requester, true
	}
	return b.route(ctx)
}

// mayFields checks the keys that fields of a new ticket need.
func (b *birth) mayFields() error {
	in, who := &b.in, b.who
	need := map[rbac.Key]bool{
		keyStatus: in.Status != 0, keyPriority: in.Priority != 0,
		keyAssistance: len(in.Contributors) > 0, keyReply: len(in.CC) > 0,
	}
	for k, asked := range need {
		if asked && !(b.staff && who.Holds(k)) {
			return core.Errorf(b.op, core.KindForbidden, "You do not have the permission %s.", k)
		}
	}
	other := in.Requester != 0 && in.Requester != who.User
	if who.User != 0 {
		other = other || in.RequesterEmail != ""
	}
	if !b.staff && (other || in.Team != 0 || in.Assignee != 0 || len(in.Tags) > 0) {
		return core.Errorf(b.op, core.KindForbidden, "Only employees can open tickets for others or route them.")
	}
	return nil
}

// findRequester finds whom the ticket is for, by number, by address, or the actor.
func (b *birth) findRequester(ctx context.Context) error {
	id := b.in.Requester
	if b.in.RequesterEmail != "" && id == 0 {
		name := oneLine(b.in.RequesterName)
		var err error
		if id, err = b.s.Requesters.EnsureRequester(ctx, b.who, name, strings.TrimSpace(b.in.RequesterEmail)); err != nil {
			return err
		}
		known, err := b.s.Store.Persons(ctx, id)
		if err != nil {
			return err
		}
		if !known[id].Active {
			return core.InvalidField(b.op, "requester", "Tickets cannot be opened for this address.")
		}
		b.setRequester(known[id])
		return nil
	}
	if id == 0 {
		id = b.who.User
	}
	if id == 0 {
		return core.InvalidField(b.op, "requester", "Give a name and an e-mail address, so that we can answer.")
	}
	p, err := b.s.requester(ctx, b.op, b.who, id)
	if err != nil {
		return err
	}
	b.setRequester(p)
	return nil
}

func (b *birth) setRequester(p PersonInfo) {
	b.t.Requester, b.t.Organization = p.Person, Organization{ID: p.Organization}
}

// route fills in team, assignee, contributors and people copied in.
func (b *birth) route(ctx context.Context) error {
	in, t, who := &b.in, b.t, b.who
	if in.Team != 0 {
		known, err := b.s.Store.TeamsWithin(ctx, false, []core.TeamID{in.Team})
		if err != nil {
			return err
		}
		if len(known) == 0 {
			return core.InvalidField(b.op, "team_id", "There is no such team.")
		}
		if r := giving(who, keyView); !r.hasTeam(in.Team) && !who.Holds(keyRoute) {
			return core.Errorf(b.op, core.KindForbidden, "You cannot open tickets for that team.")
		}
		t.Team = known[0]
	}
	if in.Assignee != 0 {
		if err := b.mayGive(ctx, in.Assignee); err != nil {
			return err
		}
		if err := b.checkAssignee(ctx, in.Assignee, in.Team); err != nil {
			return err
		}
		t.Assignee = Person{ID: in.Assignee}
	}
	b.contributors = slices.Clone(in.Contributors)
	if b.staff && who.User != 0 && who.User != t.Requester.ID && !in.NotContributor {
		b.contributors = append(b.contributors, who.User)
	}
	b.contributors = distinct(b.contributors)
	if len(b.contributors) > 0 {
		if err := b.employees(ctx, "contributors", b.contributors...); err != nil {
			return err
		}
	}
	b.cc = slices.DeleteFunc(distinct(in.CC), func(u core.UserID) bool { return u == t.Requester.ID })
	if len(b.contributors) > MaxPeople || len(b.cc) > MaxPeople {
		return core.InvalidField(b.op, "cc", "These are too many people: at most %d.", MaxPeople)
	}
	for _, u := range b.cc {
		if _, err := b.s.requester(ctx, b.op, who, u); core.IsKind(err, core.KindInvalid) {
			return core.InvalidField(b.op, "cc", "One of the people copied in does not exist.")
		} else if err != nil {
			return err
		}
	}
	return nil
}

// mayGive: to oneself with tickets.take, to others within tickets.assign.
func (b *birth) mayGive(ctx context.Context, user core.UserID) error {
	if user == b.who.User && b.who.Holds(keyTake) {
		return nil
	}
	if !b.who.Holds(keyAssign) {
		return core.Errorf(b.op, core.KindForbidden, "You do not have the permission %s.", keyAssign)
	}
	return b.reachesPerson(ctx, keyAssign, user)
}

// askHooks lets plugins change or stop it. What they add is not the actor's
// doing: a customer's ticket may get a priority and tags this way.
func (b *birth) askHooks(ctx context.Context) error {
	extra, err := b.s.Hooks.Will(ctx, b.who, WillCreate, b.t, &Change{Message: b.message})
	if err != nil {
		return err
	}
	extra.Requester = nil
	if err := b.message.reword(extra.Body); err != nil {
		return err
	}
	if extra, err = cleanPatch(extra); err != nil {
		return err
	}
	if err := b.patch(ctx, &extra); err != nil {
		return err
	}
	b.asked = extra.Heard
	return nil
}

// write stores everything; it runs in the transaction.
func (b *birth) write(ctx context.Context) error {
	store, t := b.s.Store, b.t
	b.log, b.events, b.changes = nil, nil, nil // it is born this way
	t.Facts.Reopened, t.Facts.FirstResolvedAt = 0, t.ResolvedAt
	t.MessageCount, t.ReplyCount = 1, 1
	t.Access.Contributors, t.Access.CC = b.contributors, b.cc
	if err := store.InsertTicket(ctx, t, b.who.User); err != nil {
		return err
	}
	for _, s := range b.spans() {
		if err := store.BeginSpan(ctx, s); err != nil {
			return err
		}
	}
	b.message.Ticket = t.ID
	if err := store.InsertMessage(ctx, b.message); err != nil {
		return err
	}
	b.heard(b.asked)
	b.tell(EventCreated, Payload{Message: b.message.ID, Public: true, Team: t.Team.ID, User: t.Assignee.ID})
	if err := store.AppendActivities(ctx, b.log...); err != nil {
		return err
	}
	if err := b.s.Outbox.Append(ctx, b.events...); err != nil {
		return err
	}
	return store.QueueIndex(ctx, t.ID)
}

// distinct sorts a copy and drops zeros and repetitions.
func distinct[T ~int64](ids []T) []T {
	out := slices.Sorted(slices.Values(ids))
	return slices.DeleteFunc(slices.Compact(out), func(id T) bool { return id == 0 })
}

func orElse[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

func orNil[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
