// Package rbac decides who may do what.
//
// It holds the registry of features and permission keys, roles and policies,
// the powers that a person's roles and grants add up to, and the one rule of
// access in its two forms: Decide answers for one object in memory, Reach says
// the same as branches that a store compiles into a query.
//
// The package is pure: no I/O, no clock of its own, no globals that change.
// Everything in the domain and at the rim may import it; it imports core, the
// standard library and a YAML reader only.
package rbac
