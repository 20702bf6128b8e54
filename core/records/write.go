package records

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Create adds a record. It takes the create key, or a target key on something
// the record refers to (Field.TargetKey). A field with a key of its own may
// differ from its default only for one who holds that key; but everybody may
// own what they add, and add it to a team of theirs. Errors: KindForbidden;
// KindInvalid naming each field at fault, among them references to what who may
// not see, worded as if it did not exist.
func (s *Service) Create(ctx context.Context, who *rbac.Subject, c *Collection, in Input) (*Record, error) {
	const op = "records.Create"
	var created *Record
	err := s.tx.InTx(ctx, func(ctx context.Context) error {
		now := s.clock.Now()
		r := &Record{Version: 1, CreatedAt: now, UpdatedAt: now, CreatedBy: who.User, Values: map[string]any{}}
		ch, err := s.apply(c, r, in, who)
		if err != nil {
			return err
		}
		granted, err := s.checkRefs(ctx, who, c, r, ch)
		if err != nil {
			return err
		}
		var parent *Record
		switch {
		case c.parent != nil:
			if parent, created, err = s.place(ctx, who, c, r); err != nil || created != nil {
				return err
			}
		case !c.mayAdd(who) && len(granted) == 0:
			return core.Errorf(op, core.KindForbidden, "You may not add a record here.")
		}
		for _, f := range ch {
			if f.Key == "" || granted[f.Name] || sameValue(r.Values[f.Name], s.defaultValue(f, who)) || c.ownChoice(f, r, who) {
				continue
			}
			if !c.holds(who, f.Key) {
				return core.Errorf(op, core.KindForbidden, "You may not set %s.", f.Title)
			}
		}
		if err := s.resolveFiles(ctx, who, c, r, ch); err != nil {
			return err
		}
		if err := s.store.CreateRecord(ctx, c, r); err != nil {
			return err
		}
		if err := s.bindFiles(ctx, c, r, ch); err != nil {
			return err
		}
		if parent != nil {
			if err := s.carry(ctx, c, r, parent); err != nil {
				return err
			}
		}
		created = r
		return s.event(ctx, who, c, r, "created")
	})
	return created, core.Wrap(op, err)
}

// Update changes the fields that in names. version is the one the caller read,
// or zero for "whatever it is now". Errors: KindNotFound when who may not read
// it, KindConflict when version is stale, KindForbidden when a changed field's
// key is not held on it, KindInvalid by field. Staleness comes before rights: who
// was allowed on what they read, as one who takes what somebody else has just
// taken, learns that it changed. Nothing changed means no write.
func (s *Service) Update(ctx context.Context, who *rbac.Subject, c *Collection, id core.RecordID, version int64, in Input) (*Record, error) {
	const op = "records.Update"
	var updated *Record
	err := s.tx.InTx(ctx, func(ctx context.Context) error {
		r, err := s.visible(ctx, who, c, id)
		if err != nil {
			return err
		}
		if version != 0 && version != r.Version {
			return core.Errorf(op, core.KindConflict, "Somebody changed this record meanwhile; it is now at version %d.", r.Version)
		}
		before, err := s.object(ctx, c, r)
		if err != nil {
			return err
		}
		kept, err := s.keepHidden(ctx, who, c, r, in)
		if err != nil {
			return err
		}
		ch, err := s.apply(c, r, kept, who)
		if err != nil {
			return err
		}
		updated = r
		if len(ch) == 0 {
			return nil
		}
		granted, err := s.checkRefs(ctx, who, c, r, ch)
		if err != nil {
			return err
		}
		for _, f := range ch {
			if granted[f.Name] {
				continue
			}
			if err := c.decideOn(who, c.changeKey(f, before, r, who), before).Err(op); err != nil {
				return err
			}
		}
		if err := s.resolveFiles(ctx, who, c, r, ch); err != nil {
			return err
		}
		was := r.Version
		r.Version, r.UpdatedAt = was+1, s.clock.Now()
		if err := s.store.UpdateRecord(ctx, c, r, was, ch); err != nil {
			return err
		}
		if err := s.bindFiles(ctx, c, r, ch); err != nil {
			return err
		}
		return s.event(ctx, who, c, r, "updated")
	})
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	return updated, core.Wrap(op, s.hideTickets(ctx, who, c, []*Record{updated}))
}

// Delete removes a record for good, with its parts and their files. version and
// errors as in Update.
func (s *Service) Delete(ctx context.Context, who *rbac.Subject, c *Collection, id core.RecordID, version int64) error {
	const op = "records.Delete"
	return core.Wrap(op, s.tx.InTx(ctx, func(ctx context.Context) error {
		r, err := s.visible(ctx, who, c, id)
		if err != nil {
			return err
		}
		o, err := s.object(ctx, c, r)
		if err != nil {
			return err
		}
		if err := c.decideOn(who, c.Keys.Delete, o).Err(op); err != nil {
			return err
		}
		if version != 0 && version != r.Version {
			return core.Errorf(op, core.KindConflict, "Somebody changed this record meanwhile; it is now at version %d.", r.Version)
		}
		if err := s.store.DeleteRecord(ctx, c, id, r.Version); err != nil {
			return err
		}
		return s.event(ctx, who, c, r, "deleted")
	}))
}

// ownChoice reports whether a new record's owner or team is who, or theirs.
func (c *Collection) ownChoice(f *Field, r *Record, who *rbac.Subject) bool {
	switch f.Name {
	case c.Owner:
		return who.User != 0 && r.Ref(f.Name) == int64(who.User)
	case c.Team:
		return slices.Contains(who.Teams, core.TeamID(r.Ref(f.Name)))
	}
	return false
}

// updateKey is what it takes to change the field of an existing record.
func (c *Collection) updateKey(f *Field) rbac.Key {
	if f.Key != "" {
		return f.Key
	}
	return c.Keys.Update
}

// mayAdd reports whether who may add a record that stands by itself.
func (c *Collection) mayAdd(who *rbac.Subject) bool {
	if who.Visitor != "" {
		return c.resource.Visitors
	}
	return c.holds(who, c.Keys.Create)
}

// changeKey is what it takes to change the field of the record that was before
// and is to become r. Taking what nobody owns needs the key for that alone.
func (c *Collection) changeKey(f *Field, before *rbac.Object, r *Record, who *rbac.Subject) rbac.Key {
	if f.Name == c.Owner && c.Take != "" && before.Owner == 0 && who.User != 0 && r.Ref(f.Name) == int64(who.User) {
		return c.Take
	}
	return c.updateKey(f)
}

// hosts reports whether the host alone writes the field of a record that is new
// or not.
func (c *Collection) hosts(f *Field, new bool) bool {
	return f.Name == c.Visitor || f.Name == c.Sequence || !new && f.Name == c.Parent
}

// apply parses in into r and returns the fields whose value changed, in the
// order of the declaration. On a new record (no ID) it fills in the defaults.
func (s *Service) apply(c *Collection, r *Record, in Input, who *rbac.Subject) ([]*Field, error) {
	faults := map[string]string{}
	for name := range in {
		if f := c.byName[name]; f == nil {
			faults[name] = "There is no such field."
		} else if c.hosts(f, r.ID == 0) {
			faults[name] = "The helpdesk sets this by itself."
		}
	}
	var changed []*Field
	for i := range c.Fields {
		f := &c.Fields[i]
		raw, given := in[f.Name]
		old := r.Values[f.Name]
		var v any
		switch {
		case f.Name == c.Visitor && r.ID == 0 && who.Visitor != "":
			v = who.Visitor
		case given:
			var err error
			if v, err = f.Parse(raw); err != nil {
				faults[f.Name] = err.Error()
				continue
			}
			if f.Name == c.Contact && !sameValue(v, old) && (r.ID != 0 || who.Visitor == "") {
				faults[f.Name] = "This is what the visitor gave, and stays as it is."
				continue
			}
		case r.ID == 0:
			v = s.defaultValue(f, who)
		default:
			v = old
		}
		if v == nil && f.Required && (given || r.ID == 0) {
			faults[f.Name] = "This is required."
			continue
		}
		if !sameValue(v, old) {
			changed = append(changed, f)
			r.Values[f.Name] = v
		}
	}
	if len(faults) > 0 {
		return nil, invalid("records.apply", faults)
	}
	return changed, nil
}

// defaultValue is what a new record of who gets where nothing is said.
func (s *Service) defaultValue(f *Field, who *rbac.Subject) any {
	if f.dynamicDefault() {
		switch string(f.Default) {
		case `"$now"`:
			return s.clock.Now()
		case `"$me"`:
			if who.User != 0 {
				return int64(who.User)
			}
		case `"$my_team"`:
			if len(who.Teams) == 1 {
				return int64(who.Teams[0])
			}
		}
		return nil
	}
	return f.FixedDefault()
}

// sameValue compares two parsed values; an empty list equals null.
func sameValue(a, b any) bool {
	if l, ok := a.([]int64); ok && len(l) == 0 {
		a = nil
	}
	if l, ok := b.([]int64); ok && len(l) == 0 {
		b = nil
	}
	if x, ok := a.(Attachment); ok {
		y, same := b.(Attachment)
		return same && x.ID == y.ID
	}
	return reflect.DeepEqual(a, b)
}

func invalid(op string, faults map[string]string) error {
	return &core.Error{Op: op, Kind: core.KindInvalid, Msg: "Some fields need another look.", Fields: faults}
}

func eventPayload(c *Collection, r *Record) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"collection":%q,"id":%d,"version":%d}`, c.Name, r.ID, r.Version))
}
