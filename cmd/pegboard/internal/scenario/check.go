package scenario

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/scenario"
)

// verdict is what the helpdesk says to a question.
type verdict struct {
	allowed bool
	// doubts are places where two ways of asking give different answers.
	doubts []string
	// why says it in sentences, where the service that was asked has said it.
	why []string
	// resource and object are what was asked about, for the explanation.
	resource *rbac.Resource
	object   *rbac.Object
}

// same notes a doubt unless both ways agree.
func (v *verdict) same(a, b bool, what string) {
	if a != b {
		v.doubts = append(v.doubts, what)
	}
}

// check returns nothing when the expectation holds, and otherwise what is the
// case instead.
func (w *world) check(ctx context.Context, c scenario.Check) ([]string, error) {
	who, err := w.subject(ctx, c.User)
	if err != nil {
		return nil, err
	}
	if c.Verb == scenario.Sees {
		return w.sees(ctx, who, c)
	}
	v, err := w.ask(ctx, who, c)
	if err != nil {
		return nil, err
	}
	if v.allowed == c.Want {
		return v.doubts, nil
	}
	got := append(v.doubts, v.why...)
	if c.Verb == scenario.Key {
		why, err := w.explain(ctx, c, v)
		if err != nil {
			return nil, err
		}
		got = append(got, why...)
	}
	if len(got) == 0 {
		got = []string{"It is allowed."}
	}
	return got, nil
}

// ask puts one question to whoever answers it in the server.
func (w *world) ask(ctx context.Context, who *rbac.Subject, c scenario.Check) (*verdict, error) {
	if c.Verb != scenario.Key {
		return w.askPerson(ctx, who, c)
	}
	switch c.Kind {
	case scenario.TicketObject:
		return w.askTicket(ctx, who, c)
	case scenario.RecordObject:
		return w.askRecord(ctx, who, c)
	case scenario.PersonObject:
		return w.askReach(ctx, who, c)
	}
	return w.askPlain(ctx, who, c)
}

// sees compares a list, which came through the real query, with what was expected.
func (w *world) sees(ctx context.Context, who *rbac.Subject, c scenario.Check) ([]string, error) {
	list, err := w.list(ctx, who, c.User, c.In, c.Line)
	if err != nil {
		return nil, err
	}
	var got []string
	for _, name := range c.Sees {
		if !slices.Contains(list, name) {
			got = append(got, fmt.Sprintf("%s is missing.", name))
		}
	}
	for _, name := range list {
		if !slices.Contains(c.Sees, name) {
			got = append(got, fmt.Sprintf("%s is seen as well.", name))
		}
	}
	if len(got) > 0 {
		got = append(got, fmt.Sprintf("The list has: [%s].", strings.Join(list, ", ")))
	}
	return got, nil
}

// explain says why a key is held or not, in the words that the console has.
func (w *world) explain(ctx context.Context, c scenario.Check, v *verdict) ([]string, error) {
	asker := w.app.People.System(actor, map[rbac.Key]rbac.Scope{"roles.view": rbac.All, "people.view": rbac.All})
	e, err := w.app.People.Explain(ctx, asker, w.users[c.User], c.Key, v.resource, v.object, nil)
	if err != nil {
		return nil, err
	}
	if c.Kind == scenario.PersonObject {
		says := "reaches"
		if !v.allowed {
			says = "does not reach"
		}
		return append(e.Sentences, fmt.Sprintf("Held like this, it %s %s.", says, c.Object)), nil
	}
	return e.Sentences, nil
}

// refused tells a refusal from a fault: what the person may not do, must not
// know of, or what a rule stands against.
func refused(err error) (bool, error) {
	for _, kind := range [...]core.Kind{core.KindForbidden, core.KindNotFound, core.KindUnauthenticated, core.KindConflict} {
		if core.IsKind(err, kind) {
			return true, nil
		}
	}
	return false, err
}
