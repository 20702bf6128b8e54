// Package rbactest has the catalogue's plugin features as they are promised,
// for tests that need them without the plugins. Only tests import it.
package rbactest

import (
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// line is a row of the catalogue: names beyond view, without the feature's own name.
type line struct {
	id                       string
	aud                      rbac.Audience
	full, modify, read, none string
	custom                   string // in no level
	employees, users         string // keys for one audience in features for both, or against the feature's
	scoped                   bool
	extends                  []ext
	reports                  []rbac.Report
	resource                 *rbac.Resource
	requires                 map[string]string
}

type ext struct {
	feature, key string
	levels       []rbac.Level
}

var (
	fm  = []rbac.Level{rbac.Full, rbac.Modify}
	fmr = []rbac.Level{rbac.Full, rbac.Modify, rbac.Read}
	fmn = []rbac.Level{rbac.Full, rbac.Modify, rbac.None}
)

func lines() []line {
	return []line{
		{
			id: "canned", aud: rbac.Both,
			full:     "insert create edit delete draft type language",
			modify:   "insert create edit draft type language",
			read:     "insert",
			resource: &rbac.Resource{Name: "canned.replies", View: "canned.view", Everyone: true, Role: true},
		},
		{
			id: "kb", aud: rbac.Both,
			full:      "create delete edit move copy transfer clone mark add_feedback clear_helpfulness review event scan_links rate",
			modify:    "create delete edit move copy transfer clone mark add_feedback clear_helpfulness scan_links",
			read:      "scan_links",
			employees: "move copy transfer clone event review scan_links", users: "rate",
		},
		{
			id: "kb.feedback", aud: rbac.Both,
			full:   "create reply edit_own edit_all delete_own delete_all report moderate",
			modify: "create reply report moderate",
			read:   "report", none: "report",
		},
		{
			id: "community", aud: rbac.Both,
			full:   "thread.create thread.edit thread.delete post.create post.edit post.delete post.move report",
			read:   "thread.create post.create report",
			custom: "moderate edit_all delete_any status spaces",
		},
		{
			id: "news", aud: rbac.Employee,
			full:   "create edit delete mark_public mark_private mark_draft mark_reviewed mark_for_review scan_links clone",
			modify: "create edit mark_public mark_private mark_draft mark_reviewed mark_for_review scan_links clone",
			read:   "scan_links", custom: "review",
		},
		{
			id: "tasks", aud: rbac.Employee, scoped: true,
			full:   "create delete transfer edit status priority event search scheduler",
			modify: "create edit status priority search scheduler",
			read:   "search", custom: "dates",
			extends: []ext{{"tickets", "add_to_ticket", fm}, {"calllogs", "add_to_call", fm}, {"livechat", "add_to_chat", fmn}},
		},
		{
			id: "calllogs", aud: rbac.Employee, scoped: true,
			full:     "create delete transfer edit attach relate add_ticket assistance event search",
			modify:   "create edit attach relate add_ticket assistance search",
			read:     "assistance search",
			extends:  []ext{{"tickets", "add_to_ticket", fm}, {"people", "add_to_person", fmr}, {"people", "add_to_organization", fm}},
			reports:  []rbac.Report{{ID: "volume", Title: "Calls per day"}},
			resource: &rbac.Resource{Name: "calllogs.calls", View: "calllogs.view"},
		},
		{
			id: "livechat", aud: rbac.Employee, scoped: true,
			full:   "take reply transfer comment relate add_ticket event assistance queue search start",
			modify: "take reply comment relate add_ticket queue search",
			none:   "comment relate add_ticket search", users: "start",
			resource: &rbac.Resource{Name: "livechat.chats", View: "livechat.view", Queue: "livechat.queue", Take: "livechat.take", Visitors: true},
		},
		{id: "whoson", aud: rbac.Employee, full: "chat"},
		{id: "reports", aud: rbac.Employee, full: "create delete edit schedule email print"},
		{
			id: "distribution", aud: rbac.Employee, full: "transfer transfer_agent status",
			requires: map[string]string{"transfer_agent": "transfer"},
		},
		{id: "events", aud: rbac.Employee, full: "create edit delete own manual"},
		{
			id: "surveys", aud: rbac.Employee, scoped: true, full: "summary details",
			requires: map[string]string{"details": "summary"},
			reports: []rbac.Report{
				{ID: "by_brand", Title: "Surveys by brand", Requires: []rbac.Key{"surveys.summary"}},
				{ID: "by_agent", Title: "Surveys by agent", Requires: []rbac.Key{"surveys.summary"}},
				{ID: "by_survey", Title: "Surveys by survey", Requires: []rbac.Key{"surveys.summary"}},
			},
		},
		{
			id: "timelogs", aud: rbac.Employee, scoped: true, full: "create edit delete search",
			extends: []ext{{"tickets", "add_to_ticket", fm}, {"calllogs", "add_to_call", fm}, {"livechat", "add_to_chat", fmn}, {"tasks", "add_to_task", fm}},
		},
		{id: "campaigns", aud: rbac.Employee, full: "create edit delete launch", modify: "create edit"},
	}
}

// Plugin returns the features of one plugin of the catalogue.
func Plugin(id string) ([]rbac.Feature, bool) {
	var out []rbac.Feature
	for _, l := range lines() {
		if rbac.Key(l.id).Owner() == id {
			out = append(out, l.feature())
		}
	}
	return out, len(out) > 0
}

// Plugins returns the features of every plugin of the catalogue.
func Plugins() []rbac.Feature {
	var out []rbac.Feature
	for _, l := range lines() {
		out = append(out, l.feature())
	}
	return out
}

// Registry returns core's features and those of these plugins; all of them for "*".
func Registry(plugins ...string) *rbac.Registry {
	features := rbac.CoreFeatures()
	for _, id := range plugins {
		if id == "*" {
			features = append(features, Plugins()...)
			continue
		}
		more, _ := Plugin(id)
		features = append(features, more...)
	}
	reg, err := rbac.NewRegistry(features...)
	if err != nil {
		panic(err)
	}
	return reg
}

func (l *line) feature() rbac.Feature {
	f := rbac.Feature{
		ID: l.id, Owner: core.PluginID(rbac.Key(l.id).Owner()), Title: l.id, For: l.aud,
		Levels: map[rbac.Level][]rbac.Key{}, Reports: l.reports, Resource: l.resource,
	}
	for _, name := range strings.Fields("view " + l.full + " " + l.custom) {
		f.Keys = append(f.Keys, l.key(name))
	}
	for level, names := range map[rbac.Level]string{rbac.Modify: l.modify, rbac.Read: l.read, rbac.None: l.none} {
		for _, name := range strings.Fields(names) {
			f.Levels[level] = append(f.Levels[level], rbac.Key(l.id+"."+name))
		}
	}
	for _, e := range l.extends {
		f.Extends = append(f.Extends, rbac.Extension{Feature: e.feature, Levels: e.levels, Key: rbac.KeyDef{Key: rbac.Key(l.id + "." + e.key), Title: e.key, Scoped: true}})
	}
	return f
}

func (l *line) key(name string) rbac.KeyDef {
	has := func(list string) bool { return slices.Contains(strings.Fields(list), name) }
	def := rbac.KeyDef{
		Key: rbac.Key(l.id + "." + name), Title: name, OnlyCustom: has(l.custom),
		Scoped:      l.scoped && !slices.Contains([]string{"create", "search", "queue", "start"}, name) || l.id == "reports" && name == "view",
		Destructive: strings.HasPrefix(name, "delete") || strings.HasSuffix(name, ".delete"),
	}
	switch {
	case has(l.employees):
		def.For = rbac.Employee
	case has(l.users):
		def.For = rbac.User
	}
	if req := l.requires[name]; req != "" {
		def.Requires = []rbac.Key{rbac.Key(l.id + "." + req)}
	}
	return def
}
