package blocks

import "strconv"

// cellKinds are the kinds of fields that fit into a cell.
var cellKinds = map[string]bool{
	"text": true, "textarea": true, "number": true, "money": true, "percent": true, "email": true, "url": true, "tel": true,
	"checkbox": true, "switch": true, "select": true, "combobox": true, "tags": true, "multiselect": true, "date": true, "datetime": true,
	"time": true, "duration": true, "user": true, "team": true, "contact": true, "org": true, "ticket": true,
}

// settleEdit refuses cells that nobody could change.
func (x *Table) settleEdit(d *decoder) {
	editable, names := false, map[string]bool{}
	for i := range x.Columns {
		f := x.Columns[i].Editable
		if f == nil {
			continue
		}
		editable = true
		if !cellKinds[f.Kind] {
			d.failAt("columns", "has a cell of kind %s, which cannot be changed in place", f.Kind)
		}
		if names[f.Name] {
			d.failAt("columns", "has two fields named %q", f.Name)
		}
		names[f.Name] = true
	}
	switch {
	case editable != (x.Edit != nil):
		d.failAt("edit", "and the columns' editable belong together")
	case editable && x.Edit.Confirm != nil:
		d.failAt("edit", "cannot ask first")
	case editable && x.ID == "":
		d.failAt("id", "is required for a table whose cells can be changed")
	}
}

func (x *List) settle(d *decoder) {
	d.unique(x.ID)
	if x.Reorder == nil {
		return
	}
	if x.ID == "" {
		d.failAt("id", "is required for a list that can be reordered")
	}
	if x.Reorder.Confirm != nil {
		d.failAt("reorder", "cannot ask first")
	}
}

func (x *Board) settle(d *decoder) {
	d.unique(x.ID)
	if x.Move == nil {
		return
	}
	if x.ID == "" {
		d.failAt("id", "is required for a board whose cards can be moved")
	}
	if x.Move.Confirm != nil {
		d.failAt("move", "cannot ask first")
	}
}

// EditForm is the form that changes the cells of a row: its id is the table's. It is
// nil where there is no such row, or nothing in it that can be changed.
func (x *Table) EditForm(row string) *Form {
	if x.Edit == nil {
		return nil
	}
	for i := range x.Rows {
		if x.Rows[i].ID != row {
			continue
		}
		f := &Form{Base: Base{ID: x.ID}, Submit: x.Edit, Errors: x.errors, Error: x.failed}
		for j := range x.Columns {
			if c := &x.Columns[j]; c.Editable != nil {
				field := *c.Editable
				field.Value = startOf(&field, x.Rows[i].Cells[c.Key])
				f.Fields = append(f.Fields, &field)
			}
		}
		return f
	}
	return nil
}

// startOf is what a field begins with that changes a cell: the cell's bare value, or
// the option that is called like it.
func startOf(f *Field, cell Value) Raw {
	v := bareOf(cell)
	if v == nil {
		return f.Value
	}
	s := plainOf(v)
	for _, o := range f.Options {
		if o.Value == s {
			return v
		}
	}
	for _, o := range f.Options {
		if o.Label.String() == s {
			return appendString(nil, o.Value)
		}
	}
	return v
}

// bareOf is a value as a field holds it, nil for what no field does.
func bareOf(v Value) Raw {
	text := func(s string) Raw { return appendString(nil, s) }
	number := func(n Num) Raw { return strconv.AppendFloat(nil, n, 'f', -1, 64) }
	switch v := v.(type) {
	case *PlainValue:
		if v.Number != nil {
			return number(*v.Number)
		}
		return text(v.Text)
	case *TextValue:
		return text(v.V.String())
	case *NumberValue:
		return number(v.V)
	case *PercentValue:
		return number(v.V)
	case *MoneyValue:
		return text(v.V)
	case *DateValue:
		return text(v.V)
	case *DateTimeValue:
		return text(v.V)
	case *DurationValue:
		return number(v.Ms)
	case *BoolValue:
		return strconv.AppendBool(nil, v.V)
	case *BadgeValue:
		return text(v.Text.String())
	case *LinkValue:
		return text(v.Href)
	case *EntityValue:
		return text(v.ID)
	case *TagsValue:
		list := make([]string, len(v.V))
		for i, t := range v.V {
			list[i] = t.String()
		}
		return stringList(list)
	}
	return nil
}
