// Canned replies keeps what a team writes again and again, and puts it into an
// answer with the customer's name and the ticket's number filled in.
//
// A reply is written on the page (edit.go), listed there (page.go), and inserted
// from the menu of the place where one writes (insert.go), where its placeholders
// are filled in (fill.go). Whom a reply is for, everybody, a team or its owner
// alone, is the host's to decide, by the collection's field everyone.
package main

import "pegboard.dev/pegboard/sdk"

func init() {
	sdk.Render("page", page)
	sdk.Render("insert", intoTicket)

	sdk.Render("chat", intoChat)

	sdk.Action("page", "save", save)
	sdk.Action("page", "delete", remove)
	sdk.Action("insert", "insert", insertIntoTicket)
	sdk.Action("insert", "first", firstIntoTicket)
	sdk.Action("chat", "insert", insertIntoChat)
	sdk.Action("chat", "first", firstIntoChat)
}

func main() {}
