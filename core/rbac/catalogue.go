package rbac

// CoreFeatures returns the features of core, in the order of the role editor.
// The table is the catalogue's rows marked core; the caller may change its copy.
func CoreFeatures() []Feature {
	return []Feature{consoleFeature(), ticketsFeature(), peopleFeature(), rolesFeature(), settingsFeature(), viewsFeature()}
}

// coreRank gives each core feature its place, and is the list of names that no plugin may take.
func coreRank() map[string]int {
	return map[string]int{"console": 0, "tickets": 1, "people": 2, "roles": 3, "settings": 4, "views": 5}
}

func consoleFeature() Feature {
	return Feature{
		ID: "console", Title: "Consoles", Help: "Which of the consoles for employees a person may enter.", For: Employee,
		Keys: []KeyDef{
			{Key: "console.view", Title: "See which consoles there are"},
			{Key: "console.agent", Title: "Enter the agent console"},
			{Key: "console.admin", Title: "Enter the admin console"},
		},
	}
}

func ticketsFeature() Feature {
	return Feature{
		ID: "tickets", Title: "Tickets", Help: "Seeing tickets and working on them.", For: Employee, Resource: Tickets,
		Keys: []KeyDef{
			{Key: "tickets.view", Title: "See tickets", Scoped: true},
			{Key: "tickets.create", Title: "Create tickets"},
			{Key: "tickets.reply", Title: "Reply to the requester", Scoped: true},
			{Key: "tickets.merge", Title: "Merge tickets", Scoped: true, Destructive: true},
			{Key: "tickets.status", Title: "Change the status", Scoped: true},
			{Key: "tickets.priority", Title: "Change the priority", Scoped: true},
			{Key: "tickets.email", Title: "Change the requester's address", Scoped: true},
			{Key: "tickets.subject", Title: "Change the subject", Scoped: true},
			{Key: "tickets.pin", Title: "Pin tickets", Scoped: true},
			{Key: "tickets.follow_up", Title: "Set a follow-up", Scoped: true},
			{Key: "tickets.assistance", Title: "Ask colleagues in", Help: "Adds and removes contributors.", Scoped: true},
			{Key: "tickets.comment", Title: "Write private notes", Scoped: true},
			{Key: "tickets.resolution", Title: "Write the resolution", Scoped: true},
			{Key: "tickets.attach", Title: "Attach files", Scoped: true},
			{Key: "tickets.relate", Title: "Relate tickets to each other", Scoped: true},
			{Key: "tickets.take", Title: "Take tickets", Scoped: true},
			{Key: "tickets.delete", Title: "Delete tickets", Scoped: true, Destructive: true},
			{Key: "tickets.transfer", Title: "Transfer tickets to other teams", Scoped: true},
			{Key: "tickets.assign", Title: "Change the assignee", Help: "Of any ticket within scope.", Scoped: true},
			{Key: "tickets.search", Title: "Use the advanced search"},
			{Key: "tickets.queue", Title: "See the queue", Help: "Tickets of one's teams that nobody has taken yet may be seen, and taken by one who may take."},
			{Key: "tickets.unrouted", Title: "See tickets without a team", Help: "They count as tickets of one's own teams.", OnlyCustom: true},
			{Key: "tickets.route", Title: "Send tickets to any team or person", Help: "Even where the ticket is out of sight afterwards.", Scoped: true, OnlyCustom: true},
			{Key: "tickets.submit", Title: "Open tickets as a customer", For: User},
			{Key: "tickets.rate", Title: "Rate how a ticket was handled", For: User, Scoped: true},
		},
		Levels: map[Level][]Key{
			Modify: {
				"tickets.create", "tickets.reply", "tickets.merge", "tickets.status", "tickets.priority", "tickets.email", "tickets.subject",
				"tickets.pin", "tickets.follow_up", "tickets.assistance", "tickets.comment", "tickets.resolution", "tickets.attach", "tickets.relate",
			},
		},
	}
}

func peopleFeature() Feature {
	all := []Key{
		"people.create", "people.edit", "people.clone", "people.comment", "people.ticket",
		"people.org.view", "people.org.create", "people.org.edit", "people.org.delete", "people.org.comment",
		"people.member.create", "people.member.edit", "people.member.delete",
	}
	return Feature{
		ID: "people", Title: "People and organizations", Help: "Customers, colleagues and the organizations customers belong to.", For: Employee,
		Keys: []KeyDef{
			{Key: "people.view", Title: "See people", Help: "At own or team: the requesters of tickets within that scope.", Scoped: true},
			{Key: "people.create", Title: "Create people"},
			{Key: "people.edit", Title: "Change people", Scoped: true},
			{Key: "people.delete", Title: "Delete people", Scoped: true, Destructive: true},
			{Key: "people.clone", Title: "Clone people", Scoped: true},
			{Key: "people.comment", Title: "Write notes about people", Scoped: true},
			{Key: "people.ticket", Title: "Open tickets for people", Scoped: true},
			{Key: "people.org.view", Title: "See organizations", Scoped: true},
			{Key: "people.org.create", Title: "Create organizations"},
			{Key: "people.org.edit", Title: "Change organizations", Scoped: true},
			{Key: "people.org.delete", Title: "Delete organizations", Scoped: true, Destructive: true},
			{Key: "people.org.comment", Title: "Write notes about organizations", Scoped: true},
			{Key: "people.member.create", Title: "Add members to organizations", Scoped: true},
			{Key: "people.member.edit", Title: "Change members of organizations", Scoped: true},
			{Key: "people.member.delete", Title: "Remove members from organizations", Scoped: true, Destructive: true},
			{Key: "people.invite", Title: "Invite people", OnlyCustom: true},
			{Key: "people.import", Title: "Import people", OnlyCustom: true},
			{Key: "people.roles.assign", Title: "Change people's roles", Help: "Only roles that one manages.", Scoped: true, OnlyCustom: true},
			{Key: "people.teams.manage", Title: "Manage teams and departments", OnlyCustom: true},
			{Key: "people.groups.manage", Title: "Manage groups of customers", OnlyCustom: true},
		},
		Levels: map[Level][]Key{Modify: all, Read: {"people.ticket", "people.org.view"}},
	}
}

func rolesFeature() Feature {
	return Feature{
		ID: "roles", Title: "Roles", Help: "What each role may do.", For: Employee,
		Keys: []KeyDef{
			{Key: "roles.view", Title: "See roles"},
			{Key: "roles.create", Title: "Create roles"},
			{Key: "roles.edit", Title: "Change roles"},
			{Key: "roles.delete", Title: "Delete roles", Destructive: true},
			{Key: "roles.clone", Title: "Clone roles"},
			{Key: "roles.export", Title: "Export roles"},
			{Key: "roles.import", Title: "Import roles"},
		},
	}
}

func settingsFeature() Feature {
	return Feature{
		ID: "settings", Title: "Settings", Help: "How the helpdesk itself is set up.", For: Employee,
		Keys: []KeyDef{
			{Key: "settings.view", Title: "See settings", OnlyCustom: true},
			{Key: "settings.edit", Title: "Change settings", Destructive: true, OnlyCustom: true},
			{Key: "settings.plugins", Title: "Install, enable and remove plugins", Destructive: true, OnlyCustom: true},
			{Key: "settings.company", Title: "Change the company's details", Destructive: true, OnlyCustom: true},
			{Key: "settings.billing", Title: "Billing and invoices", Destructive: true, OnlyCustom: true},
			{Key: "settings.audit", Title: "Read the audit log", OnlyCustom: true},
			{Key: "settings.rules", Title: "Change ticket rules", Destructive: true, OnlyCustom: true},
		},
	}
}

func viewsFeature() Feature {
	return Feature{
		ID: "views", Title: "Saved filters", Help: "Creating and changing saved ticket filters. Seeing one follows its audience.", For: Employee,
		Keys: []KeyDef{
			{Key: "views.view", Title: "See the list of saved filters"},
			{Key: "views.own", Title: "Create and change one's own filters"},
			{Key: "views.team", Title: "Create and change filters of one's teams"},
			{Key: "views.shared", Title: "Create and change filters for everybody"},
		},
		Levels: map[Level][]Key{Modify: {"views.own", "views.team"}},
	}
}
