package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

type accessExplainCmd struct {
	storage
	User   string `arg:"" help:"Address or number of a person, or guest for somebody who is not signed in."`
	Key    string `arg:"" help:"Permission key, such as tickets.reply."`
	Object string `arg:"" optional:"" help:"Number of a ticket, address of a person, or <plugin>.<collection>/<number> of a plugin's record."`
}

// Run prints the answer and what it comes from, a sentence a line.
func (c accessExplainCmd) Run(ctx context.Context) error {
	a, err := c.openSetUp(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	key := rbac.Key(c.Key)
	if _, ok := a.Plugins.Registry().Key(key); !ok && !a.Plugins.Registry().Dormant(key) {
		return fmt.Errorf("there is no key %s", key)
	}
	user, err := findUser(ctx, a, c.User)
	if err != nil {
		return err
	}
	operator := a.People.System("command line", map[rbac.Key]rbac.Scope{"roles.view": rbac.All, "people.view": rbac.All})
	at, err := findObject(ctx, a, c.Object)
	if err != nil {
		return err
	}
	e, err := a.People.Explain(ctx, operator, user, key, at.resource, at.object, nil)
	if err != nil {
		return err
	}
	for _, s := range e.Sentences {
		fmt.Println(s)
	}
	if at.person == 0 {
		return nil
	}
	return printReach(ctx, a, user, key, at.person)
}

// findUser finds a person by number or address; zero is a guest.
func findUser(ctx context.Context, a *app.App, name string) (core.UserID, error) {
	if name == "guest" {
		return 0, nil
	}
	if n, err := strconv.ParseInt(name, 10, 64); err == nil && n > 0 {
		return core.UserID(n), nil
	}
	p, err := people.NewProvisioner(a.People, "command line").UserByEmail(ctx, name)
	if err != nil {
		return 0, err
	}
	return p.ID, nil
}

// about is what a question is about: a ticket or record, a person, or nothing.
type about struct {
	resource *rbac.Resource
	object   *rbac.Object
	person   core.UserID
}

func findObject(ctx context.Context, a *app.App, name string) (at about, err error) {
	in, number, nested := strings.Cut(name, "/")
	if !nested {
		in, number = "tickets", strings.TrimPrefix(name, "#")
	}
	switch {
	case name == "":
		return at, nil
	case strings.Contains(name, "@"):
		at.person, err = findUser(ctx, a, name)
		return at, err
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n <= 0 {
		return at, fmt.Errorf("%q is no number; write 12 for a ticket, an address for a person, or calllogs.calls/12", number)
	}
	switch {
	case in == "people":
		at.person = core.UserID(n)
		return at, nil
	case in == "tickets":
		t, err := a.DB.Tickets().FindTicket(ctx, core.TicketID(n))
		if core.IsKind(err, core.KindNotFound) || err == nil && !t.DeletedAt.IsZero() {
			return at, fmt.Errorf("there is no ticket %d", n)
		} else if err != nil {
			return at, err
		}
		return about{resource: rbac.Tickets, object: t.Object()}, nil
	}
	return findRecord(ctx, a, in, core.RecordID(n))
}

func findRecord(ctx context.Context, a *app.App, in string, id core.RecordID) (at about, err error) {
	plugin, name, _ := strings.Cut(in, ".")
	c, err := a.Plugins.Collection(core.PluginID(plugin), name)
	if core.IsKind(err, core.KindNotFound) {
		return at, fmt.Errorf("there is no collection %s, or its plugin is not enabled", in)
	} else if err != nil {
		return at, err
	}
	r, err := a.DB.Records().FindRecord(ctx, c, id)
	if core.IsKind(err, core.KindNotFound) {
		return at, fmt.Errorf("there is no record %d in %s", id, in)
	} else if err != nil {
		return at, err
	}
	return about{resource: c.Resource(), object: c.Object(r)}, nil
}

// printReach says whether a key, held as explained, reaches a person, and
// whether the one who asks manages them.
func printReach(ctx context.Context, a *app.App, user core.UserID, key rbac.Key, person core.UserID) error {
	var who *rbac.Subject
	var err error
	if user == 0 {
		who, err = a.People.Guest(ctx)
	} else {
		who, err = a.People.SubjectByID(ctx, user)
	}
	if err != nil {
		return err
	}
	p, err := a.People.User(ctx, who, person)
	if core.IsKind(err, core.KindNotFound) {
		fmt.Println("The person it is about is out of sight: for them it is as if they did not exist.")
		return nil
	} else if err != nil {
		return err
	}
	reached, err := a.People.Reached(ctx, who, key, person)
	if err != nil {
		return err
	}
	if !reached[person] {
		fmt.Printf("Held like this, it does not reach %s.\n", p.Name)
		return nil
	}
	fmt.Printf("Held like this, it reaches %s.\n", p.Name)
	if !p.Abilities.Edit && !p.Abilities.Disable && !p.Abilities.Delete && !p.Abilities.AssignRoles {
		fmt.Printf("Changing %s is something else: that takes managing every role they hold.\n", p.Name)
	}
	return nil
}

// openSetUp opens a helpdesk that somebody has set up.
func (s storage) openSetUp(ctx context.Context) (*app.App, error) {
	a, err := s.open(ctx)
	if err != nil {
		return nil, err
	}
	needed, err := a.People.SetupNeeded(ctx)
	if err == nil && needed {
		err = errors.New("the helpdesk is not set up yet; start it with `pegboard serve` and open the link that it prints")
	}
	if err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}
