package records

import (
	"context"
	"fmt"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// checkPart checks what makes the collection's records parts of another's.
func (c *Collection) checkPart() error {
	for i := range c.Fields {
		f := &c.Fields[i]
		if f.Type.Target == TargetRecord && f.Name != c.Parent {
			return fmt.Errorf("the field %q of the collection %q refers to a record, which only the parent field may", f.Name, c.Name)
		}
	}
	if c.Parent == "" {
		if c.Sequence != "" || c.Once != "" || c.Visitors || len(c.Carry) > 0 {
			return fmt.Errorf("the collection %q has a sequence, once, carry or visitors, which only the parts of a parent have", c.Name)
		}
		return nil
	}
	if c.Owner != "" || c.Team != "" || c.Contributors != "" || c.Queue != "" || c.Take != "" || c.Visitor != "" || c.Contact != "" || c.Everyone != "" || c.Role != "" {
		return fmt.Errorf("access to the collection %q is decided by its parent, so it can name no owner, team, contributors, everyone, role, queue, take, visitor or contact", c.Name)
	}
	f := c.byName[c.Parent]
	if f == nil || f.Type.Target != TargetRecord || !f.Required {
		return fmt.Errorf("the parent of the collection %q must be a required field of the type ref:<collection>", c.Name)
	}
	if f := c.byName[c.Sequence]; c.Sequence != "" && (f == nil || f.Type.Kind != Int || f.Required) {
		return fmt.Errorf("the sequence of the collection %q must be a field of the type int that is not required", c.Name)
	}
	if f := c.byName[c.Once]; c.Once != "" && (f == nil || f.Type.Kind != String) {
		return fmt.Errorf("the once field of the collection %q must be a field of the type string", c.Name)
	}
	return nil
}

// Join ties a collection of parts to the collection of its parents, which must
// have passed Check as well. The error is one sentence.
func (c *Collection) Join(parent *Collection) error {
	if parent == nil || parent == c || parent.Parent != "" {
		return fmt.Errorf("the collection %q is part of %q, which is no collection of this plugin that stands by itself", c.Name, c.byName[c.Parent].Type.Of)
	}
	if c.Visitors && parent.Visitor == "" {
		return fmt.Errorf("the collection %q is open to visitors, but its parent %q names no visitor field", c.Name, parent.Name)
	}
	if err := c.checkCarry(parent); err != nil {
		return err
	}
	c.parent = parent
	parent.parts = append(parent.parts, c)
	c.resource = &rbac.Resource{Name: c.ID(), View: c.Keys.Read, Queue: parent.Queue, Take: parent.Take, Visitors: c.Visitors, Everyone: parent.Everyone != "", Role: parent.Role != ""}
	return nil
}

// ParentCollection is what the records are parts of, nil where they stand by
// themselves.
func (c *Collection) ParentCollection() *Collection { return c.parent }

// Parts are the collections whose records are parts of this one's. They go with the
// record that they are part of.
func (c *Collection) Parts() []*Collection { return c.parts }

// object is what rbac decides about: of a part that is its parent.
func (s *Service) object(ctx context.Context, c *Collection, r *Record) (*rbac.Object, error) {
	if c.parent == nil {
		return c.Object(r), nil
	}
	p, err := s.store.FindRecord(ctx, c.parent, core.RecordID(r.Ref(c.Parent)))
	if err != nil {
		return nil, err
	}
	return c.parent.Object(p), nil
}

// Abilities says for each of the records what who may do with it. They must all
// be visible to who.
func (s *Service) Abilities(ctx context.Context, who *rbac.Subject, c *Collection, rs ...*Record) ([]map[string]bool, error) {
	out := make([]map[string]bool, len(rs))
	known := map[int64]map[string]bool{}
	for i, r := range rs {
		if c.parent == nil {
			out[i] = c.abilitiesOn(who, c.Object(r))
			continue
		}
		id := r.Ref(c.Parent)
		if known[id] == nil {
			o, err := s.object(ctx, c, r)
			if err != nil {
				return nil, core.Wrap("records.Abilities", err)
			}
			known[id] = c.abilitiesOn(who, o)
		}
		out[i] = known[id]
	}
	return out, nil
}

// May reports whether who, who sees the record, may do that with it.
func (s *Service) May(ctx context.Context, who *rbac.Subject, c *Collection, r *Record, key rbac.Key) (bool, error) {
	o, err := s.object(ctx, c, r)
	if err != nil {
		return false, core.Wrap("records.May", err)
	}
	return rbac.Decide(who, c.resource, key, o).Allowed, nil
}

// place decides about a new part on its parent, which stays locked until the
// transaction ends, and numbers it. found is the part that an earlier attempt
// wrote, nil if this is the first.
func (s *Service) place(ctx context.Context, who *rbac.Subject, c *Collection, r *Record) (parent, found *Record, err error) {
	const op = "records.Create"
	parent, err = s.store.FindRecord(ctx, c.parent, core.RecordID(r.Ref(c.Parent)))
	if core.IsKind(err, core.KindNotFound) {
		return nil, nil, rbac.Decision{}.Err(op) // as for one that is hidden
	} else if err != nil {
		return nil, nil, err
	}
	if err := c.decideOn(who, c.Keys.Create, c.parent.Object(parent)).Err(op); err != nil {
		return nil, nil, err
	}
	of := &Cond{Field: c.byName[c.Parent], Op: Eq, Values: []any{int64(parent.ID)}}
	if v, ok := r.Values[c.Once].(string); ok && c.Once != "" {
		same := &Cond{All: []*Cond{of, {Field: c.byName[c.Once], Op: Eq, Values: []any{v}}}}
		if found, err := s.newest(ctx, c, same); err != nil || found != nil {
			return parent, found, err
		}
	}
	if c.Sequence != "" {
		last, err := s.newest(ctx, c, of)
		if err != nil {
			return nil, nil, err
		}
		r.Values[c.Sequence] = int64(1)
		if last != nil {
			r.Values[c.Sequence] = last.Ref(c.Sequence) + 1
		}
	}
	return parent, nil, nil
}

// newest returns the last record that matches, nil if none does.
func (s *Service) newest(ctx context.Context, c *Collection, where *Cond) (*Record, error) {
	plan := &Plan{Where: where, Sort: hostFields[ColID], Desc: true, Limit: 1, Fields: c.Fields}
	list, err := s.store.FindRecords(ctx, c, plan, []rbac.Branch{{Kind: rbac.BranchAll}})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}
