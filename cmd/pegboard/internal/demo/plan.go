package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// ticketCount is how many tickets the demo has.
const ticketCount = 200

// planned is one ticket before it is written.
type planned struct {
	story    *story
	customer int // index into the cast's customers
	agent    int // index into the employees; -1: nobody has taken it
	helper   int // a colleague who is asked in; -1: none
	turns    int // how much of the story is told
	phone    bool
	created  time.Time
	pauses   []time.Duration // before each step
	status   string
	pinned   bool
	followUp time.Duration // from now; zero: no date
	words    *strings.Replacer
}

// draw decides on all tickets. The same now gives the same demo.
func draw(c *cast, stories []story, now time.Time) []planned {
	rng := rand.New(rand.NewPCG(2026, 11))
	deck := shuffled(rng, stories)
	out := make([]planned, ticketCount)
	for i := range out {
		st := deck[i%len(deck)]
		p := planned{story: st, customer: rng.IntN(len(c.Customers)), agent: -1, helper: -1}
		if i%14 == 3 {
			p.customer = 0 // the customer who can sign in has something to look at
		}
		// More of them lately than long ago: the square bends the line.
		age := 1 - float64(i)/ticketCount
		p.created = now.Add(-time.Duration(age * age * float64(75*24*time.Hour))).Add(-time.Duration(20+rng.IntN(40)) * time.Minute)
		p.created = officeHours(p.created, now)
		p.cast(rng, c)
		p.tell(rng, now)
		p.words = wording(rng, c, &p)
		out[i] = p
	}
	slices.SortStableFunc(out, func(a, b planned) int { return a.created.Compare(b.created) })
	return out
}

// shuffled deals the stories in a mixed order, those with a team three times
// as often as the odd ones.
func shuffled(rng *rand.Rand, stories []story) []*story {
	var deck []*story
	for i := range stories {
		times := 3
		if stories[i].Team == "" {
			times = 1
		}
		for range times {
			deck = append(deck, &stories[i])
		}
	}
	rng.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	return deck
}

// cast gives the ticket to somebody of its team, and sometimes a helper.
func (p *planned) cast(rng *rand.Rand, c *cast) {
	var team, others []int
	for i, e := range c.Employees {
		if !slices.Contains(e.Roles, "agent") {
			continue
		}
		if slices.Contains(e.Teams, p.story.Team) {
			team = append(team, i)
		} else {
			others = append(others, i)
		}
	}
	if len(team) == 0 {
		return
	}
	p.agent = team[min(rng.IntN(len(team)+1), len(team)-1)]
	if rng.IntN(4) == 0 {
		p.helper = others[rng.IntN(len(others))]
	}
}

// tell decides how far the conversation has come, and where the ticket stands.
func (p *planned) tell(rng *rand.Rand, now time.Time) {
	age := now.Sub(p.created)
	total := len(p.story.Turns)
	switch {
	case p.agent < 0, age < 36*time.Hour && rng.IntN(3) > 0:
		p.turns, p.agent, p.helper, p.status = 1, -1, -1, "open"
	case age < 5*24*time.Hour:
		p.turns = 1 + rng.IntN(total)
	default:
		p.turns = total
		if rng.IntN(6) == 0 {
			p.turns = 1 + rng.IntN(total)
		}
	}
	p.phone = p.agent >= 0 && p.story.Channel == "" && rng.IntN(8) == 0
	left := age - 10*time.Minute
	for range p.turns + 3 {
		pause := time.Duration(4+rng.IntN(300)) * time.Minute
		pause = min(pause, left/2)
		left -= pause
		p.pauses = append(p.pauses, pause)
	}
	if p.status != "" {
		return
	}
	last := p.story.Turns[p.turns-1]
	switch {
	case last.Customer != "" && p.turns < total:
		p.status = "open"
	case p.turns == total && age > 20*24*time.Hour:
		p.status = "closed"
	case p.turns == total && rng.IntN(4) > 0:
		p.status = "solved"
	case last.Note != "":
		p.status = []string{"open", "on_hold"}[rng.IntN(2)]
	case last.Agent != "":
		p.status = "pending"
	default:
		p.status = "open"
	}
	active := p.status != "solved" && p.status != "closed"
	p.pinned = active && rng.IntN(12) == 0
	if active && rng.IntN(6) == 0 {
		p.followUp = time.Duration(rng.IntN(10)-2) * 24 * time.Hour
	}
}

// officeHours moves a time out of the night, when few people write.
func officeHours(t, now time.Time) time.Time {
	if h := t.Hour(); h < 6 {
		t = t.Add(time.Duration(7) * time.Hour)
	}
	if latest := now.Add(-15 * time.Minute); t.After(latest) {
		return latest
	}
	return t
}

var (
	products = []string{"Harbor One", "Harbor Duo", "Lane Pro", "Lane Compact", "Quay 2"}
	coffees  = []string{"Dockside Blend", "Morning Tide", "Santa Rosa", "Kiambu AA", "Decaf No. 3"}
)

// wording fills in a story's blanks.
func wording(rng *rand.Rand, c *cast, p *planned) *strings.Replacer {
	first := func(name string) string { f, _, _ := strings.Cut(name, " "); return f }
	agent := "your Harbor Lane team"
	if p.agent >= 0 {
		agent = first(c.Employees[p.agent].Name)
	}
	return strings.NewReplacer(
		"{first}", first(c.Customers[p.customer].Name), "{agent}", agent,
		"{order}", fmt.Sprintf("HL-%d", 40000+rng.IntN(9999)),
		"{invoice}", fmt.Sprintf("INV-2026-%04d", 1+rng.IntN(4200)),
		"{amount}", fmt.Sprintf("€ %d.%02d", 19+rng.IntN(880), rng.IntN(100)),
		"{product}", products[rng.IntN(len(products))], "{coffee}", coffees[rng.IntN(len(coffees))],
		"{date}", p.created.Add(-time.Duration(1+rng.IntN(6))*24*time.Hour).Format("2 January"),
		"{serial}", fmt.Sprintf("%s%05d", []string{"H1", "HD", "LP", "LC"}[rng.IntN(4)], rng.IntN(99999)),
	)
}
