package records

import (
	"fmt"
	"regexp"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Limits of a declaration.
const (
	MaxFields  = 60
	MaxIndexes = 8
)

// Collection is a table of a plugin's own, made and guarded by the host. It is
// immutable once Check has passed and may be shared between goroutines.
type Collection struct {
	// Plugin owns it; set by the manifest reader, not by the author.
	Plugin core.PluginID `json:"-"`
	// Name is letters and digits only, so that x_<plugin>_<name> names one table.
	Name  string `json:"name"`
	Title string `json:"title"`
	// Owner, Team and Contributors name the fields (of type ref:user, ref:team and
	// refs:user) that decide a record's scope. Without them only scope all reaches it.
	Owner        string `json:"owner,omitempty"`
	Team         string `json:"team,omitempty"`
	Contributors string `json:"contributors,omitempty"`
	// Everyone names a bool field: records in which it is true are for everybody who
	// holds the key, the others for the members of their team and for their owner, and
	// no scope reaches further.
	Everyone string `json:"everyone,omitempty"`
	// Role names a string field, beside everyone: the slug of a role whose holders a
	// record is for as well, at whatever scope they hold the key.
	Role string `json:"role,omitempty"`
	// Queue is the key that shows records of one's teams which nobody owns; Take is
	// what it takes to become the owner of such a record.
	Queue rbac.Key `json:"queue,omitempty"`
	Take  rbac.Key `json:"take,omitempty"`
	// Visitor names the string field in which the host keeps whose a record is among
	// the visitors that the plugin lets in. They reach their own records.
	Visitor string `json:"visitor,omitempty"`
	// Contact names the string field with the address that the visitor gave. Only they
	// give it, as they begin: a letter may go there, and so nobody may say where to.
	Contact string `json:"contact,omitempty"`
	// Parent names the field, of type ref:<collection>, that says which record of
	// that collection a record is part of. Who may do what is decided on that one.
	Parent string `json:"parent,omitempty"`
	// Visitors lets the visitor whose the parent is reach its parts.
	Visitors bool `json:"visitors,omitempty"`
	// Sequence names an int field in which the host counts the parts of one parent:
	// 1, 2, 3 in the order in which they can be read.
	Sequence string `json:"sequence,omitempty"`
	// Once names a string field: whoever adds a part with a value that another part
	// of the same parent has gets that one, and nothing is added.
	Once string `json:"once,omitempty"`
	// Carry names fields of the parent that take over what a new part has: the
	// parent's field, and the part's or created_at. Texts are cut to what fits. It is
	// written with the part, by whoever adds that, and no change of the parent is told.
	Carry  map[string]string `json:"carry,omitempty"`
	Keys   Keys              `json:"keys"`
	Fields []Field           `json:"fields"`
	// Indexes lists fields to index, each with the host's id behind it.
	Indexes []string `json:"indexes,omitempty"`
	// Search lists the text fields that a "q" looks into.
	Search []string `json:"search,omitempty"`
	// Abilities lists further keys of the plugin's that act on one record, so that
	// every record says whether its reader may use them.
	Abilities []rbac.Key `json:"abilities,omitempty"`
	// Retention deletes records that are older than some days; nil keeps them.
	Retention *Retention `json:"retention,omitempty"`

	byName    map[string]*Field
	parent    *Collection
	parts     []*Collection
	resource  *rbac.Resource
	abilities []ability
}

// Keys are the permission keys that guard a collection. Where one is left out,
// nobody but the plugin itself does that, and adding is left to it for its
// visitors as well: rows that people read and none may forge leave out the last
// three, what is the plugin's own affair all four.
type Keys struct {
	Read   rbac.Key `json:"read,omitempty"`
	Create rbac.Key `json:"create,omitempty"`
	Update rbac.Key `json:"update,omitempty"`
	Delete rbac.Key `json:"delete,omitempty"`
}

// Retention says how long records are kept.
type Retention struct {
	// Days is how long, 1 to 3650.
	Days int `json:"days"`
	// By is the time that counts; "created_at" when empty. A record in which it is
	// null is kept.
	By string `json:"by,omitempty"`
}

// maxRetention is ten years, in days.
const maxRetention = 3650

// Expiry returns the time field that says when a record is too old, and the moment
// before which it is; nil when records are kept for good.
func (c *Collection) Expiry(now time.Time) (*Field, time.Time) {
	if c.Retention == nil {
		return nil, time.Time{}
	}
	return c.Field(c.Retention.By), now.AddDate(0, 0, -c.Retention.Days)
}

var collectionName = regexp.MustCompile(`^[a-z][a-z0-9]{0,19}$`)

// Check validates the declaration and prepares it for use; it must be called
// once, before anything else. The error is one sentence about the first fault.
func (c *Collection) Check(plugin core.PluginID) error {
	c.Plugin = plugin
	if !collectionName.MatchString(c.Name) {
		return fmt.Errorf("the collection name %q must be 1 to 20 lower-case letters and digits, beginning with a letter", c.Name)
	}
	if c.Title == "" {
		return fmt.Errorf("the collection %q has no title", c.Name)
	}
	if len(c.Fields) == 0 || len(c.Fields) > MaxFields {
		return fmt.Errorf("the collection %q must have 1 to %d fields", c.Name, MaxFields)
	}
	c.byName = make(map[string]*Field, len(c.Fields))
	for i := range c.Fields {
		f := &c.Fields[i]
		if err := f.Check(); err != nil {
			return fmt.Errorf("collection %q: %w", c.Name, err)
		}
		if c.byName[f.Name] != nil {
			return fmt.Errorf("the collection %q names the field %q twice", c.Name, f.Name)
		}
		c.byName[f.Name] = f
	}
	if err := c.checkRoles(); err != nil {
		return err
	}
	if err := c.checkLists(); err != nil {
		return err
	}
	if err := c.checkPart(); err != nil {
		return err
	}
	if err := c.checkRetention(); err != nil {
		return err
	}
	c.resource = &rbac.Resource{Name: c.ID(), View: c.Keys.Read, Queue: c.Queue, Take: c.Take, Visitors: c.Visitor != "", Everyone: c.Everyone != "", Role: c.Role != ""}
	c.abilities = c.listAbilities()
	return nil
}

// checkRoles checks the fields and keys that decide who may do what.
func (c *Collection) checkRoles() error {
	for _, r := range []struct {
		what, name string
		typ        Type
	}{
		{"owner", c.Owner, Type{Kind: Ref, Target: TargetUser}},
		{"team", c.Team, Type{Kind: Ref, Target: TargetTeam}},
		{"contributors", c.Contributors, Type{Kind: Refs, Target: TargetUser}},
	} {
		if r.name == "" {
			continue
		}
		f := c.byName[r.name]
		if f == nil {
			return fmt.Errorf("the collection %q names %q as its %s, which is none of its fields", c.Name, r.name, r.what)
		}
		if f.Type != r.typ {
			return fmt.Errorf("the %s field %q of the collection %q must have the type %s", r.what, r.name, c.Name, r.typ)
		}
	}
	for i := range c.Fields {
		if f := &c.Fields[i]; f.Type.Kind == Refs && f.Name != c.Contributors {
			return fmt.Errorf("the field %q of the collection %q names several people, which only the contributors field may", f.Name, c.Name)
		}
	}
	if f := c.byName[c.Everyone]; c.Everyone != "" && (f == nil || c.Owner == "" || f.Type.Kind != Bool || f.Required) {
		return fmt.Errorf("the everyone field of the collection %q must be a field of the type bool that is not required, beside an owner field", c.Name)
	}
	if f := c.byName[c.Role]; c.Role != "" && (f == nil || c.Everyone == "" || f.Type.Kind != String || f.Required) {
		return fmt.Errorf("the role field of the collection %q must be a field of the type string that is not required, beside an everyone field", c.Name)
	}
	if (c.Queue != "" || c.Take != "") && (c.Owner == "" || c.Team == "") {
		return fmt.Errorf("the collection %q has a queue, for which it needs an owner and a team field", c.Name)
	}
	if f := c.byName[c.Visitor]; c.Visitor != "" && (f == nil || f.Type.Kind != String || f.Required) {
		return fmt.Errorf("the visitor field of the collection %q must be a field of the type string that is not required", c.Name)
	}
	if f := c.byName[c.Contact]; c.Contact != "" && (f == nil || c.Visitor == "" || f.Type.Kind != String || f.Required || f.Key != "") {
		return fmt.Errorf("the contact field of the collection %q must be a field of the type string that is not required and has no key, beside a visitor field", c.Name)
	}
	if c.Keys.Read == "" && (c.Keys.Create != "" || c.Keys.Update != "" || c.Keys.Delete != "" || c.Queue != "" || c.Take != "" || c.Visitor != "" || c.Parent != "") {
		return fmt.Errorf("the collection %q has keys to change what nobody may read", c.Name)
	}
	return nil
}

func (c *Collection) checkLists() error {
	if len(c.Indexes) > MaxIndexes {
		return fmt.Errorf("the collection %q has more than %d indexes", c.Name, MaxIndexes)
	}
	for _, name := range c.Indexes {
		f := c.byName[name]
		if f == nil {
			return fmt.Errorf("the collection %q indexes %q, which is none of its fields", c.Name, name)
		}
		if f.Type.Kind == Text || f.Type.Kind == JSON || f.Type.Kind == Refs || f.Type.Kind == File {
			return fmt.Errorf("the field %q of the collection %q is of type %s and cannot be indexed", name, c.Name, f.Type)
		}
	}
	for _, name := range c.Search {
		f := c.byName[name]
		if f == nil || (f.Type.Kind != String && f.Type.Kind != Text) {
			return fmt.Errorf("the collection %q searches %q, which is none of its text fields", c.Name, name)
		}
	}
	return nil
}

func (c *Collection) checkRetention() error {
	r := c.Retention
	if r == nil {
		return nil
	}
	if r.Days < 1 || r.Days > maxRetention {
		return fmt.Errorf("the collection %q must keep records for 1 to %d days", c.Name, maxRetention)
	}
	if r.By == "" {
		r.By = ColCreatedAt
	}
	if f := c.Field(r.By); f == nil || f.Type.Kind != Time {
		return fmt.Errorf("the collection %q keeps records by %q, which is none of its times", c.Name, r.By)
	}
	return nil
}

// ID is the collection's name in the registry and in scenarios: "calllogs.calls".
func (c *Collection) ID() string { return string(c.Plugin) + "." + c.Name }

// Table is the name of its table. Collection names hold no underscore and
// plugin ids no double one, so no two collections share a table.
func (c *Collection) Table() string { return "x_" + string(c.Plugin) + "_" + c.Name }

// PeopleTable is the name of the table of its contributors.
func (c *Collection) PeopleTable() string { return c.Table() + "__people" }

// Field returns a declared field or one of the host's columns, nil if there is none.
func (c *Collection) Field(name string) *Field {
	if f := c.byName[name]; f != nil {
		return f
	}
	return hostFields[name]
}

// Resource is what rbac decides about.
func (c *Collection) Resource() *rbac.Resource { return c.resource }

// AllKeys returns every permission key the declaration mentions.
func (c *Collection) AllKeys() []rbac.Key {
	var keys []rbac.Key
	add := func(list ...rbac.Key) {
		for _, k := range list {
			if k != "" {
				keys = append(keys, k)
			}
		}
	}
	add(c.Keys.Read, c.Keys.Create, c.Keys.Update, c.Keys.Delete, c.Queue, c.Take)
	for i := range c.Fields {
		add(c.Fields[i].Key, c.Fields[i].TargetKey)
	}
	add(c.Abilities...)
	return keys
}

// TicketField returns the first field that refers to a ticket, nil if none
// does. It ties a record's events to the ticket.
func (c *Collection) TicketField() *Field {
	for i := range c.Fields {
		if t := c.Fields[i].Type; t.Kind == Ref && t.Target == TargetTicket {
			return &c.Fields[i]
		}
	}
	return nil
}
