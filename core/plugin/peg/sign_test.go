package peg_test

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"io"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/peg"
)

func newKey(t testing.TB) ed25519.PrivateKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestSign(t *testing.T) {
	key, other := newKey(t), newKey(t)
	plain := mustPack(t, files())
	if p, err := peg.Read(plain, "0.1.0"); err != nil || p.Signer != nil {
		t.Fatalf("an unsigned package: %v, %v", p.Signer, err)
	}
	signed, err := peg.Sign(plain, key, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	p, err := peg.Read(signed, "0.1.0")
	if err != nil || !p.Signer.Equal(key.Public()) || p.Files[peg.SignatureName] != nil {
		t.Fatalf("signed: %v, %v", p, err)
	}
	again, err := peg.Sign(signed, key, "0.1.0")
	if err != nil || !bytes.Equal(again, signed) {
		t.Errorf("signing twice gives other bytes: %v", err)
	}
	resigned, err := peg.Sign(signed, other, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	if p, err := peg.Read(resigned, "0.1.0"); err != nil || !p.Signer.Equal(other.Public()) {
		t.Errorf("signed anew: %v, %v", p, err)
	}
	if _, err := peg.Sign([]byte("PK"), key, "0.1.0"); !core.IsKind(err, core.KindInvalid) {
		t.Errorf("what is no package was signed: %v", err)
	}
}

// TestSignatureThatDoesNotFit: whatever is changed after signing is found.
func TestSignatureThatDoesNotFit(t *testing.T) {
	key := newKey(t)
	signature := func(f map[string][]byte) []byte {
		signed, err := peg.Sign(mustPack(t, f), key, "0.1.0")
		if err != nil {
			t.Fatal(err)
		}
		return entry(t, signed, peg.SignatureName)
	}
	fits := signature(files())
	for _, tc := range []struct {
		name   string
		change func(f map[string][]byte)
		says   string
	}{
		{"other code", func(f map[string][]byte) { f["plugin.wasm"] = append(f["plugin.wasm"], 0, 1, 0) }, "does not fit"},
		{"a wider manifest", func(f map[string][]byte) {
			f["plugin.json"] = []byte(strings.Replace(probe, `"abi": 1`, `"abi": 1, "capabilities": [{"name": "kv", "reason": "Because it can."}]`, 1))
		}, "does not fit"},
		{"one file more", func(f map[string][]byte) { f["assets/more.svg"] = []byte("<svg/>") }, "does not fit"},
		{"one file less", func(f map[string][]byte) { delete(f, "README.md") }, "does not fit"},
		{"another name", func(f map[string][]byte) { f["assets/icon2.svg"] = f["assets/icon.svg"]; delete(f, "assets/icon.svg") }, "does not fit"},
		{"another key", func(f map[string][]byte) {
			mine, theirs := strings.Split(string(fits), "\n"), strings.Split(string(signatureOf(t, newKey(t))), "\n")
			f[peg.SignatureName] = []byte(strings.Join([]string{mine[0], theirs[1], mine[2], ""}, "\n"))
		}, "does not fit"},
		{"cut off", func(f map[string][]byte) { f[peg.SignatureName] = fits[:60] }, "cannot be read"},
		{"empty", func(f map[string][]byte) { f[peg.SignatureName] = nil }, "cannot be read"},
		{"of a later kind", func(f map[string][]byte) {
			f[peg.SignatureName] = bytes.Replace(fits, []byte("package 1"), []byte("package 2"), 1)
		}, "cannot be read"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := files()
			f[peg.SignatureName] = fits
			tc.change(f)
			_, err := peg.Read(mustPack(t, f), "0.1.0")
			if !core.IsKind(err, core.KindInvalid) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("it says %v", err)
			}
		})
	}
}

func signatureOf(t testing.TB, key ed25519.PrivateKey) []byte {
	t.Helper()
	signed, err := peg.Sign(mustPack(t, files()), key, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	return entry(t, signed, peg.SignatureName)
}

// entry reads one file of an archive.
func entry(t testing.TB, archive []byte, name string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
