// Package plugintest runs a plugin under plain `go test`, in a real helpdesk: a
// fresh one for each test, with a database in memory, the standard roles, and
// the plugin enabled.
//
//	func TestPanel(t *testing.T) {
//		plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
//			ticket := h.Ticket("Refund", "billing")
//			panel := h.As("ana").Panel("notes", ticket)
//			panel.Has("No notes yet.")
//			panel.Submit("new", "save", map[string]any{"text": "Called back."})
//			h.As("ana").Panel("notes", ticket).Has("Called back.")
//		})
//	}
//
// Run runs the test twice: natively, where the plugin's handlers are called in
// the test's own process and a debugger, a panic's stack and coverage work as
// always; and in the sandbox, where the plugin is compiled to WebAssembly and
// runs under every limit of a real helpdesk. Both times host calls, rights,
// pages, routes, hooks and records are the helpdesk's own; nothing is faked.
//
// The people are olga, who owns the helpdesk; mona, the manager, and ana, an
// agent, of the team billing; ben, an agent of the team tech; and the customers
// carl and dora. Watchers have heard of a change when the call that made it
// returns. Unless a method says otherwise, what fails ends the test.
//
// The helpdesk is the command pegboard: the one named by the environment variable
// PEGBOARD, as `pegboard plugin test` sets it, or the one on the PATH. Tests of
// Pegboard's own plugins build it.
package plugintest
