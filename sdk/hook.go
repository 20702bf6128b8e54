package sdk

import (
	"errors"

	"pegboard.dev/pegboard/sdk/abi"
)

// hookCall is one call of a hook: what its handlers have decoded so far.
type hookCall struct {
	view    abi.HookView
	ticket  *Ticket
	message *Message
	person  *Person
	event   *Event
	mail    *Mail
	bad     error
}

// running is the call under way. Handlers get what it points at, never itself.
var running hookCall

type hookHandler func(c *hookCall) error

// hooks holds the handlers by hook. There are few: looking through them is quicker
// than a map.
var hooks []handledHook

type handledHook struct {
	name     string
	handlers []hookHandler
}

func onHook(name string, fn hookHandler) {
	for i := range hooks {
		if hooks[i].name == name {
			hooks[i].handlers = append(hooks[i].handlers, fn)
			return
		}
	}
	hooks = append(hooks, handledHook{name: name, handlers: []hookHandler{fn}})
}

func handlersOf(name string) []hookHandler {
	for i := range hooks {
		if hooks[i].name == name {
			return hooks[i].handlers
		}
	}
	return nil
}

// OnTicket registers a handler for a hook about a ticket, such as
// "ticket.will_create" or "ticket.closed". In a will-hook the handler may
// change t's subject, status, priority, tags, follow_up_at and resolution, in
// ticket.will_create the body, or stop it all by returning Veto. A change of team or
// assignee makes the hook fail; of other fields it is ignored. The body is there
// with tickets.read only, and so is a watcher's ticket. Call it in init.
func OnTicket(hook string, fn func(t *Ticket) error) {
	onHook(hook, func(c *hookCall) error { return fn(c.needTicket()) })
}

// OnMessage registers a handler for a hook about a message that is to be added:
// "ticket.will_reply" and "ticket.will_comment". The handler may change t's fields,
// return Veto, or change m.BodyText, which replaces the message by plain text and
// takes tickets.write. Without tickets.read m is empty. Watchers of
// "ticket.replied", "ticket.commented" and "ticket.created" get the message as it was
// stored, with tickets.read. Call it in init.
func OnMessage(hook string, fn func(t *Ticket, m *Message) error) {
	onHook(hook, func(c *hookCall) error { return fn(c.needTicket(), c.needMessage()) })
}

// OnPerson registers a handler for a hook about a person, which takes people.read.
// In "person.will_create" and "person.will_update" it may change p's name, phone,
// locale and time zone, or return Veto; changes of other fields are ignored. Watchers
// of "person.created", "person.updated", "person.enabled", "person.disabled",
// "person.roles_changed" and "person.deleted" get the person as they are now, and
// only p.ID of who is gone or out of sight. Call it in init.
func OnPerson(hook string, fn func(p *Person) error) {
	onHook(hook, func(c *hookCall) error { return fn(c.needPerson()) })
}

// OnEvent registers a handler that watches events of any type, other plugins'
// included: "calllogs.calls_created". Call it in init.
func OnEvent(eventType string, fn func(e *Event) error) {
	onHook(eventType, func(c *hookCall) error { return fn(c.needEvent()) })
}

// OnMail registers a handler for "mail.will_send", which is asked before a reply to a
// ticket leaves by mail and takes mail and tickets.read. m.BodyText holds the reply's
// words, m.To the address with people.read. It may change the subject and BodyText,
// or return Veto, which keeps the letter back for good; a change of BodyHTML makes it
// fail. Letters with one-time links are never shown. Call it in init.
func OnMail(hook string, fn func(m *Mail) error) {
	onHook(hook, func(c *hookCall) error { return fn(c.needMail()) })
}

func decodeInto[T any, P interface {
	*T
	abi.Wire
}](c *hookCall, at *P, s string) P {
	if *at == nil {
		*at = P(new(T))
		if s != "" {
			if err := (*at).DecodeFlat(s); err != nil {
				c.bad = err
			}
		}
	}
	return *at
}

// ticketSlab is room for tickets: in a guest an allocation costs as much as decoding
// three of them. Each is handed out once, and is the handler's to keep.
var ticketSlab []Ticket

func (c *hookCall) needTicket() *Ticket {
	if c.ticket != nil {
		return c.ticket
	}
	if len(ticketSlab) == 0 {
		ticketSlab = make([]Ticket, 8)
	}
	c.ticket, ticketSlab = &ticketSlab[0], ticketSlab[1:]
	if s := c.view.Ticket(); s != "" {
		if err := c.ticket.DecodeFlat(s); err != nil {
			c.bad = err
		}
	}
	return c.ticket
}

func (c *hookCall) needMessage() *Message { return decodeInto(c, &c.message, c.view.Message()) }
func (c *hookCall) needPerson() *Person   { return decodeInto(c, &c.person, c.view.Person()) }
func (c *hookCall) needEvent() *Event     { return decodeInto(c, &c.event, c.view.Event()) }
func (c *hookCall) needMail() *Mail       { return decodeInto(c, &c.mail, c.view.Mail()) }

// runHook calls the handlers in the order of registration until one fails, and
// answers with their changes.
func runHook(in string) ([]byte, Kind) {
	c := &running
	*c = hookCall{}
	if err := c.view.Open(in); err != nil {
		return failWith(err)
	}
	current.begin(abi.OpHook)
	for _, fn := range handlersOf(c.view.Name()) {
		if err := fn(c); err != nil || c.bad != nil {
			return c.failed(err)
		}
	}
	return c.changes()
}

// failed answers for a handler that did not get through.
func (c *hookCall) failed(err error) ([]byte, Kind) {
	if c.bad != nil {
		return failWith(c.bad)
	}
	var v *veto
	if errors.As(err, &v) {
		return answer(&abi.HookReply{Verdict: abi.VerdictVeto, Reason: v.reason})
	}
	return failWith(err)
}

// reply is reused: an answer is copied out before the next call. Only the sets
// of its patches say what is in them.
var reply = abi.HookReply{Verdict: abi.VerdictPatch}

// changes finds what the handlers changed. Nothing is said with no bytes at all. A
// record that the host did not send has nothing that could be changed, and one that
// was decoded is well-formed.
func (c *hookCall) changes() ([]byte, Kind) {
	reply.Ticket.Set, reply.Message.Set, reply.Person.Set, reply.Mail.Set = 0, 0, 0, 0
	if flat := c.view.Ticket(); c.ticket != nil && flat != "" {
		_ = c.ticket.Diff(flat, &reply.Ticket)
	}
	if flat := c.view.Message(); c.message != nil && flat != "" {
		_ = c.message.Diff(flat, &reply.Message)
	}
	if flat := c.view.Person(); c.person != nil && flat != "" {
		_ = c.person.Diff(flat, &reply.Person)
	}
	if flat := c.view.Mail(); c.mail != nil && flat != "" {
		_ = c.mail.Diff(flat, &reply.Mail)
	}
	if reply.Ticket.Set == 0 && reply.Message.Set == 0 && reply.Person.Set == 0 && reply.Mail.Set == 0 {
		return nil, 0
	}
	out = reply.AppendFlat(out[:0])
	return out, 0
}
