package tickets

// systemViews are built in, in the order of the sidebar.
var systemViews = []View{
	{ID: "open", Name: "Open", Filter: Filter{Statuses: activeStatuses}},
	{ID: "mine", Name: "Assigned to me", Filter: Filter{Statuses: activeStatuses, Mine: true}},
	{ID: "contributing", Name: "I contribute", Filter: Filter{Statuses: activeStatuses, Contributing: true}},
	{ID: "queue", Name: "My queue", Filter: Filter{Queue: true}},
	{ID: "unassigned", Name: "Unassigned", Filter: Filter{Statuses: activeStatuses, NoAssignee: true}},
	{ID: "pinned", Name: "Pinned", Filter: Filter{Pinned: true}},
	{ID: "follow_up", Name: "Follow-up", Filter: Filter{Statuses: activeStatuses, FollowUp: true}},
	{ID: "snoozed", Name: "Snoozed", Filter: Filter{Statuses: activeStatuses, Snoozed: SnoozedOnly}},
	{ID: "solved", Name: "Solved", Filter: Filter{Statuses: []Status{Solved, Closed}}},
	{ID: "all", Name: "All", Filter: Filter{}},
}

func init() {
	for i := range systemViews {
		systemViews[i].Audience, systemViews[i].Sort = AudienceSystem, ByUpdated
	}
}

func systemView(id string) (View, bool) {
	for _, v := range systemViews {
		if v.ID == id {
			return v, true
		}
	}
	return View{}, false
}
