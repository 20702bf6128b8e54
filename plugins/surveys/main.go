// Surveys asks customers how it went, once a ticket is closed or a chat is over,
// and shows what they say where it belongs.
//
// The way of an answer: a closed ticket plans an invitation (offer.go), as a chat
// does (chat.go), the schedule sends it with a secret link (send.go), or the
// window of the chat shows one; the customer answers on a
// page of the portal (answer.go, form.go), the answers are kept (keep.go), and a
// bad rating is followed up (follow.go). Stars are drawn in panel.go, figures in
// results.go, surveys are set up in edit.go.
//
// Nobody holds a key to write any of this: the plugin does so as itself, for a
// customer whose invitation it has found, or for somebody whose page the host
// has let them open. Who reads what is the host's to decide, by the scopes of
// surveys.summary and surveys.details.
package main

import "pegboard.dev/pegboard/sdk"

func init() {
	sdk.OnTicket("ticket.closed", offerAfterTicket)
	sdk.OnEvent("livechat.chat_closed", offerAfterChat)
	sdk.OnSchedule("send", sendDue)

	sdk.Serve("invite", invite)
	sdk.Serve("stars", starsOf)
	sdk.ServeReports(reportList, reportOf)

	sdk.Render("answer", answerPage)
	sdk.Render("open", openInvitations)
	sdk.Action("answer", "answer", takeAnswers)

	sdk.Render("request", onRequest)

	sdk.Render("ticket", ticketPanel)
	sdk.Render("person", personPanel)
	sdk.Render("organization", organizationPanel)
	sdk.Render("stars", starsColumn)
	sdk.Render("results", resultsPage)

	sdk.Render("edit", editPage)
	sdk.Action("edit", "new", newSurvey)
	sdk.Action("edit", "save", saveSurvey)
	sdk.Action("edit", "state", setState)
	sdk.Action("edit", "add_question", questionForm)
	sdk.Action("edit", "question", questionForm)
	sdk.Action("edit", "save_question", saveQuestion)
	sdk.Action("edit", "move", moveQuestion)
	sdk.Action("edit", "remove", removeQuestion)
	sdk.Action("edit", "delete", deleteSurvey)
}

func main() {}
