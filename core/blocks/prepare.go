package blocks

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"reflect"
)

// Options say for whom a document is prepared. Every callback may be nil.
type Options struct {
	// May tells whether the viewer holds a permission key; nil means none.
	May func(key string) bool
	// Message looks a text up in the plugin's catalogue; nil, or "" for an
	// unknown key, shows the key.
	Message func(key string, args map[string]any) string
	// Sealer and Binding seal actions and state; without a Sealer every action
	// that would call the plugin is dropped, as in mail.
	Sealer  *Sealer
	Binding Binding
	// Image gives the address at which the host serves a picture; "" refuses it.
	Image func(ref ImageRef) string
	// File gives the address at which the viewer can fetch an upload; "" for none.
	File func(file string) string
	// Insert finds a surface by the service that it is of another plugin; false where there is
	// none, or none that the viewer may open. Without it there are none.
	Insert func(plugin, service string) (Insertion, bool)
	// Names tells the names of those entities that the viewer may see, all in
	// one call. What it leaves out shows as "Unknown" without a link.
	Names func(refs []Ref) map[Ref]Named
	// HeadingLevel is that of the surface's topmost headings; 2 when zero.
	HeadingLevel int
}

// Insertion is a surface of another plugin from which something can be inserted.
type Insertion struct{ Surface, Title, Icon string }

// Ref names a user, contact, ticket, team, org or article.
type Ref struct{ Kind, ID string }

// Prepare makes the document fit for its viewer: it drops blocks and actions
// whose perm the viewer lacks, resolves texts, names, pictures and files, turns
// Markdown into clean HTML, and seals actions and state. It returns the JSON for
// the console; afterwards RenderHTML may be called. It must be called only once.
func (d *Document) Prepare(o Options) []byte {
	p := newPreparer(o)
	if d.raw != nil {
		p.sum.Write(d.raw)
	} else {
		p.sum.Write(d.JSON())
	}
	p.object(documentTyp, reflect.ValueOf(d).Elem())
	p.resolveNames()
	if d.Rev == "" {
		d.Rev = hex.EncodeToString(p.sum.Sum(nil)[:8])
	}
	return d.JSON()
}

// Prepare does for an answer what Document.Prepare does for a surface.
func (r *Response) Prepare(o Options) []byte {
	p := newPreparer(o)
	p.object(responseTyp, reflect.ValueOf(r).Elem())
	p.resolveNames()
	return r.JSON()
}

type preparer struct {
	Options
	sum   hash.Hash
	level int
	refs  []Ref
	seen  map[Ref]bool
	named []waiting
}

// waiting is a place where an entity's name goes.
type waiting struct {
	ref Ref
	set func(Named)
}

func newPreparer(o Options) *preparer {
	if o.HeadingLevel == 0 {
		o.HeadingLevel = 2
	}
	return &preparer{Options: o, sum: sha256.New(), level: o.HeadingLevel, seen: map[Ref]bool{}}
}

func (p *preparer) may(key string) bool {
	ok := key == "" || p.May != nil && p.May(key)
	if key != "" && ok {
		p.mark(key)
	}
	return ok
}

// mark lets what was decided or resolved count towards the document's rev.
func (p *preparer) mark(s string) {
	p.sum.Write([]byte(s))
	p.sum.Write([]byte{0})
}

// name asks for an entity's name; set is called once all are known.
func (p *preparer) name(kind, id string, set func(Named)) {
	r := Ref{Kind: kind, ID: id}
	if !p.seen[r] {
		p.seen[r] = true
		p.refs = append(p.refs, r)
	}
	p.named = append(p.named, waiting{r, set})
}

func (p *preparer) resolveNames() {
	if p.Names == nil || len(p.refs) == 0 {
		return
	}
	known := p.Names(p.refs)
	for _, w := range p.named {
		n := known[w.ref]
		if n.Link != "" && !SafeHref(n.Link) {
			n.Link = ""
		}
		p.mark(n.Name)
		w.set(n)
	}
}

func (p *preparer) text(t Text) Text {
	if t.Key == "" {
		return t
	}
	s := ""
	if p.Message != nil {
		s = p.Message(t.Key, t.Args)
	}
	if s == "" {
		s = t.Key
	}
	p.mark(s)
	return Text{Plain: s}
}

// seal makes an action's token; false is an action that cannot be carried out.
func (p *preparer) seal(a Sealed) (string, bool) {
	if p.Sealer == nil {
		return "", false
	}
	return p.Sealer.Seal(p.Binding, a), true
}
