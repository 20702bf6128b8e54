package mail

import (
	"golang.org/x/text/language"

	"pegboard.dev/pegboard/core/notices"
)

// phrase is what a letter says. {about} is the company, or who wrote.
type phrase struct {
	subject    string
	paragraphs []string
	label      string
	footer     string
}

// words are the letters in one language.
type words struct {
	language       string
	hello, helloTo string
	letters        map[letterKind]phrase
	remarks        map[remark]string
}

// englishNews and germanNews are letters to employees about news of a ticket.
func englishNews(text string) phrase {
	return phrase{
		paragraphs: []string{text}, label: "Open the ticket",
		footer: "Your profile says what you hear of by letter. This mailbox is not read.",
	}
}

func germanNews(text string) phrase {
	return phrase{
		paragraphs: []string{text}, label: "Ticket öffnen",
		footer: "In Ihrem Profil steht, worüber Sie Briefe bekommen. Dieses Postfach wird nicht gelesen.",
	}
}

var english = words{
	language: "en", hello: "Hello,", helloTo: "Hello %s,",
	remarks: map[remark]string{
		notYours: "This letter comes without its PDF: you may not print what it shows, or it is gone.",
		notMade:  "The PDF that belongs to this letter could not be made this time. The page shows the same.",
	},
	letters: map[letterKind]phrase{
		invitation: {
			subject:    "You are invited to {about}",
			paragraphs: []string{"{about} has invited you to its helpdesk. Choose a password, and your account is ready. The link works for a week."},
			label:      "Accept the invitation", footer: "If you did not expect this, you need do nothing.",
		},
		verify: {
			subject:    "Confirm your e-mail address",
			paragraphs: []string{"Follow the link to confirm that this address is yours. It works for a week."},
			label:      "Confirm the address", footer: "If you did not register with {about}, you need do nothing.",
		},
		reset: {
			subject:    "Choose a new password",
			paragraphs: []string{"Somebody, probably you, asked for a new password. The link works for an hour, once."},
			label:      "Choose a new password", footer: "If it was not you, you need do nothing: your password stays as it is.",
		},
		known: {
			subject:    "You have an account already",
			paragraphs: []string{"Somebody, probably you, wanted to register at {about} with this address. It has an account already. If you do not know its password, choose a new one. The link works for an hour, once."},
			label:      "Choose a new password", footer: "If it was not you, you need do nothing.",
		},
		replied: {
			paragraphs: []string{"{about} has answered your request:"},
			label:      "Read and answer", footer: "Please answer on the page: this mailbox is not read.",
		},
		received: {
			paragraphs: []string{"{about} has received your request and will answer it:"},
			label:      "Follow the request", footer: "If you did not ask for anything, you need do nothing. This mailbox is not read.",
		},
		told: {
			paragraphs: []string{"{about} has news for you:"},
			label:      "Open the helpdesk", footer: "{about} is a part of this helpdesk. This mailbox is not read.",
		},
		toldOutside: {
			paragraphs: []string{"{company} writes to you:"},
			label:      "Open the page", footer: "Sent by {about}, a part of {company}'s helpdesk. This mailbox is not read.",
		},
		letterKind(notices.Assigned):  englishNews("{about} gave this ticket to you."),
		letterKind(notices.Replied):   englishNews("{about} replied on a ticket of yours:"),
		letterKind(notices.Noted):     englishNews("{about} left a note on a ticket of yours:"),
		letterKind(notices.Mentioned): englishNews("{about} mentioned you in a note:"),
		letterKind(notices.Invited):   englishNews("{about} asked you in as a contributor."),
		letterKind(notices.Helped):    englishNews("{about} replied on a ticket that you contribute to:"),
		letterKind(notices.Queued):    englishNews("A ticket waits in the queue of your team."),
		letterKind(notices.Woken):     englishNews("A ticket is back from its snooze."),
	},
}

var german = words{
	language: "de", hello: "Guten Tag,", helloTo: "Guten Tag %s,",
	remarks: map[remark]string{
		notYours: "Dieser Brief kommt ohne sein PDF: Sie dürfen nicht drucken, was es zeigt, oder es ist nicht mehr da.",
		notMade:  "Das PDF zu diesem Brief ließ sich diesmal nicht erstellen. Die Seite zeigt dasselbe.",
	},
	letters: map[letterKind]phrase{
		invitation: {
			subject:    "Einladung zu {about}",
			paragraphs: []string{"{about} hat Sie zum Helpdesk eingeladen. Wählen Sie ein Passwort, und Ihr Konto ist bereit. Der Link gilt eine Woche."},
			label:      "Einladung annehmen", footer: "Falls Sie das nicht erwartet haben, müssen Sie nichts tun.",
		},
		verify: {
			subject:    "Bestätigen Sie Ihre E-Mail-Adresse",
			paragraphs: []string{"Folgen Sie dem Link, um zu bestätigen, dass diese Adresse Ihre ist. Er gilt eine Woche."},
			label:      "Adresse bestätigen", footer: "Falls Sie sich nicht angemeldet haben, müssen Sie nichts tun.",
		},
		reset: {
			subject:    "Neues Passwort wählen",
			paragraphs: []string{"Jemand, vermutlich Sie, hat um ein neues Passwort gebeten. Der Link gilt eine Stunde und nur einmal."},
			label:      "Neues Passwort wählen", footer: "Falls Sie es nicht waren, müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.",
		},
		known: {
			subject:    "Sie haben bereits ein Konto",
			paragraphs: []string{"Jemand, vermutlich Sie, wollte sich mit dieser Adresse bei {about} anmelden. Sie hat bereits ein Konto. Falls Sie dessen Passwort nicht kennen, wählen Sie ein neues. Der Link gilt eine Stunde und nur einmal."},
			label:      "Neues Passwort wählen", footer: "Falls Sie es nicht waren, müssen Sie nichts tun.",
		},
		replied: {
			paragraphs: []string{"{about} hat auf Ihre Anfrage geantwortet:"},
			label:      "Lesen und antworten", footer: "Bitte antworten Sie auf der Seite: Dieses Postfach wird nicht gelesen.",
		},
		received: {
			paragraphs: []string{"{about} hat Ihre Anfrage erhalten und wird sie beantworten:"},
			label:      "Anfrage verfolgen", footer: "Falls Sie nichts angefragt haben, müssen Sie nichts tun. Dieses Postfach wird nicht gelesen.",
		},
		told: {
			paragraphs: []string{"{about} hat eine Nachricht für Sie:"},
			label:      "Helpdesk öffnen", footer: "{about} ist ein Teil dieses Helpdesks. Dieses Postfach wird nicht gelesen.",
		},
		toldOutside: {
			paragraphs: []string{"{company} schreibt Ihnen:"},
			label:      "Seite öffnen", footer: "Gesendet von {about}, einem Teil des Helpdesks von {company}. Dieses Postfach wird nicht gelesen.",
		},
		letterKind(notices.Assigned):  germanNews("{about} hat Ihnen dieses Ticket übergeben."),
		letterKind(notices.Replied):   germanNews("{about} hat auf ein Ticket von Ihnen geantwortet:"),
		letterKind(notices.Noted):     germanNews("{about} hat eine Notiz zu einem Ticket von Ihnen geschrieben:"),
		letterKind(notices.Mentioned): germanNews("{about} hat Sie in einer Notiz erwähnt:"),
		letterKind(notices.Invited):   germanNews("{about} hat Sie als Mitwirkende oder Mitwirkenden dazugebeten."),
		letterKind(notices.Helped):    germanNews("{about} hat auf ein Ticket geantwortet, an dem Sie mitwirken:"),
		letterKind(notices.Queued):    germanNews("Ein Ticket wartet in der Warteschlange Ihres Teams."),
		letterKind(notices.Woken):     germanNews("Ein zurückgestelltes Ticket ist wieder da."),
	},
}

var (
	languages = []*words{&english, &german}
	matcher   = language.NewMatcher([]language.Tag{language.English, language.German})
)

// wordsFor picks the first of the wanted languages that there are words in.
func wordsFor(locales ...string) *words {
	for _, l := range locales {
		tag, err := language.Parse(l)
		if err != nil {
			continue
		}
		if _, i, confidence := matcher.Match(tag); confidence >= language.High {
			return languages[i]
		}
	}
	return &english
}
