// Package scaffold makes the project of a new plugin: sources, a test, and a copy
// of the SDK beside them, so that it builds without anything published anywhere.
package scaffold

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"

	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/sdk"
)

//go:embed all:template
var templates embed.FS

// SDKDir is the folder in a project that holds its copy of the SDK.
const SDKDir = "pegboard-sdk"

// New makes the project of a plugin with that id in dir, which must not exist or
// be empty. host is this Pegboard's version.
func New(dir, id, host string) error {
	if !manifest.ValidID(id) {
		return fmt.Errorf("%q cannot be a plugin's id, which is 1 to 32 lower-case letters, digits and single underscores, beginning with a letter%s", id, instead(id))
	}
	files, err := render(id, host)
	if err != nil {
		return err
	}
	switch list, err := os.ReadDir(dir); {
	case err == nil && len(list) > 0:
		return fmt.Errorf("the folder %s is not empty; name another one with --dir", dir)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	for name, data := range files {
		if err := write(filepath.Join(dir, filepath.FromSlash(name)), data); err != nil {
			return err
		}
	}
	return WriteSDK(dir)
}

// render fills the templates in, and checks that the manifest is accepted.
func render(id, host string) (map[string][]byte, error) {
	data := struct{ ID, Title, Host string }{id, title(id), host}
	files := map[string][]byte{}
	err := fs.WalkDir(templates, "template", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := templates.ReadFile(name)
		if err != nil {
			return err
		}
		t, err := template.New(name).Delims("<<", ">>").Parse(string(text))
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, data); err != nil {
			return err
		}
		name = strings.TrimSuffix(strings.TrimPrefix(name, "template/"), ".tmpl")
		files[strings.Replace(name, "dot.", ".", 1)] = b.Bytes()
		return nil
	})
	if err != nil {
		return nil, err
	}
	_, err = manifest.Parse(files["plugin.json"], host)
	return files, err
}

// instead proposes an id for a name that is none.
func instead(name string) string {
	id := strings.Trim(separators.ReplaceAllString(strings.ToLower(name), "_"), "_0123456789")
	if !manifest.ValidID(id) {
		return ""
	}
	return "; try " + id
}

var separators = regexp.MustCompile("[^a-z0-9]+")

// title makes a name for people of an id: parcel_tracking is Parcel tracking.
func title(id string) string {
	s := strings.ReplaceAll(id, "_", " ")
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// WriteSDK writes this Pegboard's SDK into a project, in place of the one that is
// there.
func WriteSDK(project string) error {
	root := filepath.Join(project, SDKDir)
	if err := os.RemoveAll(root); err != nil {
		return err
	}
	if err := write(filepath.Join(root, "go.mod"), []byte("// The SDK of Pegboard, as `pegboard plugin sdk` writes it. Do not edit.\nmodule pegboard.dev/pegboard\n\ngo 1.26\n")); err != nil {
		return err
	}
	return fs.WalkDir(sdk.Sources(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "testdata/") || name == "embed.go" {
			return err
		}
		data, err := fs.ReadFile(sdk.Sources(), name)
		if err != nil {
			return err
		}
		return write(filepath.Join(root, "sdk", filepath.FromSlash(path.Clean(name))), data)
	})
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}
