// Package plugin is where plugins live: their packages, their life from upload
// to purge, the places where they appear, the hooks they take part in, and the
// host services they may call.
//
// It is an adapter between guests in the sandbox and the domain: a guest
// reaches tickets, people and records only through the same services as
// everybody else, with the rights of the person behind the call AND what the
// site owner granted. It imports domain packages, the sandbox and the ABI; only
// cmd/pegboard imports it. The database, HTTP and jobs reach it through ports.
//
// A failing plugin fails its one call, with KindUnavailable; nothing else
// notices. See Manager for the life of a plugin.
package plugin
