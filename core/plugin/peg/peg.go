// Package peg reads and writes plugin packages: a .peg is a zip archive with
// plugin.json, plugin.wasm, translations, an icon and texts for people.
//
// Reading trusts nothing: a package is checked in memory, no code of it runs,
// and nothing is written anywhere. It may be imported by core/plugin, by
// cmd/pegboard and by the program that builds the bundled plugins.
package peg

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
)

// Limits of a package, in bytes unless said otherwise.
const (
	MaxPackage  = 32 << 20 // the file
	MaxUnpacked = 64 << 20 // all entries together
	MaxWasm     = 48 << 20 // plugin.wasm
	MaxEntry    = 2 << 20  // any other entry
	MaxEntries  = 200      // files
)

// Names of the entries that have a meaning.
const (
	ManifestName = "plugin.json"
	WasmName     = "plugin.wasm"
)

// Package is a package that passed every check. It is immutable.
type Package struct {
	Manifest   *manifest.Manifest
	Wasm       []byte
	Catalogues Catalogues
	// Files are all other entries by name: README.md, CHANGELOG.md, assets/….
	Files map[string][]byte
	// Hash is the SHA-256 of the file, in hexadecimal.
	Hash string
	// Signer is the key that the package was signed with, nil if it is not signed.
	// The signature fits; whose key it is, is for others to know.
	Signer ed25519.PublicKey
}

var entryName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*$`)

// Read checks a package for this host version. The error is KindInvalid with
// one sentence that says what is wrong.
func Read(b []byte, host string) (*Package, error) {
	p, err := read(b, host)
	if err == nil {
		return p, nil
	}
	if core.IsKind(err, core.KindInvalid) {
		return nil, core.Wrap("peg.Read", err)
	}
	return nil, &core.Error{Op: "peg.Read", Kind: core.KindInvalid, Msg: "The package is refused: " + err.Error() + ".", Err: err}
}

func read(b []byte, host string) (*Package, error) {
	files, err := unpack(b)
	if err != nil {
		return nil, err
	}
	raw, ok := files[ManifestName]
	if !ok {
		return nil, fmt.Errorf("it has no %s", ManifestName)
	}
	m, err := manifest.Parse(raw, host)
	if err != nil {
		return nil, err
	}
	wasm, ok := files[WasmName]
	if !ok {
		return nil, fmt.Errorf("it has no %s", WasmName)
	}
	if !bytes.HasPrefix(wasm, []byte("\x00asm\x01\x00\x00\x00")) {
		return nil, fmt.Errorf("its %s is not a WebAssembly module", WasmName)
	}
	signer, err := verify(files)
	if err != nil {
		return nil, err
	}
	delete(files, ManifestName)
	delete(files, WasmName)
	delete(files, SignatureName)
	p := &Package{Manifest: m, Wasm: wasm, Files: files, Signer: signer}
	if p.Catalogues, err = catalogues(files); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	p.Hash = hex.EncodeToString(sum[:])
	return p, nil
}

// unpack reads all entries, trusting neither the names nor the sizes that the
// archive states.
func unpack(b []byte) (map[string][]byte, error) {
	if len(b) > MaxPackage {
		return nil, fmt.Errorf("it is larger than %d MiB", MaxPackage>>20)
	}
	if !bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		return nil, fmt.Errorf("it is not a .peg file (a zip archive)")
	}
	r := &frugal{Reader: bytes.NewReader(b), left: maxDirectory}
	z, err := zip.NewReader(r, int64(len(b)))
	if r.left < 0 {
		return nil, fmt.Errorf("it has more than %d files", MaxEntries)
	}
	if err != nil {
		return nil, fmt.Errorf("the archive is broken or was cut off")
	}
	r.left = 1 << 62 // the files are bounded one by one
	if len(z.File) > MaxEntries {
		return nil, fmt.Errorf("it has more than %d files", MaxEntries)
	}
	files := make(map[string][]byte, len(z.File))
	seen := map[string]bool{}
	total := 0
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 && entryName.MatchString(strings.TrimSuffix(f.Name, "/")) {
			continue // a folder by itself holds nothing
		}
		if err := checkEntry(f); err != nil {
			return nil, err
		}
		if low := strings.ToLower(f.Name); seen[low] {
			return nil, fmt.Errorf("it holds %q twice", f.Name)
		} else {
			seen[low] = true
		}
		data, err := readEntry(f)
		if err != nil {
			return nil, err
		}
		if total += len(data); total > MaxUnpacked {
			return nil, fmt.Errorf("it unpacks to more than %d MiB", MaxUnpacked>>20)
		}
		files[f.Name] = data
	}
	return files, nil
}

// maxDirectory is how much of an archive is read to list its files. What the
// directory itself says of their number may be a lie.
const maxDirectory = 512 << 10

// frugal is a reader that stops when it has given so many bytes.
type frugal struct {
	*bytes.Reader
	left int64
}

// ReadAt implements io.ReaderAt.
func (r *frugal) ReadAt(p []byte, at int64) (int, error) {
	if r.left -= int64(len(p)); r.left < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return r.Reader.ReadAt(p, at)
}

func checkEntry(f *zip.File) error {
	if len(f.Name) > 200 || !entryName.MatchString(f.Name) || path.Clean(f.Name) != f.Name {
		return fmt.Errorf("it holds a file with the name %q, which is not allowed", f.Name)
	}
	if !f.Mode().IsRegular() {
		return fmt.Errorf("%q is not a plain file", f.Name)
	}
	if f.Flags&1 != 0 {
		return fmt.Errorf("%q is encrypted", f.Name)
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return fmt.Errorf("%q is packed in a way that is not allowed", f.Name)
	}
	if !known(f.Name) {
		return fmt.Errorf("it holds %q, which has no place in a package", f.Name)
	}
	return nil
}

// known reports whether an entry of that name has a place in a package.
func known(name string) bool {
	switch name {
	case ManifestName, WasmName, SignatureName, "README.md", "CHANGELOG.md", "LICENSE":
		return true
	}
	dir, file := path.Split(name)
	return strings.HasPrefix(name, "assets/") || dir == "i18n/" && path.Ext(file) == ".json"
}

func readEntry(f *zip.File) ([]byte, error) {
	limit := int64(MaxEntry)
	if f.Name == WasmName {
		limit = MaxWasm
	}
	if f.UncompressedSize64 > uint64(limit) {
		return nil, fmt.Errorf("%q is larger than %d MiB", f.Name, limit>>20)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%q cannot be read", f.Name)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%q is damaged", f.Name)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%q is larger than %d MiB", f.Name, limit>>20)
	}
	return data, nil
}
