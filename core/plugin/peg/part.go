package peg

import (
	"archive/zip"
	"bytes"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
)

// ReadManifest checks only the manifest of a package that Read has accepted
// before, such as one that comes with Pegboard.
func ReadManifest(b []byte, host string) (*manifest.Manifest, error) {
	raw, err := ManifestOf(b)
	if err != nil {
		return nil, err
	}
	m, err := manifest.Parse(raw, host)
	return m, core.Wrap("peg.ReadManifest", err)
}

// ManifestOf returns the manifest of a package that Read has accepted before, as it
// stands there.
func ManifestOf(b []byte) ([]byte, error) { return one(b, ManifestName) }

// ReadWasm returns only the module of a package that Read has accepted before.
func ReadWasm(b []byte) ([]byte, error) { return one(b, WasmName) }

// assets is the folder of a package that holds pictures and the like.
const assets = "assets/"

// ReadAsset returns one file of the assets of a package that Read has accepted before.
func ReadAsset(b []byte, name string) ([]byte, error) { return one(b, assets+name) }

// AssetsOf tells which files the assets of such a package hold, without reading them.
func AssetsOf(b []byte) (map[string]bool, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, refusal("peg.AssetsOf", "the archive is broken or was cut off")
	}
	out := map[string]bool{}
	for _, f := range z.File {
		if name, ok := strings.CutPrefix(f.Name, assets); ok {
			out[name] = true
		}
	}
	return out, nil
}

// one returns one entry of a package.
func one(b []byte, name string) ([]byte, error) {
	const op = "peg.one"
	files, err := some(op, b, func(entry string) bool { return entry == name })
	if err != nil {
		return nil, err
	}
	data, ok := files[name]
	if !ok {
		return nil, refusal(op, "it has no "+name)
	}
	return data, nil
}

// some returns the entries of a package whose names are wanted.
func some(op string, b []byte, want func(name string) bool) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, refusal(op, "the archive is broken or was cut off")
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		if !want(f.Name) {
			continue
		}
		data, err := readEntry(f)
		if err != nil {
			return nil, refusal(op, err.Error())
		}
		out[f.Name] = data
	}
	return out, nil
}

func refusal(op, why string) error {
	return core.Errorf(op, core.KindInvalid, "The package is refused: %s.", why)
}
