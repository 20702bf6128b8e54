package httpapi

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// auditWriter says lines of the log to people: with names for numbers, titles for
// permissions, in their language. For one answer and one goroutine. Whoever reads
// the log reads all of it, so the names need no right of their own.
type auditWriter struct {
	titles *titles
	policy *rbac.Policy
	// names are by kind and number; keys and features have their titles here, too.
	names map[auditName]string
}

// auditWriter finds the names that the lines need, each kind in one query.
func (s *Server) auditWriter(ctx context.Context, who *rbac.Subject, lines []people.AuditEntry) (*auditWriter, error) {
	policy, err := s.svc.People.Policy(ctx)
	if err != nil {
		return nil, err
	}
	w := &auditWriter{titles: s.titles(ctx), policy: policy, names: map[auditName]string{}}
	for _, f := range s.svc.Registry().Features() {
		feature := w.titles.feature(FeatureOf(s.svc.Registry(), f))
		w.names[auditName{"feature", feature.ID}] = feature.Title
		for _, k := range feature.Keys {
			w.names[auditName{"key", k.Key}] = k.Title
		}
	}
	if err := s.pluginNames(ctx, who, w, lines); err != nil {
		return nil, err
	}
	ids := auditIDs(lines)
	d := s.svc.People.Directory()
	if err := named(w, "person", ids, d.People)(ctx); err != nil {
		return nil, err
	}
	if err := named(w, "team", ids, d.Teams)(ctx); err != nil {
		return nil, err
	}
	if err := named(w, "organization", ids, d.Organizations)(ctx); err != nil {
		return nil, err
	}
	departments := func(ctx context.Context, _ ...core.DepartmentID) (map[core.DepartmentID]string, error) {
		return d.Departments(ctx)
	}
	return w, named(w, "department", ids, departments)(ctx)
}

// pluginNames adds the names of plugins, if a line is about one; to whoever does not
// look after plugins they are called by their ids.
func (s *Server) pluginNames(ctx context.Context, who *rbac.Subject, w *auditWriter, lines []people.AuditEntry) error {
	about := func(e people.AuditEntry) bool { return e.TargetType == "plugin" }
	if !who.Holds("settings.plugins") || !slices.ContainsFunc(lines, about) {
		return nil
	}
	list, err := s.svc.Plugins.List(ctx, who)
	for i := range list {
		w.names[auditName{"plugin", list[i].ID}] = w.titles.of(list[i].ID, "plugin.name", list[i].Name)
	}
	return err
}

// auditIDs are the numbers that the lines name, by kind.
func auditIDs(lines []people.AuditEntry) map[string][]int64 {
	ids := map[string][]int64{}
	add := func(n auditName) {
		if id, err := strconv.ParseInt(n.text, 10, 64); err == nil {
			ids[n.kind] = append(ids[n.kind], id)
		}
	}
	for i := range lines {
		e := &lines[i]
		add(auditName{e.TargetType, e.TargetID})
		for _, side := range []json.RawMessage{e.Before, e.After} {
			for _, l := range auditLeaves(side, auditRoot(e)) {
				for _, v := range l.values {
					add(v)
				}
			}
		}
	}
	return ids
}

// named looks up names of one kind, if a line needs any.
func named[ID ~int64](w *auditWriter, kind string, ids map[string][]int64, find func(context.Context, ...ID) (map[ID]string, error)) func(context.Context) error {
	return func(ctx context.Context) error {
		if len(ids[kind]) == 0 {
			return nil
		}
		found, err := find(ctx, idsOf[ID](ids[kind])...)
		for id, name := range found {
			w.names[auditName{kind, strconv.FormatInt(int64(id), 10)}] = name
		}
		return err
	}
}

// auditRoot is what a line's before and after are.
func auditRoot(e *people.AuditEntry) auditField {
	if e.Action == "plugin.settings_changed" {
		return auditField{inner: "setting", value: "set"}
	}
	return auditField{}
}

// name is how people call something.
func (w *auditWriter) name(plugin string, n auditName) string {
	switch n.kind {
	case "field":
		f, _ := auditFieldOf(n.text)
		return w.titles.words.Say(f.title)
	case "role":
		if r := w.policy.Role(n.text); r != nil {
			return w.titles.role(r.Slug, r.Name)
		}
	case "setting":
		return w.titles.of(plugin, "setting."+n.text, strings.ReplaceAll(n.text, "_", " "))
	case "person", "team", "organization", "department":
		if _, err := strconv.Atoi(n.text); err == nil {
			return or(w.names[n], "#"+n.text)
		}
	}
	if word := auditWords[n.kind][n.text]; word != "" {
		return w.titles.words.Say(word)
	}
	return or(w.names[n], n.text)
}

// target is how the thing is called that a line is about: as the line has it, for
// it may have had another name since, or be gone.
func (w *auditWriter) target(e *people.AuditEntry) string {
	for _, side := range []json.RawMessage{e.After, e.Before} {
		var said struct{ Name, Email string }
		if json.Unmarshal(side, &said) == nil && or(said.Name, said.Email) != "" && e.TargetType != "settings" {
			if e.TargetType == "role" {
				return w.titles.role(e.TargetID, said.Name)
			}
			return or(said.Name, said.Email)
		}
	}
	name := w.name("", auditName{e.TargetType, e.TargetID})
	if _, err := strconv.Atoi(name); err == nil {
		return "#" + name
	}
	return name
}

func (w *auditWriter) changes(e *people.AuditEntry) []AuditChange {
	plugin := ""
	if e.TargetType == "plugin" {
		plugin = e.TargetID
	}
	join := func(list []auditName, between string) string {
		return strings.Join(each(list, func(n auditName) string { return w.name(plugin, n) }), between)
	}
	out := []AuditChange{}
	for _, p := range auditPairs(e.Before, e.After, auditRoot(e)) {
		var c AuditChange
		for side, l := range map[**string]*auditLeaf{&c.Before: p.before, &c.After: p.after} {
			if l != nil {
				text := join(l.values, ", ")
				*side, c.Where, c.Time = &text, join(l.path, " · "), len(l.values) == 1 && l.values[0].kind == "time"
			}
		}
		out = append(out, c)
	}
	return out
}
