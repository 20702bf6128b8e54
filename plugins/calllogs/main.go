// Call Logs keeps a log of phone calls beside tickets.
//
// It shows the calls of a ticket in the ticket's side panel, all calls within
// the reader's scope on a page of its own, and makes tickets from calls. Who may
// do what is decided by the host, from the keys and the collection that
// plugin.json declares; the plugin asks only to know what to draw.
package main

import "pegboard.dev/pegboard/sdk"

func init() {
	sdk.Render("calls", panel)
	sdk.Render("log_call", logPage)
	sdk.Render("page", page)

	sdk.Action("*", "log", logCall)
	sdk.Action("*", "edit", editForm)
	sdk.Action("*", "save", saveCall)
	sdk.Action("*", "delete", deleteCall)
	sdk.Action("*", "add_ticket", addTicket)

	sdk.OnEvent("ticket.merged", followMerge)
}

func main() {}
