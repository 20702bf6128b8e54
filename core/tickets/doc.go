// Package tickets holds the rules of the ticket: its one assignee and many
// contributors, its conversation, its queue, its views, and who may do what.
//
// Every door (HTTP, mail, jobs, plugins, realtime) enters at Service, which is
// the only place where rights on tickets are checked. A method takes the actor
// as an explicit *rbac.Subject and asks rbac.Decide, inside the transaction
// that writes. What the actor may not see is KindNotFound; what they may see
// but not do is KindForbidden.
//
// The package knows neither the web nor the database: it declares the ports it
// needs (ports.go) and core/store implements them. It may be imported by
// records, blocks' callers and every adapter.
package tickets
