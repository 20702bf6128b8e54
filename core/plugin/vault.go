package plugin

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"

	"pegboard.dev/pegboard/core"
)

// Vault seals the secrets among plugins' settings, so that the database and what
// is copied from it do not tell them. Each secret is bound to its plugin and
// name: moved elsewhere it does not open. Safe for concurrent use.
type Vault struct{ aead cipher.AEAD }

// NewVault makes a vault over a key of at least 16 random bytes.
func NewVault(key []byte) (*Vault, error) {
	if len(key) < 16 {
		return nil, errors.New("plugin: the vault's key is shorter than 16 bytes")
	}
	derived, err := hkdf.Key(sha256.New, key, nil, "pegboard plugin secrets 1", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return &Vault{aead}, err
}

func bound(id core.PluginID, name string) []byte { return []byte(string(id) + "\x00" + name) }

func (v *Vault) seal(id core.PluginID, name, secret string) []byte {
	return v.aead.Seal(nil, nil, []byte(secret), bound(id, name))
}

// open returns a sealed secret; KindUnavailable when it was sealed with another key.
func (v *Vault) open(id core.PluginID, name string, sealed []byte) (string, error) {
	plain, err := v.aead.Open(nil, nil, sealed, bound(id, name))
	if err != nil {
		return "", &core.Error{Op: "plugin.Vault", Kind: core.KindUnavailable,
			Msg: "The secret setting " + name + " cannot be opened with this helpdesk's key. Set it again.", Err: err}
	}
	return string(plain), nil
}

// NewVaultKey returns a key for a new vault.
func NewVaultKey() []byte {
	key := make([]byte, 32)
	rand.Read(key)
	return key
}
