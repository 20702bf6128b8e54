package sdk

import (
	"slices"

	"pegboard.dev/pegboard/sdk/abi"
)

// Figures computes figures about the tickets that the caller sees as an employee:
// how many, or how long, by day, team, agent and so on. Nobody learns of tickets
// beyond their rights by it, and Within narrows it to the scope of a key of the
// plugin's own. KindInvalid says what to narrow where it would be too much.
func (tickets) Figures(q FigureQuery) (*FigurePage, error) {
	p := new(FigurePage)
	return p, ask(abi.HostTicketsFigures, &q, p)
}

// FigureOf returns the value in a place of a row, and whether there is one.
func FigureOf(row *FigureRow, place int) (int64, bool) {
	if place >= len(row.Values) || slices.Contains(row.Missing, int64(place)) {
		return 0, false
	}
	return row.Values[place], true
}
