// Package records holds the rules of a plugin's collections: what a manifest
// may declare, what a value of a field may be, how a query is written, and who
// may read, create, change and delete which record.
//
// It is pure: no database, no HTTP, no sandbox. The store compiles its queries
// to SQL; the plugin host and the HTTP API both enter at Service, with the
// person who asks as an explicit argument. The scope of every query comes from
// rbac.Reach, the same rule that guards tickets.
package records
