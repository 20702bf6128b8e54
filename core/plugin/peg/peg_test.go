package peg_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"hash/crc32"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/peg"
)

const probe = `{"id": "probe", "name": "Probe", "version": "1.0.0", "publisher": "Tests", "license": "MIT",
  "description": "A plugin for tests.", "abi": 1, "pegboard": ">=0.1"}`

var emptyWasm = []byte("\x00asm\x01\x00\x00\x00")

func files() map[string][]byte {
	return map[string][]byte{
		"plugin.json": []byte(probe), "plugin.wasm": emptyWasm, "README.md": []byte("# Probe\n"),
		"assets/icon.svg": []byte("<svg/>"), "i18n/en.json": []byte(`{"hello": "Hello"}`), "i18n/de.json": []byte(`{"hello": "Hallo"}`),
	}
}

func mustPack(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	b, err := peg.Pack(files)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRoundTrip(t *testing.T) {
	b := mustPack(t, files())
	if !bytes.Equal(b, mustPack(t, files())) {
		t.Error("packing twice gives different bytes")
	}
	p, err := peg.Read(b, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	if p.Manifest.ID != "probe" || len(p.Hash) != 64 || string(p.Files["assets/icon.svg"]) != "<svg/>" {
		t.Errorf("read %+v", p)
	}
	for locale, want := range map[string]string{"de-AT": "Hallo", "de": "Hallo", "en": "Hello", "fr": "Hello"} {
		if got, ok := p.Catalogues.Text(locale, "hello"); !ok || got != want {
			t.Errorf("%s: %q", locale, got)
		}
	}
	if _, ok := p.Catalogues.Text("de", "nothing"); ok {
		t.Error("a text that is not there was found")
	}
}

// odd builds an archive with headers that Pack would never write.
func odd(t testing.TB, change func(z *zip.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range files() {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	change(z)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadRefuses(t *testing.T) {
	add := func(name, data string) func(z *zip.Writer) {
		return func(z *zip.Writer) {
			w, err := z.Create(name)
			if err == nil {
				_, err = w.Write([]byte(data))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	header := func(h *zip.FileHeader, data string) func(z *zip.Writer) {
		return func(z *zip.Writer) {
			h.CRC32, h.CompressedSize64 = crc32.ChecksumIEEE([]byte(data)), uint64(len(data))
			if h.UncompressedSize64 == 0 {
				h.UncompressedSize64 = uint64(len(data))
			}
			w, err := z.CreateRaw(h)
			if err == nil {
				_, err = w.Write([]byte(data))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	link := &zip.FileHeader{Name: "assets/link"}
	link.SetMode(fs.ModeSymlink | 0o777)
	whole := mustPack(t, files())
	without := func(name string) []byte {
		f := files()
		delete(f, name)
		return mustPack(t, f)
	}
	replaced := func(name, data string) []byte {
		f := files()
		f[name] = []byte(data)
		return mustPack(t, f)
	}
	for _, tc := range []struct {
		name string
		file []byte
		says string
	}{
		{"empty", nil, "not a .peg file"},
		{"not a zip", []byte("hello, this is not a zip archive"), "not a .peg file"},
		{"cut off", whole[:len(whole)/2], "cut off"},
		{"cut off at the end", whole[:len(whole)-10], "cut off"},
		{"something in front", append([]byte("#!/bin/sh\n"), whole...), "not a .peg file"},
		{"damaged content", bytes.Replace(odd(t, func(z *zip.Writer) {
			header(&zip.FileHeader{Name: "assets/marker", Method: zip.Store}, "unmistakable")(z)
		}), []byte("unmistakable"), []byte("unmistakeble"), 1), "damaged"},
		{"no manifest", without("plugin.json"), "no plugin.json"},
		{"no module", without("plugin.wasm"), "no plugin.wasm"},
		{"not a module", replaced("plugin.wasm", "ELF"), "not a WebAssembly module"},
		{"a manifest that is refused", replaced("plugin.json", strings.Replace(probe, `"abi": 1`, `"abi": 9`, 1)), "plugin ABI 9"},
		{"translations that are no texts", replaced("i18n/de.json", `{"a": 1}`), "not a JSON object of texts"},
		{"translations in no language", replaced("i18n/Deutsch.json", `{}`), "not named after a language"},
		{"zip slip", odd(t, add("assets/../../evil", "x")), "not allowed"},
		{"absolute name", odd(t, add("/etc/passwd", "x")), "not allowed"},
		{"backslashes", odd(t, add(`assets\evil`, "x")), "not allowed"},
		{"hidden file", odd(t, add("assets/.htaccess", "x")), "not allowed"},
		{"the same name twice", odd(t, add("README.md", "x")), "twice"},
		{"the same name in another case", odd(t, add("readme.MD", "x")), "no place"},
		{"assets in another case", odd(t, add("assets/ICON.svg", "x")), "twice"},
		{"a file of no use", odd(t, add("install.sh", "x")), "no place"},
		{"a signature this version cannot verify", odd(t, add("signature", "x")), "cannot be read"},
		{"a symbolic link", odd(t, header(link, "/etc/passwd")), "not a plain file"},
		{"encrypted", odd(t, header(&zip.FileHeader{Name: "assets/x", Flags: 1}, "x")), "encrypted"},
		{"an odd compression", odd(t, header(&zip.FileHeader{Name: "assets/x", Method: 12}, "x")), "not allowed"},
		{"an entry that is too large", odd(t, add("assets/big", strings.Repeat("x", peg.MaxEntry+1))), "larger than 2 MiB"},
		{"a size that lies", odd(t, header(&zip.FileHeader{Name: "assets/x", Method: zip.Store, UncompressedSize64: 3}, "longer than that")), "damaged"},
		{"a bomb of many entries", odd(t, func(z *zip.Writer) {
			for i := range 40 {
				add("assets/"+strings.Repeat("a", i+1), strings.Repeat("\x00", peg.MaxEntry))(z)
			}
		}), "unpacks to more than"},
		{"too many entries", odd(t, func(z *zip.Writer) {
			for i := range peg.MaxEntries {
				add("assets/"+strings.Repeat("a", i/20+1)+string(rune('b'+i%20)), "x")(z)
			}
		}), "more than 200 files"},
		{"a directory of very many entries", odd(t, func(z *zip.Writer) {
			for i := range 40_000 {
				add("assets/"+strconv.Itoa(i), "")(z)
			}
		}), "more than 200 files"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := peg.Read(tc.file, "0.1.0")
			var ce *core.Error
			if err == nil {
				t.Fatal("accepted")
			}
			if ce = err.(*core.Error); ce.Kind != core.KindInvalid || !strings.Contains(ce.Msg, tc.says) || !strings.HasSuffix(ce.Msg, ".") {
				t.Fatalf("kind %v, it says %q, not %q", ce.Kind, ce.Msg, tc.says)
			}
		})
	}
	if _, err := peg.Read(odd(t, func(z *zip.Writer) { _, _ = z.Create("assets/more/") }), "0.1.0"); err != nil {
		t.Errorf("a folder entry: %v", err)
	}
}

func TestBuildAndPackDir(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs the go command")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module probe\n\ngo 1.26\n", "main.go": "package main\n\nfunc main() {}\n", "main_test.go": "package main\n",
		"plugin.json": probe, "README.md": "# Probe\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	wasm, err := peg.Build(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := peg.PackDir(dir, wasm, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	p, err := peg.Read(b, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Files) != 1 || !bytes.Equal(p.Wasm, wasm) {
		t.Errorf("packed %d files beside the module", len(p.Files))
	}
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte("package main\n\nfunc main() { nonsense }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := peg.Build(context.Background(), dir); err == nil || !strings.Contains(err.Error(), "nonsense") {
		t.Errorf("what the compiler says is missing: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(mustPack(f, files()))
	f.Add(odd(f, func(z *zip.Writer) {}))
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		f.Fatal(err)
	}
	signed, err := peg.Sign(mustPack(f, files()), key, "0.1.0")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(signed)
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := peg.Read(b, "0.1.0")
		if err != nil {
			if !core.IsKind(err, core.KindInvalid) {
				t.Fatal(err)
			}
			return
		}
		for name := range p.Files {
			if strings.Contains(name, "..") || strings.HasPrefix(name, "/") || strings.Contains(name, `\`) {
				t.Fatalf("let %q in", name)
			}
		}
	})
}
