// Package web carries the built console inside the binary.
//
// The build (npm run build) leaves index.html and, for every other file, only
// its gzip form in dist; the committed dist/.gitkeep lets `go build` work on a
// machine without Node, with an empty console. The package knows nothing of
// HTTP beyond media types: core/httpapi serves what Lookup finds. It may be
// imported by core/httpapi and cmd/pegboard.
package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"
	"io/fs"
	"mime"
	"path"
	"strings"
)

//go:embed all:dist
var dist embed.FS

// LanguageMark stands in Index where the page's language begins; the server writes
// the reader's in its place.
const LanguageMark = `<html lang="en"`

// NonceMark stands in Index wherever the nonce of the response belongs.
const NonceMark = "__CSP_NONCE__"

// File is one built asset as it is sent. Its bytes are shared: callers must not
// change them.
type File struct {
	Type string // media type with charset where it is text
	Gzip []byte // the body under Content-Encoding: gzip; never empty
	// Immutable reports that the name holds a hash of the content, so it may be
	// cached for a year.
	Immutable bool
}

// Raw returns the body without compression, for the rare client that does not
// accept gzip.
func (f File) Raw() ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(f.Gzip))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// Index returns the console's page with NonceMark in place of the nonce. ok is
// false when the binary was built without the console.
func Index() (page []byte, ok bool) {
	page, err := dist.ReadFile("dist/index.html")
	return page, err == nil
}

// Widget returns the page of the chat widget's frame. ok is false when the binary
// was built without it.
func Widget() (page []byte, ok bool) {
	page, err := dist.ReadFile("dist/widget.html")
	return page, err == nil
}

// Lookup finds the asset at a path such as "assets/main-1a2b3c4d.js", relative
// to the site's root. ok is false for a name that was not built, for one that
// leaves the folder, and for index.html, which is not an asset.
func Lookup(name string) (f File, ok bool) {
	if !fs.ValidPath(name) || strings.HasSuffix(name, ".gz") {
		return File{}, false
	}
	body, err := dist.ReadFile("dist/" + name + ".gz")
	if err != nil {
		return File{}, false
	}
	return File{Type: mediaType(name), Gzip: body, Immutable: strings.HasPrefix(name, "assets/")}, true
}

// mediaType is fixed for what the build makes, so that it does not depend on
// the machine's own tables.
func mediaType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".json", ".webmanifest":
		return "application/json"
	default:
		if t := mime.TypeByExtension(ext); t != "" {
			return t
		}
		return "application/octet-stream"
	}
}
