// Package sdk is what a Pegboard plugin imports.
//
// A plugin is a package main whose init registers handlers; main stays empty
// and never runs. It is built with
//
//	GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -o plugin.wasm .
//
// and packed with its plugin.json. A handler is an ordinary function:
//
//	func init() {
//		sdk.OnTicket("ticket.will_create", func(t *sdk.Ticket) error {
//			if strings.Contains(t.Subject, "outage") {
//				t.Priority = "urgent"
//			}
//			return nil
//		})
//	}
//
// What a will-hook's handler changes in its ticket goes back to the host as a
// patch of those fields; Veto stops the change with a reason. Host services
// (Tickets, People, Access, Collection, KV, Settings, Services, Realtime, Notify,
// Publish, Fetch, Text, Log) act with the rights of the person behind the call AND the plugin's
// grants. They fail with *Error.
//
// An instance answers one call at a time, and another instance may answer the
// next: keep nothing in variables that must not be lost, use collections and
// KV. The package builds natively too; package plugintest runs a plugin's
// handlers under plain go test in a real helpdesk. README.md is the manual.
package sdk
