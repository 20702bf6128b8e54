package people

import (
	"context"
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Stores is the database, as core/store implements it. It checks no right.
// Reads see the transaction that ctx carries; writes need one, unless a comment
// says otherwise. What is not there is KindNotFound.
type Stores struct {
	Users         UserStore
	UserLists     UserListStore
	Members       MembershipStore
	Grants        GrantStore
	Sessions      SessionStore
	Tokens        TokenStore
	Codes         CodeStore
	Identities    IdentityStore
	Attempts      AttemptStore
	Teams         TeamStore
	Departments   DepartmentStore
	Organizations OrganizationStore
	Groups        GroupStore
	Roles         RoleStore
	Invitations   InvitationStore
	Settings      SettingStore
	Audit         AuditStore
	Access        AccessStore
}

// UserStore keeps single people.
type UserStore interface {
	// InsertUser stores p with its search terms and sets its ID; false if the
	// address belongs to somebody. Roles and teams are not stored.
	InsertUser(ctx context.Context, p *Person, passwordHash string) (bool, error)
	// FindUser reads one person with roles and teams, deleted ones included.
	FindUser(ctx context.Context, id core.UserID) (*Person, error)
	// LockUser is FindUser that keeps other transactions from changing the person.
	LockUser(ctx context.Context, id core.UserID) (*Person, error)
	// SaveUser writes p with its search terms and counts up its version; false
	// if the address belongs to somebody else. The person is locked.
	SaveUser(ctx context.Context, p *Person) (bool, error)
	// FindCredentials finds who signs in with an address, and their password's
	// hash, empty if they have none.
	FindCredentials(ctx context.Context, normalEmail string) (id core.UserID, hash string, err error)
	// PasswordHash reads the hash of one person.
	PasswordHash(ctx context.Context, id core.UserID) (string, error)
	SetPasswordHash(ctx context.Context, id core.UserID, hash string) error
}

// UserListStore answers questions about many people.
type UserListStore interface {
	// ListUsers returns up to q.Limit people by name, with roles and teams.
	ListUsers(ctx context.Context, q *UserQuery) ([]Person, error)
	// WithinReach returns which of ids are within reach. Deleted people are not.
	WithinReach(ctx context.Context, r Reach, ids ...core.UserID) (map[core.UserID]bool, error)
	// UserNames returns the names of those that exist, deleted ones included.
	UserNames(ctx context.Context, ids ...core.UserID) (map[core.UserID]string, error)
	// Holders returns active people who were given the role, by name, up to limit.
	Holders(ctx context.Context, slug string, limit int) ([]Ref[core.UserID], error)
	// CountHolders counts the people who were given each role, disabled ones
	// included, deleted ones not.
	CountHolders(ctx context.Context) (map[string]int, error)
}

// Reach bounds a query for people: those within People, Self, and those whom
// Creator created. All of it zero reaches nobody.
type Reach struct {
	rbac.People
	Self, Creator core.UserID
}

// UserQuery is a list request in the store's terms.
type UserQuery struct {
	Reach    Reach
	Prefixes []string
	Filter   PersonFilter
	// AfterName and AfterID are the place to go on from; zero for the start.
	AfterName string
	AfterID   core.UserID
	Limit     int
}

// MembershipStore keeps what makes a person's rights, but for grants.
type MembershipStore interface {
	// Membership reads everything that counts for a person's rights, in one
	// consistent look.
	Membership(ctx context.Context, id core.UserID) (*Membership, error)
	SetRoles(ctx context.Context, id core.UserID, slugs []string, by core.UserID, at time.Time) error
	SetTeams(ctx context.Context, id core.UserID, teams []core.TeamID) error
	// Strip takes roles, teams, groups and grants from a person.
	Strip(ctx context.Context, id core.UserID) error
	// RoleHeld reports whether any person, disabled ones included, or group has the role.
	RoleHeld(ctx context.Context, slug string) (bool, error)
	// MoveHolders gives all holders of a role, people and groups, another instead.
	MoveHolders(ctx context.Context, from, to string, by core.UserID, at time.Time) error
	// CountActive counts people who were given the role and may sign in.
	CountActive(ctx context.Context, slug string) (int, error)
}

// Membership is what a person's rights are made of.
type Membership struct {
	Given, ByGroup         []string
	Teams, DepartmentTeams []core.TeamID // sorted; the latter contain the former
	Grants                 []rbac.Grant
	Organization           core.OrganizationID
	Verified               bool
}

// GrantStore keeps personal grants.
type GrantStore interface {
	Grants(ctx context.Context, id core.UserID) ([]PersonalGrant, error)
	PutGrant(ctx context.Context, id core.UserID, g PersonalGrant) error
	DeleteGrant(ctx context.Context, id core.UserID, key rbac.Key) (bool, error)
	// KeyGrants lists the grants of one key to active people by name, up to
	// limit; those that have ended are among them.
	KeyGrants(ctx context.Context, key rbac.Key, limit int) ([]KeyPerson, error)
}

// SessionStore keeps sessions by the hash of their secret.
type SessionStore interface {
	InsertSession(ctx context.Context, s *Session) error
	// FindSession reads a session with its person and the access epoch, in one
	// query: it runs on every request.
	FindSession(ctx context.Context, hash string) (*Session, *Bearer, error)
	// TouchSession notes that session and person were seen. Its own transaction.
	TouchSession(ctx context.Context, hash string, user core.UserID, at time.Time) error
	// ExpireSession moves the end of a session.
	ExpireSession(ctx context.Context, hash string, at time.Time) error
	// EndSessions removes the person's sessions but the one named.
	EndSessions(ctx context.Context, user core.UserID, except string) error
	Sessions(ctx context.Context, user core.UserID) ([]Session, error)
	// DeleteExpired removes sessions that ended before at, or were last seen
	// before idle, and codes that ended before at. Its own transaction.
	DeleteExpired(ctx context.Context, at, idle time.Time) (int, error)
}

// Bearer is the person behind a session or a token, as of now.
type Bearer struct {
	User   core.UserID
	Name   string
	Active bool
	Epoch  int64
}

// TokenStore keeps API tokens by the hash of their secret.
type TokenStore interface {
	// InsertToken sets t.ID.
	InsertToken(ctx context.Context, t *Token, hash string) error
	// FindToken reads a token with its person and the access epoch, in one query.
	FindToken(ctx context.Context, hash string) (*Token, *Bearer, error)
	Tokens(ctx context.Context, user core.UserID) ([]Token, error)
	// TouchToken notes that the token was used. Its own transaction.
	TouchToken(ctx context.Context, id core.TokenID, at time.Time) error
	// DeleteToken removes a token of that person; false if there is none.
	DeleteToken(ctx context.Context, user core.UserID, id core.TokenID) (bool, error)
	DeleteTokens(ctx context.Context, user core.UserID) error
}

// CodeStore keeps one-time codes that were sent to an address.
type CodeStore interface {
	// PutCode replaces the person's code for the purpose.
	PutCode(ctx context.Context, c Code) error
	// TakeCode removes and returns a code.
	TakeCode(ctx context.Context, hash string, p Purpose) (*Code, error)
	// DeleteCodes removes all codes of a person.
	DeleteCodes(ctx context.Context, id core.UserID) error
}

// AttemptStore counts attempts for all nodes. Each method is its own transaction.
type AttemptStore interface {
	// CountAttempts counts one attempt for each bucket, forgetting counts that
	// began before since, and returns the new counts.
	CountAttempts(ctx context.Context, now, since time.Time, buckets ...string) (map[string]int, error)
	// ForgetAttempts takes back one attempt of each of minus, all of each of clear.
	ForgetAttempts(ctx context.Context, minus, clear []string) error
	DeleteAttempts(ctx context.Context, before time.Time) error
}

// SettingStore keeps JSON values by name.
type SettingStore interface {
	// Setting reads a value; nil if it was never set.
	Setting(ctx context.Context, key string) (json.RawMessage, error)
	PutSetting(ctx context.Context, key string, value json.RawMessage) error
}

// AccessStore is the counter that every change of rights moves.
type AccessStore interface {
	Epoch(ctx context.Context) (int64, error)
	// Bump moves the counter and keeps every other Bump waiting until the
	// transaction ends.
	Bump(ctx context.Context) (int64, error)
}
