package manifest

import (
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/core"
)

// State is where a plugin stands in its life.
type State string

const (
	// Available comes with Pegboard and was never enabled. It has no row.
	Available State = "available"
	// Uploaded was installed from a file and never enabled.
	Uploaded State = "uploaded"
	// Enabled runs.
	Enabled State = "enabled"
	// Disabled keeps its data and what roles said about it.
	Disabled State = "disabled"
	// Uninstalled is gone but for what was kept: its tables, and what roles said.
	// A bundled plugin in this state shows as Available again.
	Uninstalled State = "uninstalled"
)

// Tier says where a package came from.
type Tier string

const (
	// Bundled is part of this Pegboard.
	Bundled Tier = "bundled"
	// Local was uploaded by the site owner; nobody vouches for it.
	Local Tier = "local"
)

// Installation is what the database keeps about a plugin.
type Installation struct {
	ID      core.PluginID
	Tier    Tier
	State   State
	Version string
	// Hash is the SHA-256 of the package, in hexadecimal.
	Hash string
	// Introduced is when roles got their first levels for it; zero before the first
	// enable, kept over disabling and over an uninstall that keeps the data.
	Introduced time.Time
	// Settings are the values that differ from the manifest's defaults, a JSON object.
	Settings  json.RawMessage
	UpdatedAt time.Time
}

// Grant is one capability that a person consented to.
type Grant struct {
	Capability Capability
	By         core.UserID // zero: nobody signed in, such as a demo's maker
	At         time.Time
}
