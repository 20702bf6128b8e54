package bench

// Size is how much of everything the made-up helpdesk holds.
type Size struct {
	Tickets       int
	Messages      int // about 2.5 a ticket
	Agents        int
	Teams         int
	Departments   int
	Customers     int
	Organizations int
}

// SizeFor scales a helpdesk to its tickets: a million have 200 agents in 20
// teams. Smaller ones have fewer people, but never fewer than the measured
// roles need, and somebody in every team.
func SizeFor(tickets int) Size {
	s := Size{
		Tickets:       tickets,
		Agents:        max(22, min(200, tickets/5000*2+20)),
		Teams:         20,
		Departments:   5,
		Customers:     max(50, tickets/10),
		Organizations: max(5, tickets/500),
	}
	if tickets >= 1_000_000 {
		s.Agents = 200
	}
	return s
}
