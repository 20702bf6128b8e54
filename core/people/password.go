package people

import (
	"context"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"pegboard.dev/pegboard/core"
)

const (
	minPassword = 10  // runes
	maxPassword = 256 // bytes; hashing takes the same time for any length
	// hashWait is how long a request waits for its turn to hash.
	hashWait = 5 * time.Second
)

// hashParams cost 19 MiB and about 30 ms: OWASP's password storage cheat sheet,
// argon2id with one lane, so that a hash does not depend on the machine.
var hashParams = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// nobodyHash stands in where an account has no password, so that the answer
// takes as long. Nothing matches it: its key is not the hash of anything known.
const nobodyHash = "$argon2id$v=19$m=19456,t=2,p=1$cGVnYm9hcmQtbm9ib2R5IQ$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

// passwords hashes, a few at a time: each takes memory and a whole CPU.
type passwords struct{ turn chan struct{} }

func newPasswords() *passwords {
	return &passwords{turn: make(chan struct{}, max(2, runtime.GOMAXPROCS(0)))}
}

func (p *passwords) enter(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, hashWait)
	defer cancel()
	select {
	case p.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return core.Errorf("people.passwords", core.KindUnavailable, "Too many people are signing in right now. Try again.")
	}
}

func (p *passwords) leave() { <-p.turn }

// hash returns the hash of a new password.
func (p *passwords) hash(ctx context.Context, password string) (string, error) {
	if err := p.enter(ctx); err != nil {
		return "", err
	}
	defer p.leave()
	return argon2id.CreateHash(password, hashParams)
}

// check compares a password, in the same time whether there is a hash or not.
// old reports that the hash was made with other parameters than today's.
func (p *passwords) check(ctx context.Context, password, hash string) (match, old bool, err error) {
	if err := p.enter(ctx); err != nil {
		return false, false, err
	}
	defer p.leave()
	known := hash != ""
	if !known {
		hash = nobodyHash
	}
	match, params, err := argon2id.CheckHash(password, hash)
	if err != nil {
		return false, false, err
	}
	return match && known, known && *params != *hashParams, nil
}

// checkPassword says what a new password must be.
func checkPassword(op, field, password, email string) error {
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return core.InvalidField(op, field, "The password needs at least %d characters.", minPassword)
	case len(password) > maxPassword:
		return core.InvalidField(op, field, "The password is longer than %d bytes.", maxPassword)
	case email != "" && strings.EqualFold(strings.TrimSpace(password), email):
		return core.InvalidField(op, field, "The password must not be the e-mail address.")
	}
	return nil
}
