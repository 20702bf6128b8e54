// Live chat lets visitors of websites talk with the team while they are there.
//
// Visitors come by routes of their own, as people whom the host let in: of chats
// and lines they reach theirs, which the host sees to. Agents work on a page of
// blocks. Both sides hear what is said on the channel of their chat; what counts is
// what was stored, and whoever was away asks for what came after the last line that
// they have.
package main

import "pegboard.dev/pegboard/sdk"

func init() {
	sdk.Route("GET", "/widget", welcome)
	sdk.Route("POST", "/widget/start", start)
	sdk.Route("POST", "/widget/leave", leave)
	sdk.Route("GET", "/widget/chat", resume)
	sdk.Route("POST", "/widget/lines", visitorSays)
	sdk.Route("POST", "/widget/seen", visitorHasRead)
	sdk.Route("POST", "/widget/typing", visitorTypes)
	sdk.Route("POST", "/widget/end", visitorEnds)
	sdk.Route("POST", "/widget/survey", survey)

	sdk.Render("desk", desk)
	sdk.Render("past", past)
	sdk.Render("chats", panel)

	sdk.Action("*", "take", take)
	sdk.Action("*", "accept", accept)
	sdk.Action("*", "decline", decline)
	sdk.Action("*", "on", turnOn)
	sdk.Action("*", "off", turnOff)
	sdk.Action("*", "say", agentSays)
	sdk.Action("*", "note", agentNotes)
	sdk.Action("*", "seen", agentHasRead)
	sdk.Action("*", "typing", agentTypes)
	sdk.Action("*", "end", agentEnds)
	sdk.Action("*", "ask_transfer", askTransfer)
	sdk.Action("*", "transfer", transfer)
	sdk.Action("*", "ask_invite", askInvite)
	sdk.Action("*", "invite", invite)
	sdk.Action("*", "ask_tags", askTags)
	sdk.Action("*", "tags", setTags)
	sdk.Action("*", "about", about)
	sdk.Action("*", "add_ticket", addTicket)
	sdk.Action("*", "transcript", mailTranscript)
	sdk.Action("*", "ban", ban)

	sdk.ServeReports(reportList, reportOf)

	sdk.OnSchedule("quiet", endQuiet)
	sdk.OnSchedule("offers", offerAll)
}

func main() {}
