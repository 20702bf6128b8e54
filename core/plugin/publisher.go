package plugin

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/core/rbac"
)

// Settings keeps JSON values by name; core/store implements it. Writes need a
// transaction.
type Settings interface {
	// Setting reads a value; nil if it was never set.
	Setting(ctx context.Context, key string) (json.RawMessage, error)
	PutSetting(ctx context.Context, key string, value json.RawMessage) error
}

// publishersKey is the setting that holds what is known of publishers.
const publishersKey = "plugin.publishers"

// publisher is one whose packages are signed. The first signed package of a name
// pins its key: from then on only that key speaks for the name.
type publisher struct {
	Name string `json:"name"`
	Key  []byte `json:"key"`
	// Packages are the plugins that came from it, in the version that came last.
	Packages map[core.PluginID]signedPackage `json:"packages"`
}

type signedPackage struct {
	Hash string `json:"hash"`
	// Vouched is set when the key was known before the package came: the one that
	// brings a key along says nothing about itself.
	Vouched bool `json:"vouched"`
}

// folded is a publisher's name as it is compared: nobody is to pass for another by
// capitals or spaces.
func folded(name string) string { return strings.Join(strings.Fields(strings.ToLower(name)), " ") }

func (m *Manager) publishers(ctx context.Context) (map[string]*publisher, error) {
	raw, err := m.Settings.Setting(ctx, publishersKey)
	if err != nil || raw == nil {
		return map[string]*publisher{}, err
	}
	known := map[string]*publisher{}
	return known, json.Unmarshal(raw, &known)
}

func (m *Manager) putPublishers(ctx context.Context, known map[string]*publisher) error {
	raw, err := json.Marshal(known)
	if err != nil {
		return err
	}
	return m.Settings.PutSetting(ctx, publishersKey, raw)
}

// vouch checks who signed a package against what is known of its publisher, and
// pins a key that is new; in the caller's transaction. KindConflict for a package
// of a known publisher that is signed by another key, or not at all.
func (m *Manager) vouch(ctx context.Context, who *rbac.Subject, pkg *peg.Package) error {
	const op = "plugin.vouch"
	known, err := m.publishers(ctx)
	if err != nil {
		return err
	}
	id, name := pkg.Manifest.ID, pkg.Manifest.Publisher
	for other, q := range known {
		if _, theirs := q.Packages[id]; theirs && other != folded(name) {
			return core.Errorf(op, core.KindConflict, "The plugin %s comes from %s, and this package from %s. Uninstall the other one and its data first.", id, q.Name, name)
		}
	}
	p := known[folded(name)]
	switch {
	case p == nil && pkg.Signer == nil:
		return nil
	case p == nil:
		known[folded(name)] = &publisher{Name: name, Key: pkg.Signer, Packages: map[core.PluginID]signedPackage{id: {Hash: pkg.Hash}}}
		if err := m.putPublishers(ctx, known); err != nil {
			return err
		}
		return m.svc.People.Record(ctx, who.Actor, "plugin.publisher_pinned", "publisher", name, nil, map[string]any{"key": peg.KeyText(pkg.Signer)})
	case pkg.Signer == nil:
		return core.Errorf(op, core.KindConflict, "The packages of %s are signed, and this one is not. Somebody else may have made it.", p.Name)
	case !pkg.Signer.Equal(ed25519.PublicKey(p.Key)):
		return core.Errorf(op, core.KindConflict, "This package is signed by another key than the earlier ones of %s. Somebody else may have made it.", p.Name)
	}
	if old := p.Packages[id]; old.Hash != pkg.Hash {
		p.Packages[id] = signedPackage{Hash: pkg.Hash, Vouched: true}
		return m.putPublishers(ctx, known)
	}
	return nil
}

// release lets a plugin's id go when its data is purged: it may come from somebody
// else then. The publisher's key stays known.
func (m *Manager) release(ctx context.Context, id core.PluginID) error {
	known, err := m.publishers(ctx)
	if err != nil {
		return err
	}
	for _, p := range known {
		if _, ok := p.Packages[id]; ok {
			delete(p.Packages, id)
			return m.putPublishers(ctx, known)
		}
	}
	return nil
}

// verified lists the packages that a known key vouches for.
func (m *Manager) verified(ctx context.Context) (map[core.PluginID]string, error) {
	known, err := m.publishers(ctx)
	if err != nil {
		return nil, err
	}
	out := map[core.PluginID]string{}
	for _, p := range known {
		for id, pkg := range p.Packages {
			if pkg.Vouched {
				out[id] = pkg.Hash
			}
		}
	}
	return out, nil
}

// Unpin forgets a publisher's key, so that the next signed package pins another:
// for a publisher who lost theirs. It checks no right, so only cmd calls it; by
// stands in the audit log. KindNotFound for a publisher that is not known.
func (m *Manager) Unpin(ctx context.Context, by, name string) error {
	const op = "plugin.Unpin"
	return core.Wrap(op, m.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := m.Access.Bump(ctx); err != nil {
			return err
		}
		known, err := m.publishers(ctx)
		if err != nil {
			return err
		}
		p := known[folded(name)]
		if p == nil {
			return core.Errorf(op, core.KindNotFound, "No key of a publisher called %s is known.", name)
		}
		delete(known, folded(name))
		if err := m.putPublishers(ctx, known); err != nil {
			return err
		}
		return m.svc.People.Record(ctx, core.Actor{Kind: core.ActorSystem, Name: by}, "plugin.publisher_unpinned", "publisher", p.Name,
			map[string]any{"key": peg.KeyText(p.Key)}, nil)
	}))
}
