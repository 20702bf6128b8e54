// Package scenario plays access scenarios: it opens a fresh helpdesk in a
// directory of its own, makes the people, tickets and records that a file
// speaks of, and asks the services that guard the server what each person may
// do. It holds no rule. What a question's object is asked both ways: the answer
// for one object and the query behind the lists must agree, and where the
// question is about an act that can be tried, it is tried and undone.
//
// cmd/pegboard imports it.
package scenario
