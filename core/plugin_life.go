package core

import (
	"encoding/json"
	"slices"
	"time"
)

// PluginAct is a step of a plugin's life that somebody's consent stands behind.
type PluginAct string

// The acts of consent.
const (
	ActEnabled    PluginAct = "enabled"
	ActUpgraded   PluginAct = "upgraded"
	ActRolledBack PluginAct = "rolled_back"
)

// PluginAsks is what a version of a plugin asks of the helpdesk, each list sorted.
type PluginAsks struct {
	Capabilities []string `json:"capabilities"`
	// Hosts are those that it sends requests to; "http://…" for one without TLS.
	Hosts []string `json:"hosts"`
	// Services are those of other plugins that it calls: "carriers.routes".
	Services []string `json:"services"`
	// Hooks are the will-hooks in which it has a say, Routes those of its addresses
	// that are open to everybody: "GET /track/{code}".
	Hooks  []string `json:"hooks"`
	Routes []string `json:"routes"`
	// Keys are the permission keys that it registers.
	Keys []string `json:"keys"`
}

// PluginDiff is what one version asks for and another does not.
type PluginDiff struct {
	Added   PluginAsks `json:"added"`
	Removed PluginAsks `json:"removed"`
}

// Beside compares what is asked for now with what was before.
func (a PluginAsks) Beside(before PluginAsks) PluginDiff {
	return PluginDiff{Added: a.without(before), Removed: before.without(a)}
}

func (a PluginAsks) without(b PluginAsks) PluginAsks {
	missing := func(list, from []string) []string {
		out := []string{}
		for _, s := range list {
			if !slices.Contains(from, s) {
				out = append(out, s)
			}
		}
		return out
	}
	return PluginAsks{
		missing(a.Capabilities, b.Capabilities), missing(a.Hosts, b.Hosts), missing(a.Services, b.Services),
		missing(a.Hooks, b.Hooks), missing(a.Routes, b.Routes), missing(a.Keys, b.Keys),
	}
}

// Widens reports whether somebody has to consent anew. Keys by themselves let a
// plugin do nothing.
func (d PluginDiff) Widens() bool { return d.Added.reach() > 0 }

// reach is how many things it asks for that let it see or do more.
func (a PluginAsks) reach() int {
	return len(a.Capabilities) + len(a.Hosts) + len(a.Services) + len(a.Hooks) + len(a.Routes)
}

// All are the names of everything that it asks for.
func (a PluginAsks) All() []string {
	return slices.Concat(a.Capabilities, a.Hosts, a.Services, a.Hooks, a.Routes, a.Keys)
}

// Has reports whether a power is among what is asked for.
func (a PluginAsks) Has(p *PluginPower) bool {
	lists := map[PowerKind][]string{
		PowerCapability: a.Capabilities, PowerHost: a.Hosts, PowerService: a.Services, PowerHook: a.Hooks, PowerRoute: a.Routes,
	}
	return slices.Contains(lists[p.Kind], p.Name)
}

// Empty reports whether nothing differs.
func (d PluginDiff) Empty() bool {
	return !d.Widens() && d.Removed.reach()+len(d.Added.Keys)+len(d.Removed.Keys) == 0
}

// PluginConsent records that somebody let a version of a plugin do what it asks for.
type PluginConsent struct {
	ID     int64
	At     time.Time
	By     UserID // zero: nobody signed in, such as the maker of a demo
	ByName string // as it was then
	Act    PluginAct
	// Version was consented to; From is the one before, empty at the first time.
	Version, From string
	Asked         PluginAsks
	// Diff is what differs from the consent before.
	Diff PluginDiff
}

// PluginFailure is a call that failed by the plugin's fault.
type PluginFailure struct {
	At      time.Time
	Version string
	// Place is what it was asked for: "page list", "ticket.will_create".
	Place string
	// Why is a sentence for the owner.
	Why string
	// Counted failures, together, switch the plugin off.
	Counted bool
}

// PluginHour is what a plugin has used in one hour.
type PluginHour struct {
	At time.Time
	PluginUsage
}

// PluginPackage is a stored file of a plugin.
type PluginPackage struct {
	Version, Hash string
	Body          []byte
}

// PluginHoldings is how much is kept for and about a plugin.
type PluginHoldings struct {
	// Collections are its tables; of those that only an earlier version knew, too.
	Collections []CollectionSize `json:"collections"`
	// Files are those of its records.
	Files int64 `json:"files"`
	// Entries are those of its key-value store.
	Entries int64 `json:"entries"`
	// Visitors are the people whom it let in for a while.
	Visitors int64 `json:"visitors"`
	// Mailings are what it writes at set times.
	Mailings int64 `json:"mailings"`
	// Settings and Secrets are how many the owner has set.
	Settings int `json:"settings"`
	Secrets  int `json:"secrets"`
	// Roles are the slugs of those that say something about it, Grants the personal
	// grants of its keys.
	Roles  []string `json:"roles"`
	Grants int64    `json:"grants"`
	// Consents, Failures and UsageHours are what is remembered of its life.
	Consents   int64 `json:"consents"`
	Failures   int64 `json:"failures"`
	UsageHours int64 `json:"usage_hours"`
	// Packages are its files here: the present version, and the one before.
	Packages int64 `json:"packages"`
}

// CollectionSize is how many records a collection holds.
type CollectionSize struct {
	Name    string `json:"name"`
	Records int64  `json:"records"`
}

// PluginReceipt tells what an uninstall took and what it left.
type PluginReceipt struct {
	Plugin  PluginID  `json:"plugin"`
	Name    string    `json:"name"`
	Version string    `json:"version"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	// Data is what the owner chose: keep, export or purge.
	Data    string         `json:"data"`
	Removed PluginHoldings `json:"removed"`
	Kept    PluginHoldings `json:"kept"`
	// Farewell is what went wrong when the plugin was told, empty if nothing did.
	Farewell string `json:"farewell,omitempty"`
}

// JSON of asks never has null for a list.
func (a PluginAsks) MarshalJSON() ([]byte, error) {
	type plain PluginAsks
	for _, list := range []*[]string{&a.Capabilities, &a.Hosts, &a.Services, &a.Hooks, &a.Routes, &a.Keys} {
		if *list == nil {
			*list = []string{}
		}
	}
	return json.Marshal(plain(a))
}

// PluginEntry is one entry of a plugin's key-value store.
type PluginEntry struct {
	Key       string
	Value     []byte
	ExpiresAt time.Time // zero: kept until it is deleted
}
