package plugin

import (
	"fmt"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/tickets"
)

// grade is what a power allows, and its risk.
type grade struct {
	means string
	risk  core.Risk
}

// capabilities are what each allows. Everything is within the rights of the person
// who uses the plugin unless the sentence says otherwise.
var capabilities = map[string]grade{
	manifest.TicketsRead:  {"It reads the tickets that the person using it sees.", core.RiskMedium},
	manifest.TicketsWrite: {"It makes, answers and changes tickets where the person using it may.", core.RiskMedium},
	manifest.PeopleRead:   {"It reads the names and addresses of people whom the person using it sees.", core.RiskMedium},
	manifest.Records:      {"It keeps records of its own.", core.RiskLow},
	manifest.Settings:     {"It reads its own settings.", core.RiskLow},
	manifest.Secrets:      {"It reads its own secret settings in clear.", core.RiskMedium},
	manifest.KV:           {"It remembers things of its own.", core.RiskLow},
	manifest.Events:       {"It tells other plugins what happens in it.", core.RiskLow},
	manifest.Scheduled:    {"It works at certain times, when nobody uses it.", core.RiskMedium},
	manifest.HTTP:         {"It sends requests to other hosts, and only to those below.", core.RiskMedium},
	manifest.Mail:         {"It has letters written to people whom the person using it sees.", core.RiskMedium},
	manifest.Realtime:     {"It refreshes its own parts of open windows.", core.RiskLow},
	manifest.Services:     {"It asks other plugins, and only for what is named below.", core.RiskLow},
	manifest.Background:   {"It works when nobody uses it.", core.RiskMedium},
	manifest.Visitors:     {"It lets people in who have no account, from the sites that you list in its settings.", core.RiskHigh},
	manifest.Mailings:     {"It writes letters at times that people choose, with what each reader may see, and sends each to that reader only.", core.RiskMedium},
	manifest.Itself:       {"It acts under its own name for whoever uses it, guests as well, whatever that person may do.", core.RiskMedium},
}

// hooks are what being asked beforehand allows.
var hooks = map[string]grade{
	tickets.WillCreate:   {"It reads new tickets before they are made, and may change or refuse them.", core.RiskMedium},
	tickets.WillUpdate:   {"It sees changes of tickets before they are made, and may alter or refuse them.", core.RiskMedium},
	tickets.WillClose:    {"It is asked before a ticket is solved or closed, and may refuse.", core.RiskMedium},
	tickets.WillReply:    {"It is asked before an answer is added, and may change the ticket or refuse.", core.RiskMedium},
	tickets.WillComment:  {"It is asked before a private note is added, and may change the ticket or refuse.", core.RiskMedium},
	tickets.WillAssign:   {"It is asked before a ticket is taken or given, and may refuse.", core.RiskMedium},
	tickets.WillTransfer: {"It is asked before a ticket moves to another team, and may refuse.", core.RiskMedium},
	tickets.WillMerge:    {"It is asked before tickets are merged, and may refuse.", core.RiskMedium},
	tickets.WillDelete:   {"It is asked before a ticket is deleted, and may refuse.", core.RiskMedium},
	"person.will_create": {"It reads about new people before they are added, and may change or refuse that.", core.RiskMedium},
	"person.will_update": {"It sees changes of people before they are made, and may alter or refuse them.", core.RiskMedium},
	manifest.WillSend:    {"It reads letters about tickets before they leave, and may change them or keep them back.", core.RiskMedium},
}

// beyond is what a capability allows together with others: more than the person
// using the plugin could do.
var beyond = []struct {
	capability string
	with       []string
	grade
}{
	{manifest.HTTP, []string{manifest.TicketsRead, manifest.PeopleRead, manifest.Records}, grade{"It sends requests to other hosts, and only to those below. What it reads here can leave by them.", core.RiskHigh}},
	{manifest.Itself, []string{manifest.TicketsRead, manifest.TicketsWrite, manifest.PeopleRead}, grade{"It acts under its own name for whoever uses it, guests as well, and reaches everybody's then, not only what that person sees.", core.RiskHigh}},
	{manifest.Background, []string{manifest.TicketsRead, manifest.PeopleRead}, grade{"It works when nobody uses it, and reads everybody's then, not only what one person sees.", core.RiskHigh}},
	{manifest.Scheduled, []string{manifest.TicketsRead, manifest.TicketsWrite, manifest.PeopleRead}, grade{"It works at certain times, when nobody uses it, and reaches everybody's then, not only what one person sees.", core.RiskHigh}},
}

// Powers are what a manifest asks for, the gravest first.
func Powers(mf *manifest.Manifest) []core.PluginPower {
	out := []core.PluginPower{}
	add := func(kind core.PowerKind, name, reason string, g grade) {
		out = append(out, core.PluginPower{Kind: kind, Name: name, Means: g.means, Reason: reason, Risk: g.risk})
	}
	for _, c := range mf.Capabilities {
		add(core.PowerCapability, c.Name, c.Reason, meaning(mf, c.Name))
	}
	asks := asksOf(mf)
	for _, host := range asks.Hosts {
		add(core.PowerHost, host, "", grade{fmt.Sprintf("It sends requests to %s.", strings.TrimPrefix(host, "http://")), core.RiskMedium})
	}
	for _, service := range asks.Services {
		other, name, _ := strings.Cut(service, ".")
		add(core.PowerService, service, "", grade{fmt.Sprintf("It asks the plugin %s for %s.", other, name), core.RiskLow})
	}
	for _, name := range asks.Hooks {
		add(core.PowerHook, name, "", hooks[name])
	}
	for _, route := range asks.Routes {
		add(core.PowerRoute, route, "", grade{"It answers requests from anybody, who need not sign in.", core.RiskMedium})
	}
	for i := range mf.Provides {
		add(core.PowerProvides, mf.Provides[i].Name, mf.Provides[i].Title, grade{"It answers other plugins that ask for this.", core.RiskLow})
	}
	slices.SortStableFunc(out, func(a, b core.PluginPower) int { return b.Risk.Over(a.Risk) })
	return out
}

// meaning is what a capability allows in a plugin that has others as well.
func meaning(mf *manifest.Manifest, capability string) grade {
	for _, b := range beyond {
		if b.capability == capability && slices.ContainsFunc(b.with, mf.Grants) {
			return b.grade
		}
	}
	return capabilities[capability]
}
