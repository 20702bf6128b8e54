package main

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"pegboard.dev/pegboard/core/plugin/peg"
)

type keyCmd struct {
	File string `arg:"" help:"Where the private key goes; it must not exist."`
}

// Run makes a publisher's key. Whoever has it speaks for the publisher.
func (c keyCmd) Run() error {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already; a key that is lost cannot be made again, so nothing is overwritten", c.File)
	} else if err != nil {
		return err
	}
	err = pem.Encode(f, &pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	fmt.Printf("The private key is in %s. Keep it secret, and keep a copy.\nPublish the public one, so that people can compare it:\n\n  %s\n", c.File, peg.KeyText(public))
	return nil
}

type signCmd struct {
	File string `arg:"" type:"existingfile" help:"The package; it is signed in place."`
	Key  string `help:"The private key, as pegboard plugin key makes it." type:"existingfile" required:"" placeholder:"FILE" env:"PEGBOARD_SIGNING_KEY"`
}

// Run signs a package.
func (c signCmd) Run() error {
	key, err := readKey(c.Key)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	signed, err := peg.Sign(data, key, release)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.File, signed, 0o644); err != nil {
		return err
	}
	fmt.Printf("%s is signed with %s\n", c.File, peg.KeyText(key.Public().(ed25519.PublicKey)))
	return nil
}

func readKey(name string) (ed25519.PrivateKey, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(raw)
	if block == nil || block.Type != "PRIVATE KEY" {
		return nil, fmt.Errorf("%s holds no private key; pegboard plugin key makes one", name)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	key, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s holds a key of another kind than ed25519", name)
	}
	return key, nil
}

type unpinCmd struct {
	storage
	Publisher string `arg:"" help:"The publisher's name, as the manifest says it."`
}

// Run forgets a publisher's key, as the machine's operator.
func (c unpinCmd) Run(ctx context.Context) error {
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	if err := a.Plugins.Unpin(ctx, "command line", c.Publisher); err != nil {
		return err
	}
	fmt.Printf("The key of %s is forgotten; the next signed package brings its own.\n", c.Publisher)
	return nil
}
