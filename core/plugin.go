package core

import (
	"encoding/json"
	"time"
)

// PluginState is where a plugin stands in its life.
type PluginState string

const (
	// PluginUploaded was installed from a file and never enabled.
	PluginUploaded PluginState = "uploaded"
	// PluginEnabled runs.
	PluginEnabled PluginState = "enabled"
	// PluginDisabled keeps its data and what roles said about it.
	PluginDisabled PluginState = "disabled"
	// PluginUninstalled is gone but for what was kept: its tables, and what roles
	// said. A bundled plugin in this state can be enabled again.
	PluginUninstalled PluginState = "uninstalled"
)

// PluginTier says where a package came from.
type PluginTier string

const (
	// TierBundled is part of this Pegboard.
	TierBundled PluginTier = "bundled"
	// TierVerified was uploaded, and signed with a key that is known for its
	// publisher. It is shown and never stored: see plugin.Info.
	TierVerified PluginTier = "verified"
	// TierLocal was uploaded by the site owner; nobody vouches for it.
	TierLocal PluginTier = "local"
)

// Installation is what the database keeps about a plugin. A bundled plugin that
// was never enabled has none.
type Installation struct {
	ID      PluginID
	Tier    PluginTier
	State   PluginState
	Version string
	// Hash is the SHA-256 of the package, in hexadecimal.
	Hash string
	// IntroducedAt is when roles got their first levels for it; zero before the
	// first enable, kept over everything but a purge.
	IntroducedAt time.Time
	// Settings are the values that the owner has set, secrets sealed: a JSON object
	// that only core/plugin reads.
	Settings  json.RawMessage
	UpdatedAt time.Time
	// RanVersion is the version that its data was last prepared for, empty before
	// the first enable.
	RanVersion string
	// StoppedAt is set on a disabled plugin that its failures have switched off, and
	// StoppedWhy says which was the last.
	StoppedAt  time.Time
	StoppedWhy string
	// ExportedAt is when its data was taken out last since it was switched off.
	ExportedAt time.Time
}

// PluginGrant is one capability that a person consented to.
type PluginGrant struct {
	Capability, Reason string
	By                 UserID // zero: nobody signed in, such as the maker of a demo
	At                 time.Time
}

// PluginUsage is what a plugin has used in some time.
type PluginUsage struct {
	Calls int64
	// Errors are calls that failed by the plugin's fault: crashes, time, memory,
	// breaches of the contract. Refusals that it worded itself are none.
	Errors int64
	// Busy is the wall clock inside its calls, host calls and waiting included.
	Busy time.Duration
	// Fuel is roughly how many instructions it ran.
	Fuel      int64
	HostCalls int64
	// Peak is the most memory that one instance held, in bytes.
	Peak int64
}

// PluginMeasure is a number that a plugin keeps about its own work: a counter, which
// only grows, or a gauge.
type PluginMeasure struct {
	Name    string
	Counter bool
	Value   int64
}

// Plus adds what was used in another time.
func (u PluginUsage) Plus(o PluginUsage) PluginUsage {
	return PluginUsage{u.Calls + o.Calls, u.Errors + o.Errors, u.Busy + o.Busy, u.Fuel + o.Fuel, u.HostCalls + o.HostCalls, max(u.Peak, o.Peak)}
}
