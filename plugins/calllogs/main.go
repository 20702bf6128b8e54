// Call Logs keeps a log of phone calls beside tickets.
//
// It shows the calls of a ticket in the ticket's side panel, all calls within
// the reader's scope on a page of its own, and makes tickets from calls. Who may
// do what is decided by the host, from the keys and the collection that
// plugin.json declares; the plugin asks only to know what to draw.
package main

import "pegboard.dev/pegboard/sdk"

func init() {
	sdk.ServeReports(reportList, reportOf)
	sdk.Render("calls", panel)
	sdk.Render("log_call", logPage)
	sdk.Render("person", personPanel)
	sdk.Render("organization", organizationPanel)
	sdk.Render("page", page)

	sdk.Action("*", "log", logCall)
	sdk.Action("*", "edit", editForm)
	sdk.Action("*", "save", saveCall)
	sdk.Action("*", "delete", deleteCall)
	sdk.Action("*", "add_ticket", addTicket)
	sdk.Action("*", "match", match)
	sdk.Action("*", "begin", begin)
	sdk.Action("*", "finish", finish)
	sdk.Action("*", "called_back", calledBack)
	sdk.Action("*", "ask_files", askFiles)
	sdk.Action("*", "attach", attach)
	sdk.Action("*", "detach", detach)
	sdk.Action("*", "ask_help", askHelp)
	sdk.Action("*", "help", help)
	sdk.Action("*", "ask_transfer", askTransfer)
	sdk.Action("*", "transfer", transfer)
	sdk.Action("*", "ask_relate", askRelate)
	sdk.Action("*", "relate", relate)
	sdk.Action("*", "unrelate", unrelate)
	sdk.Action("*", "ask_remark", askRemark)
	sdk.Action("*", "remark", addRemark)
	sdk.Action("page", "import_file", importFile)
	sdk.Action("page", "import_columns", importColumns)
	sdk.Action("page", "import_write", importWrite)

	sdk.OnEvent("ticket.merged", followMerge)
	sdk.OnEvent("calllogs.calls_created", writeDown)
	sdk.OnEvent("calllogs.calls_updated", writeDown)
	sdk.OnEvent("calllogs.calls_deleted", forget)
	sdk.OnSchedule("callbacks", remind)
}

func main() {}
