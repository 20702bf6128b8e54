// Package plugins carries the bundled plugins, as `make plugins` packs them, in
// the binary. A build without that step carries none and works all the same.
// The folders beside it are the plugins' sources; each is a program of its own
// that imports the SDK and the standard library only.
package plugins

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Bundled returns the packages, one <id>.peg each, in the root of the file system.
func Bundled() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // cannot be: the folder is embedded
	}
	return sub
}
