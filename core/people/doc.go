// Package people knows who there is and who may do what to them: users, teams,
// departments, organizations, groups, roles, personal grants, sign-in, sessions
// and API tokens, first set-up, settings and the audit log.
//
// It is a domain package: it may import core and rbac, and whoever needs a
// person imports it. It knows no database (ports.go says what it needs of one),
// no HTTP and no ticket.
//
// Service is the only door for people. Every method takes the actor explicitly
// and checks their rights; Provisioner is the door of the machine's operator
// (command line, demo, scenarios) and checks none. Both end in the same
// unexported steps.
//
// Whatever changes rights runs in Service.changeAccess: one transaction that
// first moves the access epoch, which makes changes of rights happen one after
// another on every node, then looks at the actor and the policy afresh, and
// leaves an audit row and an event.
//
// RATIONALE.md tells why.
package people
