package plugin

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// WillPerson implements people.Hooks. Plugins are asked as in Will.
func (m *Manager) WillPerson(ctx context.Context, who *rbac.Subject, name string, p *people.Person, changed []string) (people.PersonPatch, error) {
	var out people.PersonPatch
	wire := person(p, "")
	err := m.pose(ctx, &question{
		name: name,
		who:  func(context.Context, *unit) (*rbac.Subject, error) { return who, nil },
		put:  func(_ *call, req *abi.HookRequest) { req.Person, req.Changed = &wire, changed },
		take: func(u *unit, r *abi.HookReply) error {
			if r.Ticket.Set != 0 || r.Message.Set != 0 || r.Mail.Set != 0 {
				return core.Errorf("plugin.WillPerson", core.KindInvalid, "The plugin %s wanted to change another record in %s, which is about a person.", u.manifest.Name, name)
			}
			for _, f := range []struct {
				bit      abi.PersonPatchFields
				said, on *string
				out      **string
			}{
				{abi.PersonPatchName, &r.Person.Name, &wire.Name, &out.Name}, {abi.PersonPatchPhone, &r.Person.Phone, &wire.Phone, &out.Phone},
				{abi.PersonPatchLocale, &r.Person.Locale, &wire.Locale, &out.Locale}, {abi.PersonPatchTimezone, &r.Person.Timezone, &wire.Timezone, &out.Timezone},
			} {
				if r.Person.Set&f.bit == 0 {
					continue
				}
				v := strings.Clone(*f.said)
				*f.on, *f.out = v, &v
			}
			return nil
		},
	})
	return out, core.Wrap("plugin.WillPerson", err)
}

// personOf is the person that an event tells of, as who watches may see them: by
// number only where they may not, or where they are gone; nil for other events.
func (m *Manager) personOf(ctx context.Context, c *call, e *core.Event) (*abi.Person, error) {
	if !strings.HasPrefix(e.Type, "person.") {
		return nil, nil
	}
	var target struct{ ID string }
	if json.Unmarshal(e.Payload, &target) != nil {
		return nil, nil
	}
	id, err := strconv.ParseInt(target.ID, 10, 64)
	if err != nil {
		return nil, nil
	}
	v, err := m.svc.People.User(ctx, c.who(), core.UserID(id))
	if core.IsKind(err, core.KindNotFound) {
		return &abi.Person{ID: id}, nil
	} else if err != nil {
		return nil, err
	}
	names, err := c.organizations(ctx, v.Organization)
	if err != nil {
		return nil, err
	}
	out := person(&v.Person, names[v.Organization])
	return &out, nil
}
