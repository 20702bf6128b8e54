package lint

import (
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/rbac"
)

func (l *linter) used(kind, name string) bool {
	return slices.ContainsFunc(l.code.uses[kind], func(u use) bool { return u.name == name })
}

// handlers compares what the manifest declares with what the code registers.
func (l *linter) handlers() {
	var surfaces, hooks, routes, schedules, mailings, services, used, collections []string
	for i := range l.m.Surfaces {
		surfaces = append(surfaces, l.m.Surfaces[i].ID)
	}
	for i := range l.m.Hooks {
		hooks = append(hooks, l.m.Hooks[i].On)
	}
	for _, r := range l.m.Routes {
		routes = append(routes, r.Method+" "+r.Path)
	}
	for _, s := range l.m.Schedules {
		schedules = append(schedules, s.Name)
	}
	for i := range l.m.Mailings {
		mailings = append(mailings, l.m.Mailings[i].Name)
	}
	for _, s := range l.m.Provides {
		if s.Surface == "" { // otherwise the surface's handler draws it
			services = append(services, s.Name)
		}
	}
	for _, u := range l.m.Uses {
		used = append(used, string(u.Plugin)+" "+u.Service)
	}
	for _, u := range slices.Concat(l.code.uses["call"], l.code.uses["insert"]) {
		if !slices.Contains(used, u.name) {
			l.fail(u.at, "the service %s is not declared under uses in %s, so the call is refused", u.name, peg.ManifestName)
		}
	}
	for _, c := range l.m.Collections {
		collections = append(collections, c.Name)
	}
	for _, c := range []struct {
		kind, what, none string
		declared         []string
	}{
		{"surface", "surface", "no handler draws it: sdk.Render(%q, …)", surfaces},
		{"hook", "hook", "no handler answers it: sdk.OnTicket(%q, …)", hooks},
		{"route", "route", "no handler answers it: sdk.Route(%q, …)", routes},
		{"schedule", "schedule", "no handler runs it: sdk.OnSchedule(%q, …)", schedules},
		{"mailing", "mailing", "no handler writes it: sdk.OnMailing(%q, …)", mailings},
		{"serve", "service", "no handler answers it: sdk.Serve(%q, …)", services},
	} {
		for _, name := range c.declared {
			if !l.used(c.kind, name) {
				l.fail(peg.ManifestName, "the "+c.what+" %s is declared and "+c.none, name, name)
			}
		}
		for _, u := range l.code.uses[c.kind] {
			if !slices.Contains(c.declared, u.name) {
				l.fail(u.at, "the %s %s is not declared in %s, so nothing calls this", c.what, u.name, peg.ManifestName)
			}
		}
	}
	for _, u := range l.code.uses["action"] {
		if u.name != "*" && !slices.Contains(surfaces, u.name) {
			l.fail(u.at, "there is no surface %s for this action", u.name)
		}
	}
	for _, u := range l.code.uses["collection"] {
		if !slices.Contains(collections, u.name) {
			l.fail(u.at, "the collection %s is not declared in %s", u.name, peg.ManifestName)
		}
	}
}

// needs says which capability each service takes.
var needs = map[string]string{
	"Tickets.Get": manifest.TicketsRead, "Tickets.List": manifest.TicketsRead, "Tickets.Edit": manifest.TicketsWrite, "Tickets.Figures": manifest.TicketsRead,
	"Tickets.Create": manifest.TicketsWrite, "Tickets.Reply": manifest.TicketsWrite, "Tickets.Comment": manifest.TicketsWrite, "Tickets.Update": manifest.TicketsWrite,
	"People.Get": manifest.PeopleRead, "People.Find": manifest.PeopleRead, "People.Teams": manifest.PeopleRead,
	"Visitors.Get": manifest.Visitors, "Visitors.Ban": manifest.Visitors,
	"KV.Get": manifest.KV, "KV.Set": manifest.KV, "KV.Delete": manifest.KV, "Settings": manifest.Settings, "Publish": manifest.Events, "Fetch": manifest.HTTP, "Notify": manifest.Mail, "Stale": manifest.Realtime, "Realtime.Publish": manifest.Realtime,
	"Services.Call": manifest.Services, "Services.CallBytes": manifest.Services, "AsItself": manifest.Itself,
	"Mailings.List": manifest.Mailings, "Mailings.Put": manifest.Mailings, "Mailings.Delete": manifest.Mailings,
}

func (l *linter) capabilities() {
	wanted := map[string]bool{}
	for _, u := range l.code.uses["service"] {
		if name := needs[u.name]; name != "" {
			wanted[name] = true
			if !l.m.Grants(name) {
				l.fail(u.at, "sdk.%s needs the capability %q, which %s does not ask for", u.name, name, peg.ManifestName)
			}
		}
	}
	wanted[manifest.Realtime] = wanted[manifest.Realtime] || len(l.m.Channels) > 0
	wanted[manifest.Visitors] = wanted[manifest.Visitors] || l.m.Visitors != nil
	wanted[manifest.Services] = wanted[manifest.Services] || len(l.code.uses["insert"]) > 0
	wanted[manifest.Records] = len(l.m.Collections) > 0
	wanted[manifest.Scheduled] = len(l.m.Schedules) > 0
	wanted[manifest.Mailings] = len(l.m.Mailings) > 0
	wanted[manifest.Secrets] = wanted[manifest.Settings] || l.used("service", "Settings")
	wanted[manifest.Settings] = wanted[manifest.Settings] || len(l.m.Settings) > 0
	// References and watchers use these without a line of code.
	for _, h := range l.m.Hooks {
		wanted[manifest.TicketsRead] = wanted[manifest.TicketsRead] || strings.HasPrefix(h.On, "ticket.")
		wanted[manifest.PeopleRead] = wanted[manifest.PeopleRead] || strings.HasPrefix(h.On, "person.")
		wanted[manifest.Mail] = wanted[manifest.Mail] || h.On == manifest.WillSend
		wanted[manifest.Background] = wanted[manifest.Background] || !h.Will()
	}
	for _, c := range l.m.Collections {
		for i := range c.Fields {
			switch c.Fields[i].Type.String() {
			case "ref:ticket":
				wanted[manifest.TicketsRead] = true
			case "ref:user", "refs:user", "ref:organization":
				wanted[manifest.PeopleRead] = true
			}
		}
	}
	for _, c := range l.m.Capabilities {
		if !wanted[c.Name] {
			l.advise(peg.ManifestName, "it asks for %s and nothing uses it; ask for less and more owners will say yes", c.Name)
		}
	}
	for _, u := range l.code.uses["import"] {
		if u.name == "net" || strings.HasPrefix(u.name, "net/") && u.name != "net/url" && u.name != "net/netip" && u.name != "net/mail" || u.name == "os/exec" || u.name == "database/sql" {
			l.advise(u.at, "the package %s finds no network, files or processes in the sandbox", u.name)
		}
	}
}

// keys checks permission keys of the plugin's own.
func (l *linter) keys() {
	own := l.m.Keys()
	for _, u := range l.code.uses["key"] {
		if k := rbac.Key(u.name); manifest.Owner(u.name) == l.m.ID && !slices.Contains(own, k) {
			l.fail(u.at, "the key %s is not registered in %s, so nobody holds it", k, peg.ManifestName)
		}
	}
	for _, k := range own {
		if l.guards(k) || l.used("mention", string(k)) {
			continue
		}
		l.advise(peg.ManifestName, "the key %s guards nothing", k)
	}
}

// guards reports whether the manifest itself puts the key before something.
func (l *linter) guards(k rbac.Key) bool {
	for i := range l.m.Surfaces {
		if l.m.Surfaces[i].Perm == k || l.m.Surfaces[i].Print == k {
			return true
		}
	}
	for _, r := range l.m.Routes {
		if r.Perm == k {
			return true
		}
	}
	if l.m.Visitors != nil && l.m.Visitors.Perm == k {
		return true
	}
	for _, s := range l.m.Provides {
		if s.Perm == k {
			return true
		}
	}
	for _, c := range l.m.Channels {
		if c.Perm == k {
			return true
		}
	}
	if manifest.Owner(string(k)) != l.m.ID { // of a report that it contributes, which the plugin "reports" asks about
		return l.used("serve", "reports")
	}
	for _, c := range l.m.Collections {
		if slices.Contains(c.AllKeys(), k) || slices.Contains(c.Abilities, k) {
			return true
		}
		for i := range c.Fields {
			if c.Fields[i].Key == k || c.Fields[i].TargetKey == k {
				return true
			}
		}
	}
	return false
}
