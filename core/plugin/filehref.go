package plugin

import (
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/records"
)

// fileHref is the address of a file of a plugin's record that a document names as
// "<collection>/<row>/<field>"; empty for what is none. Whether the viewer may read it
// is decided when they ask for it.
func fileHref(m *manifest.Manifest, file string) string {
	part := strings.Split(file, "/")
	if len(part) != 3 {
		return ""
	}
	c := m.Collection(part[0])
	if c == nil {
		return ""
	}
	id, err := core.ParseID[core.RecordID](part[1])
	if f := c.Field(part[2]); err != nil || id <= 0 || f == nil || f.Type.Kind != records.File {
		return ""
	}
	return "/api/v1/x/" + string(m.ID) + "/" + file
}
