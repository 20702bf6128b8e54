package blocks

import (
	"fmt"
	"strings"
)

// The settle methods hold the rules that concern several properties at once.
// They run after an object was read, with the path standing at it.

func (x *Document) settle(d *decoder) {
	if x.V != 1 {
		d.failAt("v", "must be 1, the version of the vocabulary")
	}
	if x.TTL != 0 {
		x.TTL = min(max(x.TTL, 10), 86400)
	}
	if most := d.lim.State; most > 0 && len(x.State) > most {
		d.failAt("state", "is %d bytes long, of at most %d", len(x.State), most)
	}
}

// unique refuses a block id that the surface has already.
func (d *decoder) unique(id string) {
	if id == "" {
		return
	}
	if d.ids[id] {
		d.failAt("id", "is taken by another block of this surface: %q", id)
	}
	d.ids[id] = true
}

func (x *Base) settle(d *decoder) { d.unique(x.ID) }

func (x *Entity) settle(d *decoder) {
	if x.ID == "" {
		d.failAt("id", "is required")
	}
}

func (x *Action) settle(d *decoder) {
	if len(x.Args) > 0 && x.Args[0] != '{' {
		d.failAt("args", "must be an object")
	}
	if most := d.lim.Args; most > 0 && len(x.Args) > most {
		d.failAt("args", "is %d bytes long, of at most %d", len(x.Args), most)
	}
}

func (x *Trigger) settle(*decoder) { x.Ms = min(max(x.Ms, 300), 60000) }

func (x *ImageRef) settle(d *decoder) {
	if (x.Asset == "") == (x.File == "") {
		d.fail("must name either an asset or a file")
	}
	if x.Asset != "" && !isAsset(x.Asset) {
		d.failAt("asset", "must be a path inside the plugin's assets")
	}
}

// isAsset reports whether s names a file below the plugin's assets folder.
func isAsset(s string) bool {
	for part := range strings.SplitSeq(s, "/") {
		if !isRef(part) || strings.Trim(part, ".") == "" {
			return false
		}
	}
	return true
}

func (x *Cond) settle(d *decoder) {
	simple := x.Form != "" || x.Field != ""
	switch {
	case simple && (x.All != nil || x.Any != nil), x.All != nil && x.Any != nil:
		d.fail("must be one comparison, or all, or any")
	case x.All != nil || x.Any != nil:
	case x.Form == "":
		d.failAt("form", "is required")
	case x.Field == "":
		d.failAt("field", "is required")
	case x.Is == nil && x.In == nil && x.Not == nil && x.Empty == nil:
		d.fail("compares nothing: give is, in, not or empty")
	}
}

func (x *Tabs) settle(d *decoder) {
	d.unique(x.ID)
	seen := map[string]bool{}
	for i, t := range x.Tabs {
		if seen[t.ID] {
			d.failAt("tabs", "has two tabs named %q", t.ID)
		}
		seen[t.ID] = true
		if t.Lazy && x.ID == "" {
			d.failAt("id", "is required for lazy tabs")
		}
		if !t.Lazy && t.Blocks == nil {
			d.push("tabs")
			d.pushIndex(i)
			d.failAt("blocks", "is required unless the tab is lazy")
			d.pop()
			d.pop()
		}
	}
	if x.Value != "" && !seen[x.Value] {
		d.failAt("value", "is not the id of a tab")
	}
}

func (x *Steps) settle(d *decoder) {
	d.unique(x.ID)
	for _, s := range x.Steps {
		if s.ID == x.Current {
			return
		}
	}
	d.failAt("current", "is not the id of a step")
}

func (x *Table) settle(d *decoder) {
	d.unique(x.ID)
	if most := d.lim.Columns; most > 0 && len(x.Columns) > most {
		d.failAt("columns", "has %d entries, of at most %d", len(x.Columns), most)
	}
	keys := map[string]bool{}
	sortable := false
	for _, c := range x.Columns {
		if keys[c.Key] {
			d.failAt("columns", "has two columns with the key %q", c.Key)
		}
		keys[c.Key], sortable = true, sortable || c.Sortable
	}
	if x.ID == "" && (sortable || x.Paging != nil || x.Search != nil || len(x.Filters) > 0 || x.Select == "multi") {
		d.failAt("id", "is required for a table that sorts, pages, searches, filters or selects")
	}
	x.settleEdit(d)
	rows := map[string]bool{}
	for i, r := range x.Rows {
		d.push("rows")
		d.pushIndex(i)
		if rows[r.ID] {
			d.failAt("id", "is taken by another row: %.64q", r.ID)
		}
		rows[r.ID] = true
		for k := range r.Cells {
			if !keys[k] {
				d.note("has a cell for the unknown column %q", k)
				delete(r.Cells, k)
			}
		}
		d.pop()
		d.pop()
	}
	if p := x.Paging; p != nil && p.Mode == "page" && (p.Page < 1 || p.PerPage < 1 || p.Total == nil) {
		d.failAt("paging", "needs page, per_page and total")
	}
}

func (x *Chart) settle(d *decoder) {
	d.unique(x.ID)
	if x.X == nil {
		return
	}
	if most := d.lim.Series; most > 0 && len(x.Series) > most {
		d.failAt("series", "has %d entries, of at most %d", len(x.Series), most)
		return
	}
	if most := d.lim.Points; most > 0 && len(x.X.Values)*len(x.Series) > most {
		keep := most / len(x.Series)
		if !d.lim.Truncate {
			d.fail("has %d points, of at most %d", len(x.X.Values)*len(x.Series), most)
		}
		x.Omitted = (len(x.X.Values) - keep) * len(x.Series)
		x.X.Values = x.X.Values[:keep]
		d.notes = append(d.notes, fmt.Sprintf("%s was cut by %d points", d.at(), x.Omitted))
	}
	for i := range x.Series {
		s := &x.Series[i]
		if x.Omitted > 0 && len(s.Data) > len(x.X.Values) {
			s.Data = s.Data[:len(x.X.Values)]
		}
		if len(s.Data) != len(x.X.Values) {
			d.failAt("series", "has %d points in %q for %d values of x", len(s.Data), s.ID, len(x.X.Values))
		}
	}
	if x.X.Kind == "time" {
		for _, s := range x.X.Values {
			if !isTime(s) {
				d.failAt("x", "has a value that is no time: %.40q", s)
				return
			}
		}
	}
}
