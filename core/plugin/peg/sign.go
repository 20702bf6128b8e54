package peg

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
)

// SignatureName is the entry that holds the publisher's signature. It has three
// lines: signatureHead, the public key and the ed25519 signature, both in Base64.
// What is signed is signatureHead and, for every other entry in the order of
// names, a line with the SHA-256 of its content, two spaces and its name.
const SignatureName = "signature"

const signatureHead = "pegboard plugin package 1\n"

// Sign returns the package with the signature of key, in place of one that was
// there. The package is checked as an install would: KindInvalid.
func Sign(pkg []byte, key ed25519.PrivateKey, host string) ([]byte, error) {
	if _, err := Read(pkg, host); err != nil {
		return nil, err
	}
	files, err := unpack(pkg)
	if err != nil {
		return nil, err // cannot be: Read has just unpacked it
	}
	delete(files, SignatureName)
	public, ok := key.Public().(ed25519.PublicKey)
	if !ok {
		return nil, core.Errorf("peg.Sign", core.KindInvalid, "The key is no ed25519 key.")
	}
	encode := base64.StdEncoding.EncodeToString
	files[SignatureName] = []byte(signatureHead + encode(public) + "\n" + encode(ed25519.Sign(key, digest(files))) + "\n")
	return Pack(files)
}

// digest is what is signed.
func digest(files map[string][]byte) []byte {
	var b bytes.Buffer
	b.WriteString(signatureHead)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != SignatureName {
			fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(files[name]), name)
		}
	}
	return b.Bytes()
}

// verify returns whose signature the files carry, nil if there is none. One that
// does not fit is an error: an unsigned package is honest, this one is not.
func verify(files map[string][]byte) (ed25519.PublicKey, error) {
	raw, signed := files[SignatureName]
	if !signed {
		return nil, nil
	}
	unreadable := errors.New("its signature cannot be read")
	lines := strings.Split(string(raw), "\n")
	if len(lines) != 4 || lines[0]+"\n" != signatureHead || lines[3] != "" {
		return nil, unreadable
	}
	key, err := base64.StdEncoding.DecodeString(lines[1])
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, unreadable
	}
	signature, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(signature) != ed25519.SignatureSize {
		return nil, unreadable
	}
	if !ed25519.Verify(key, digest(files), signature) {
		return nil, errors.New("its signature does not fit its content: somebody has changed it")
	}
	return key, nil
}

// KeyText is a public key as people read and compare it.
func KeyText(key ed25519.PublicKey) string {
	return "ed25519:" + base64.StdEncoding.EncodeToString(key)
}
