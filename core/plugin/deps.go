package plugin

import (
	"context"
	"io/fs"
	"log/slog"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/tickets"
)

// Store keeps installations; core/store implements it. Writes need a transaction.
type Store interface {
	Installations(ctx context.Context) ([]core.Installation, error)
	PutInstallation(ctx context.Context, in *core.Installation) error
	// DeleteInstallation removes the row and all that hangs on it, but no tables.
	DeleteInstallation(ctx context.Context, id core.PluginID) error
	// PutPackage keeps a package, and beside it the manifest that is in it.
	PutPackage(ctx context.Context, id core.PluginID, hash string, manifest, body []byte) error
	// Package returns the package that was stored under that hash, the present one or
	// the one before; KindNotFound if it is neither.
	Package(ctx context.Context, id core.PluginID, hash string) ([]byte, error)
	// Manifest returns what lies beside the package of that hash; KindNotFound where
	// nothing does. PutManifest puts it there.
	Manifest(ctx context.Context, id core.PluginID, hash string) ([]byte, error)
	PutManifest(ctx context.Context, id core.PluginID, hash string, manifest []byte) error
	DeletePackage(ctx context.Context, id core.PluginID) error
	PutGrants(ctx context.Context, id core.PluginID, grants []core.PluginGrant) error
}

// PreviousStore keeps the version that a plugin may go back to; core/store
// implements it. Writes need a transaction.
type PreviousStore interface {
	PutPrevious(ctx context.Context, id core.PluginID, p *core.PluginPackage) error
	// Previous is KindNotFound when there is none.
	Previous(ctx context.Context, id core.PluginID) (*core.PluginPackage, error)
	PreviousVersions(ctx context.Context) (map[core.PluginID]string, error)
	DeletePrevious(ctx context.Context, id core.PluginID) error
}

// HistoryStore remembers the lives of plugins; core/store implements it. Writes
// need a transaction.
type HistoryStore interface {
	AddConsent(ctx context.Context, id core.PluginID, c *core.PluginConsent) error
	// Consents returns the last ones, newest first.
	Consents(ctx context.Context, id core.PluginID, limit int) ([]core.PluginConsent, error)
	Grants(ctx context.Context, id core.PluginID) ([]core.PluginGrant, error)
	AddFailure(ctx context.Context, id core.PluginID, f *core.PluginFailure) error
	Failures(ctx context.Context, id core.PluginID) ([]core.PluginFailure, error)
	// Holdings counts all but collections, settings and roles.
	Holdings(ctx context.Context, id core.PluginID) (core.PluginHoldings, error)
}

// KVStore keeps the key-value entries of plugins. Writes need a transaction.
type KVStore interface {
	GetKV(ctx context.Context, id core.PluginID, key string, now time.Time) ([]byte, bool, error)
	SetKV(ctx context.Context, id core.PluginID, key string, value []byte, now, expires time.Time) error
	DeleteKV(ctx context.Context, id core.PluginID, key string) error
	// Entries returns up to limit entries by their keys, from behind the given one.
	Entries(ctx context.Context, id core.PluginID, after string, limit int, now time.Time) ([]core.PluginEntry, error)
}

// VisitorStore keeps the people whom plugins let in. Writes need a transaction.
type VisitorStore interface {
	CreateVisitor(ctx context.Context, v *core.Visitor, hash string) error
	VisitorByHash(ctx context.Context, plugin core.PluginID, hash string) (*core.Visitor, error)
	Visitor(ctx context.Context, plugin core.PluginID, id string) (*core.Visitor, error)
	SeeVisitor(ctx context.Context, id string, at time.Time) error
	BanVisitor(ctx context.Context, plugin core.PluginID, id string, until time.Time) error
	BannedAddress(ctx context.Context, plugin core.PluginID, address string, now time.Time) (bool, error)
	DeleteVisitors(ctx context.Context, before time.Time, limit int) (int, error)
}

// MailingStore keeps what plugins write to people at set times. Writes need a
// transaction.
type MailingStore interface {
	Mailings(ctx context.Context, plugin core.PluginID) ([]core.Mailing, error)
	Mailing(ctx context.Context, id core.MailingID) (*core.Mailing, error)
	DueMailings(ctx context.Context, now time.Time, n int) ([]core.Mailing, error)
	PutMailing(ctx context.Context, m *core.Mailing) error
	AdvanceMailing(ctx context.Context, id core.MailingID, from, to time.Time) (bool, error)
	DeleteMailing(ctx context.Context, id core.MailingID) error
	// TeamPeople are those who are in one of the teams.
	TeamPeople(ctx context.Context, teams []core.TeamID) ([]core.UserID, error)
	// PutFate reports false for a fate that was settled already.
	PutFate(ctx context.Context, f *core.MailingFate) (bool, error)
	Fates(ctx context.Context, plugin core.PluginID) ([]core.MailingFate, error)
	SettledFate(ctx context.Context, id core.MailingID, user core.UserID, due time.Time) (bool, error)
}

// Tables makes and removes the tables of collections, in a transaction.
type Tables interface {
	PrepareCollections(ctx context.Context, plugin core.PluginID, collections []*records.Collection) error
	DropCollections(ctx context.Context, plugin core.PluginID) error
	// StoredCollections and CountRecords are of every table there is, also of those
	// that the present version does not know.
	StoredCollections(ctx context.Context, plugin core.PluginID) ([]records.Stored, error)
	CountRecords(ctx context.Context, plugin core.PluginID) ([]core.CollectionSize, error)
	// ExpireRecords deletes up to n records whose time in field lies before the moment,
	// in a transaction of its own.
	ExpireRecords(ctx context.Context, c *records.Collection, field *records.Field, before time.Time, n int) (int64, error)
}

// Access is the counter that every change of rights moves.
type Access interface {
	Epoch(ctx context.Context) (int64, error)
	Bump(ctx context.Context) (int64, error)
}

// Roles keeps the roles, which get a plugin's proposed levels when it is first
// enabled and lose every word about it when it is purged.
type Roles interface {
	Roles(ctx context.Context) ([]people.StoredRole, error)
	PutRole(ctx context.Context, r *people.StoredRole) error
}

// Facts answers from the database what the rules about records and surfaces
// look at. It checks no right. What does not exist is missing in the answer.
type Facts interface {
	// TicketSummaries reads tickets that are not deleted, nothing left out. Of
	// contributors and people copied in, their Access knows only the reader.
	TicketSummaries(ctx context.Context, reader core.UserID, ids ...core.TicketID) ([]tickets.Summary, error)
	// Persons, TeamsWithin and MemberOf are those of tickets.PersonStore.
	Persons(ctx context.Context, ids ...core.UserID) (map[core.UserID]tickets.PersonInfo, error)
	TeamsWithin(ctx context.Context, all bool, ids []core.TeamID) ([]tickets.Team, error)
	MemberOf(ctx context.Context, user core.UserID, team core.TeamID) (bool, error)
}

// Deps is what a Manager stands on. Everything is needed but Bundled, Outbound,
// SafeMode, Clock and Log.
type Deps struct {
	// Version is this Pegboard's: "0.1.0".
	Version string
	Engine  *sandbox.Engine
	Store   Store
	KV      KVStore
	// Visitors are the people whom plugins let in.
	Visitors VisitorStore
	// Mailings are what they write at set times.
	Mailings MailingStore
	Tables   Tables
	Records  records.Store
	// Files are where files of records lie.
	Files  records.Files
	Access Access
	Roles  Roles
	// Settings holds the keys of publishers.
	Settings Settings
	Facts    Facts
	// Previous holds the versions to go back to, History what was consented to and
	// what failed.
	Previous PreviousStore
	History  HistoryStore
	// Activities is where tickets' logs are, Usage what plugins have used.
	Activities Activities
	Usage      UsageStore
	Deliveries Deliveries
	// Storage counts what is kept for plugins.
	Storage StorageStore
	Tx      core.Transactor
	Outbox  core.Outbox
	// Sealer seals actions; nodes share its key.
	Sealer *blocks.Sealer
	// Vault seals the secrets among settings; nodes share its key.
	Vault *Vault
	// Outbound is the way out for plugins' requests. Default: public addresses only.
	Outbound *Outbound
	// Bundled holds the packages that come with Pegboard, <id>.peg each.
	Bundled fs.FS
	// SafeMode starts with every plugin off, whatever the database says.
	SafeMode bool
	// Patience is what hooks and surfaces get at least, where their usual time is
	// less: for slow or crowded machines, and for tests, which are about what a
	// plugin does and not how fast the machine is.
	Patience time.Duration
	// Words gives the renderer's own words in a language, for what is printed; nil is
	// English. See blocks.Words.
	Words func(language string) func(key string) string
	Clock core.Clock
	Log   *slog.Logger
}

// Services are what guests reach: the domain services, and who listens. Without
// Live nobody does.
type Services struct {
	Tickets *tickets.Service
	People  *people.Service
	Live    Live
}
