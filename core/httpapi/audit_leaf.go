package httpapi

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// auditName is a text of the log, and what kind of thing it names.
type auditName struct{ kind, text string }

// auditLeaf is a value of what the log keeps, with the way to it.
type auditLeaf struct {
	path   []auditName
	values []auditName
}

func (l *auditLeaf) place() string { return fmtNames(l.path) }
func (l *auditLeaf) said() string  { return fmtNames(l.values) }

func fmtNames(list []auditName) string {
	return strings.Join(each(list, func(n auditName) string { return n.kind + "\x00" + n.text }), "\x01")
}

// auditPair is a place at which before and after differ; nil is nothing there.
type auditPair struct{ before, after *auditLeaf }

// auditPairs are the places at which a line's two sides differ, the names first.
// Of what is new or gone it is all that was said; what is empty says nothing.
func auditPairs(before, after json.RawMessage, root auditField) []auditPair {
	old, now := auditLeaves(before, root), auditLeaves(after, root)
	order := slices.Concat(old, now)
	slices.SortStableFunc(order, func(a, b *auditLeaf) int { return slices.CompareFunc(a.path, b.path, compareAuditNames) })
	order = slices.CompactFunc(order, func(a, b *auditLeaf) bool { return a.place() == b.place() })
	find := func(in []*auditLeaf, place string) *auditLeaf {
		if i := slices.IndexFunc(in, func(l *auditLeaf) bool { return l.place() == place }); i >= 0 {
			return in[i]
		}
		return nil
	}
	var out []auditPair
	for _, l := range order {
		p := auditPair{find(old, l.place()), find(now, l.place())}
		if p.before == nil || p.after == nil || p.before.said() != p.after.said() {
			out = append(out, p)
		}
	}
	return out
}

// compareAuditNames puts a thing's name before all else, and the rest by the alphabet.
func compareAuditNames(a, b auditName) int {
	rank := func(n auditName) int {
		if n.kind == "field" && strings.EqualFold(n.text, "name") {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.text, b.text), cmp.Compare(a.kind, b.kind))
}

func auditLeaves(raw json.RawMessage, root auditField) []*auditLeaf {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return nil
	}
	return addAuditLeaves(nil, v, root, nil)
}

func addAuditLeaves(out []*auditLeaf, v any, at auditField, path []auditName) []*auditLeaf {
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			step, field, told := auditName{at.inner, name}, auditField{value: at.value}, true
			if at.inner == "" {
				step.kind = "field"
				field, told = auditFieldOf(name)
			}
			if told {
				out = addAuditLeaves(out, v[name], field, append(slices.Clip(path), step))
			}
		}
	case []any:
		var plain []auditName
		for i, item := range v {
			if text, ok := auditText(item, cmp.Or(at.inner, at.value)); ok {
				plain = append(plain, text)
			} else {
				out = addAuditLeaves(out, item, auditField{}, append(slices.Clip(path), auditName{"", strconv.Itoa(i + 1)}))
			}
		}
		if len(plain) > 0 {
			out = append(out, &auditLeaf{path, plain})
		}
	default:
		if text, ok := auditText(v, at.value); ok {
			out = append(out, &auditLeaf{path, []auditName{text}})
		}
	}
	return out
}

// auditText is a plain value; false for what is empty or not plain. Zero is the
// number of nobody, and the time of never. A version that is a number only counts
// how often something was changed.
func auditText(v any, kind string) (auditName, bool) {
	switch v := v.(type) {
	case bool:
		return auditName{"bool", strconv.FormatBool(v)}, true
	case json.Number:
		return auditName{kind, v.String()}, v != "0" && kind != "version"
	case string:
		if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return auditName{"time", at.UTC().Format(time.RFC3339)}, !at.IsZero()
		}
		return auditName{kind, v}, v != ""
	}
	return auditName{}, false
}
