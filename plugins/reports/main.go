// Reports counts what happens in a helpdesk: how many tickets come in, how long
// they wait, who works on them, what is left.
//
// Every figure is the host's: the plugin asks for it with a report's own key, so
// that it counts within the reader's scope and leads to the tickets behind it.
// The plugin knows which figures belong together and how to draw them.
package main

import "pegboard.dev/pegboard/sdk"

func init() {
	sdk.Render("page", page)
	sdk.Action("page", "email", emailNow)
	sdk.Action("page", "save", saveReport)
	sdk.Action("page", "preview", previewReport)
	sdk.Action("page", "ask_delete", askDelete)
	sdk.Action("page", "delete", deleteReport)
	sdk.Action("page", "save_schedule", saveSchedule)
	sdk.Action("page", "pause_schedule", pauseSchedule)
	sdk.Action("page", "delete_schedule", deleteSchedule)
	sdk.Action("page", "save_board", saveBoard)
	sdk.Action("page", "ask_board", askBoard)
	sdk.Action("page", "add_piece", addPiece)
	sdk.Action("page", "place", place)
	sdk.Action("page", "begin", beginWith)
	sdk.Action("page", "delete_board", deleteBoard)
	sdk.OnMailing("report", scheduledLetter)
	sdk.Route("GET", "/csv/{file}", csvFile)
}

func main() {}
