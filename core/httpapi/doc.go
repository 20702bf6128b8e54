// Package httpapi is the HTTP rim of Pegboard: the JSON API under /api/v1, the
// console's shell and assets, health probes and the API's own documentation.
//
// It turns a request into a call of a domain service with the actor made
// explicit, and the answer into a DTO that carries the actor's abilities. It
// decides nothing about rights beyond the permission that each operation
// declares: the services decide, for every caller alike.
//
// With core/realtime it is the only importer of Fiber. It does not import
// other adapters; cmd/pegboard hands them over as interfaces declared here.
package httpapi
