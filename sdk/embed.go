//go:build !wasip1

package sdk

import (
	"embed"
	"io/fs"
)

//go:embed *.go *.md *.json abi/*.go ui/*.go ui/*.md internal/link/*.go plugintest examples/gallery/*.go examples/gallery/*.json examples/gallery/*.md examples/gallery/i18n examples/gallery/assets
var sources embed.FS

// Sources returns the SDK's own source, from which `pegboard plugin new` gives
// each project its copy. Plugins have no use for it.
func Sources() fs.FS { return sources }
