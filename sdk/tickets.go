package sdk

import "pegboard.dev/pegboard/sdk/abi"

// Tickets reads and changes tickets with the caller's rights, within what the
// manifest's tickets.read and tickets.write were granted.
var Tickets tickets

type tickets struct{}

// Get returns one ticket. KindNotFound when the caller may not see it.
func (tickets) Get(id int64) (*Ticket, error) {
	t := new(Ticket)
	return t, ask(abi.HostTicketsGet, &abi.GetRequest{ID: id}, t)
}

// List returns one page of the tickets that the caller may see.
func (tickets) List(q TicketQuery) (*TicketPage, error) {
	p := new(TicketPage)
	return p, ask(abi.HostTicketsList, &q, p)
}

// Create makes a ticket.
func (tickets) Create(in TicketCreate) (*Ticket, error) {
	t := new(Ticket)
	return t, ask(abi.HostTicketsCreate, &in, t)
}

// Reply adds a message that the requester gets.
func (tickets) Reply(ticket int64, body string) (*Message, error) {
	m := new(Message)
	return m, ask(abi.HostTicketsReply, &abi.MessageCreate{TicketID: ticket, Body: body}, m)
}

// Comment adds a private note.
func (tickets) Comment(ticket int64, body string) (*Message, error) {
	m := new(Message)
	return m, ask(abi.HostTicketsComment, &abi.MessageCreate{TicketID: ticket, Body: body}, m)
}

// Update changes the fields that are set in changes; see Edit for a way to
// write that. KindConflict when version is stale; version 0 skips the check.
func (tickets) Update(id, version int64, changes TicketPatch) (*Ticket, error) {
	t := new(Ticket)
	return t, ask(abi.HostTicketsUpdate, &abi.TicketUpdate{ID: id, Version: version, Changes: changes}, t)
}

// Edit reads a ticket, lets fn change it and saves what changed. Nothing is
// sent when nothing did. KindConflict when somebody else was quicker.
func (s tickets) Edit(id int64, fn func(t *Ticket)) (*Ticket, error) {
	t, err := s.Get(id)
	if err != nil {
		return nil, err
	}
	var p TicketPatch
	before := string(t.AppendFlat(nil))
	fn(t)
	if err := t.Diff(before, &p); err != nil {
		return nil, err
	}
	if p.Set == 0 {
		return t, nil
	}
	return s.Update(id, t.Version, p)
}
