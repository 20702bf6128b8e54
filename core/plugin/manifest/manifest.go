// Package manifest reads plugin.json: what a plugin is called, which permission
// keys it registers, what it asks of the host, and where it appears. Reading one
// runs no code and touches nothing, so menus, roles and consent can be drawn
// before a plugin is ever started.
//
// It is pure and imports only domain packages. core/plugin acts on what it
// says; core/store keeps Installation rows; nobody else needs it.
package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// MaxSize bounds plugin.json, in bytes.
const MaxSize = 256 << 10

// Manifest is a plugin.json that passed every check. It is immutable.
type Manifest struct {
	Schema      string        `json:"$schema,omitempty"`
	ID          core.PluginID `json:"id"`
	Name        string        `json:"name"`
	Version     string        `json:"version"`
	Publisher   string        `json:"publisher"`
	License     string        `json:"license"`
	Description string        `json:"description"`
	Homepage    string        `json:"homepage,omitempty"`
	// Icon is a name of the host's icon set.
	Icon string `json:"icon,omitempty"`
	// ABI is the contract the guest was built for: 1.
	ABI int `json:"abi"`
	// Pegboard is the oldest host that will do: ">=0.1".
	Pegboard string `json:"pegboard"`
	// Requires lists other plugins that must be enabled, with their oldest version.
	Requires map[core.PluginID]string `json:"requires,omitempty"`
	// Features are rows of the role editor, in the registry's own form.
	Features     []rbac.Feature        `json:"features,omitempty"`
	Capabilities []Capability          `json:"capabilities,omitempty"`
	Collections  []*records.Collection `json:"collections,omitempty"`
	Hooks        []Hook                `json:"hooks,omitempty"`
	Surfaces     []Surface             `json:"surfaces,omitempty"`
	Routes       []Route               `json:"routes,omitempty"`
	// Visitors says whom it lets in without an account; nil for nobody.
	Visitors *Visiting `json:"visitors,omitempty"`
	// Settings are what a site owner may set; each needs a default or reads as null.
	Settings  []Setting  `json:"settings,omitempty"`
	Schedules []Schedule `json:"schedules,omitempty"`
	// Mailings are what it writes to people at times that they choose.
	Mailings []Mailing `json:"mailings,omitempty"`
	// Channels are what it says to open windows while it happens.
	Channels []Channel `json:"channels,omitempty"`
	// Provides are services for other plugins, Uses those of others.
	Provides []Service `json:"provides,omitempty"`
	Uses     []Use     `json:"uses,omitempty"`
	// HTTP are the hosts that it may send requests to.
	HTTP   []HTTPHost `json:"http,omitempty"`
	Limits Limits     `json:"limits,omitzero"`
}

// Limits asks for other than the usual bounds of one call; the host caps them.
type Limits struct {
	MemoryMiB int `json:"memory_mib,omitempty"` // 16 to 128, default 32
	// RenderMS is how long drawing a surface may take, in milliseconds: 1000 to
	// 10000, default 1000. For pages that compute figures over many tickets.
	RenderMS int `json:"render_ms,omitempty"`
}

// Parse reads and checks a plugin.json for this host version. The error is
// KindInvalid with one sentence about the first fault found.
func Parse(b []byte, host string) (*Manifest, error) {
	const op = "manifest.Parse"
	refuse := func(err error) error { return core.Errorf(op, core.KindInvalid, "plugin.json: %s.", err) }
	if len(b) > MaxSize {
		return nil, refuse(fmt.Errorf("it is larger than %d KiB", MaxSize>>10))
	}
	if err := checkJSON(b); err != nil {
		return nil, refuse(err)
	}
	m := &Manifest{}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(m); err != nil {
		return nil, refuse(plain(b, err))
	}
	if err := m.check(host); err != nil {
		return nil, refuse(err)
	}
	return m, nil
}

// plain words a decoding error for people.
func plain(b []byte, err error) error {
	var t *json.UnmarshalTypeError
	if errors.As(err, &t) {
		return fmt.Errorf("%s%q cannot be a %s", line(b, t.Offset), t.Field, t.Value)
	}
	s := strings.TrimPrefix(err.Error(), "json: ")
	if f, ok := strings.CutPrefix(s, "unknown field "); ok {
		return unknown(b, strings.Trim(f, `"`))
	}
	return errors.New(s)
}

// checkJSON walks the document and refuses what encoding/json lets pass: a name
// given twice or in another case, null, a second document behind the first, deep
// nesting.
func checkJSON(b []byte) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	if err := walk(dec, 0, false); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return errors.New("it ends too early")
		}
		return fmt.Errorf("%s%w", line(b, dec.InputOffset()), err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is something behind the last brace")
	}
	return nil
}

// walk checks one value. One that is free holds names and values of the author's
// own: a default, headers.
func walk(dec *json.Decoder, depth int, free bool) error {
	if depth > 32 {
		return errors.New("it is nested too deeply")
	}
	tok, err := dec.Token()
	if err != nil {
		return err
	}
	switch tok {
	case json.Delim('{'):
		seen := map[string]bool{}
		for dec.More() {
			tok, err := dec.Token()
			if err != nil {
				return err
			}
			name, _ := tok.(string)
			low := strings.ToLower(name)
			if seen[low] {
				return fmt.Errorf("the name %q is given twice", name)
			}
			if low != name && !free {
				return fmt.Errorf("there is no member called %q; names are lower-case", name)
			}
			seen[low] = true
			if err := walk(dec, depth+1, free || name == "default" || name == "headers"); err != nil {
				return err
			}
		}
	case json.Delim('['):
		for dec.More() {
			if err := walk(dec, depth+1, free); err != nil {
				return err
			}
		}
	case nil:
		if !free {
			return errors.New("a value is null; leave it out instead")
		}
		return nil
	default:
		return nil
	}
	_, err = dec.Token()
	return err
}

// Collection returns a collection by name, nil if there is none.
func (m *Manifest) Collection(name string) *records.Collection {
	for _, c := range m.Collections {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Surface returns a surface by id, nil if there is none.
func (m *Manifest) Surface(id string) *Surface {
	for i := range m.Surfaces {
		if m.Surfaces[i].ID == id {
			return &m.Surfaces[i]
		}
	}
	return nil
}

// Keys returns every permission key that the plugin registers, in order.
func (m *Manifest) Keys() []rbac.Key {
	var keys []rbac.Key
	for i := range m.Features {
		for _, k := range m.Features[i].Keys {
			keys = append(keys, k.Key)
		}
		for _, e := range m.Features[i].Extends {
			keys = append(keys, e.Key.Key)
		}
		for _, r := range m.Features[i].Reports {
			keys = append(keys, rbac.ReportKey(m.ID, r.ID))
		}
	}
	return keys
}

// Grants reports whether the plugin was given the capability.
func (m *Manifest) Grants(name string) bool {
	for _, c := range m.Capabilities {
		if c.Name == name {
			return true
		}
	}
	return false
}
