package manifest

import (
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/records"
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
	// Introduced is when its roles got their first levels; zero before the first
	// enable, kept over disabling and over an uninstall that keeps the data.
	Introduced time.Time
	// Settings are the values that differ from the manifest's defaults, a JSON object.
	Settings  json.RawMessage
	UpdatedAt time.Time
}

// Change tells a store how a collection's table must be made or widened.
type Change struct {
	Collection *records.Collection
	// Was is the declaration that the table was last made for; nil for a new one.
	Was *records.Collection
}
