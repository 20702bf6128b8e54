package main

// groups of the catalogue, in order.
var groups = []string{"volume", "speed", "backlog", "people", "quality"}

func count(of string) source { return source{of: of, measures: []string{"count"}} }

func counts(name string) column { return column{name: name, kind: "count", plot: true} }

// times are the percentiles of a length, behind the number it was computed from.
func times(of, what string) (source, []column) {
	return source{of: of, measures: []string{"n " + what, "p50 " + what, "p90 " + what}},
		[]column{{name: "tickets", kind: "count"}, {name: "p50", measure: 1, kind: "length", plot: true}, {name: "p90", measure: 2, kind: "length", plot: true}}
}

func timed(id, chart, by, of, what string) report {
	s, columns := times(of, what)
	return report{id: id, group: "speed", icon: "clock", chart: chart, by: by, sources: []source{s}, columns: columns, top: 50}
}

func volume(id, icon, chart, by string) report {
	return report{id: id, group: "volume", icon: icon, chart: chart, by: by, sources: []source{count("created")}, columns: []column{counts("tickets")}, top: 50}
}

var active = []string{"open", "pending", "on_hold"}

// ready are the reports that come with the plugin, by their ids in plugin.json.
var ready = []report{
	volume("volume", "chart-bar", "bar", "time"),
	volume("volume_channel", "inbox", "donut", "channel"),
	volume("volume_team", "users", "hbar", "team"),
	volume("volume_tag", "tag", "hbar", "tag"),
	volume("volume_priority", "flag", "hbar", "priority"),
	volume("volume_organization", "building", "hbar", "organization"),
	volume("busiest_hours", "calendar", "heatmap", "hour_of_week"),
	{id: "flow", group: "volume", icon: "chart-line", chart: "line", by: "time", sources: []source{count("created"), count("solved"), count("reopened")},
		columns: []column{counts("came_in"), {name: "solved", measure: 1, kind: "count", plot: true}, {name: "reopened", measure: 2, kind: "count"}}},

	timed("first_response", "line", "time", "created", "first_response"),
	timed("first_response_team", "hbar", "team", "created", "first_response"),
	timed("first_response_agent", "hbar", "person", "first_response", "first_response"),
	timed("resolution", "line", "time", "resolved", "resolution"),
	timed("resolution_team", "hbar", "team", "resolved", "resolution"),
	timed("resolution_priority", "hbar", "priority", "resolved", "resolution"),
	{id: "waiting", group: "speed", icon: "clock", chart: "hbar", by: "team", top: 50,
		sources: []source{{of: "created", measures: []string{"count", "p50 waiting", "p90 waiting", "p90 pending", "p90 on_hold"}}},
		columns: []column{{name: "tickets", kind: "count"}, {name: "waiting50", measure: 1, kind: "length", plot: true}, {name: "waiting90", measure: 2, kind: "length", plot: true},
			{name: "pending90", measure: 3, kind: "length"}, {name: "on_hold90", measure: 4, kind: "length"}}},

	{id: "backlog", group: "backlog", icon: "chart-line", chart: "area", by: "time", sources: []source{count("active")}, columns: []column{counts("open")}},
	aged("backlog_team", "team"), aged("backlog_agent", "assignee"), aged("backlog_status", "status"), aged("backlog_priority", "priority"),
	{id: "unanswered", group: "backlog", icon: "alert-circle", chart: "hbar", by: "team", now: true, top: 50,
		sources: []source{{measures: []string{"count", "p50 age", "max age"}, status: active, when: []string{"first_response~~~never"}}},
		columns: []column{counts("tickets"), {name: "age50", measure: 1, kind: "length"}, {name: "oldest", measure: 2, kind: "length"}}},

	{id: "agents", group: "people", icon: "user", chart: "hbar", by: "person", top: 100,
		sources: []source{{of: "replied", measures: []string{"count", "tickets"}}, count("worked"), count("solved")},
		columns: []column{counts("replies"), {name: "answered_tickets", measure: 1, kind: "count"}, {name: "messages", measure: 2, kind: "count"}, {name: "solved", measure: 3, kind: "count", plot: true}}},
	{id: "contributors", group: "people", icon: "users-group", chart: "hbar", by: "person", top: 100,
		sources: []source{{of: "worked", measures: []string{"count"}, split: "part", splits: []int64{1, 2, 3}}},
		columns: []column{{name: "as_assignee", kind: "count", plot: true}, {name: "as_contributor", measure: 1, kind: "count", plot: true},
			{name: "as_other", measure: 2, kind: "count"}, {name: "contributor_share", measure: 1, kind: "share"}}},
	{id: "working_hours", group: "people", icon: "calendar", chart: "heatmap", by: "hour_of_week", sources: []source{count("worked")}, columns: []column{counts("messages")}},
	{id: "solved", group: "people", icon: "check", chart: "bar", by: "time", sources: []source{count("solved")}, columns: []column{counts("solved")}},

	{id: "reopened", group: "quality", icon: "refresh", chart: "bar", by: "time", sources: []source{count("reopened"), count("solved")},
		columns: []column{counts("reopened"), {name: "solved", measure: 1, kind: "count"}}},
	{id: "reopened_team", group: "quality", icon: "refresh", chart: "hbar", by: "team", top: 50, sources: []source{{of: "reopened", measures: []string{"count", "tickets"}}},
		columns: []column{counts("reopened"), {name: "tickets", measure: 1, kind: "count"}}},
	{id: "replies", group: "quality", icon: "message", chart: "hbar", by: "team", top: 50, sources: []source{{of: "resolved", measures: []string{"count", "p50 replies", "p90 replies"}}},
		columns: []column{{name: "tickets", kind: "count"}, {name: "replies50", measure: 1, kind: "number", plot: true}, {name: "replies90", measure: 2, kind: "number", plot: true}}},
}

// aged is what is left now, and how old it is.
func aged(id, by string) report {
	return report{id: id, group: "backlog", icon: "clock", chart: "hbar", by: by, now: true, top: 50,
		sources: []source{{measures: []string{"count", "p50 age", "p90 age", "max age"}, status: active}},
		columns: []column{counts("open"), {name: "age50", measure: 1, kind: "length"}, {name: "age90", measure: 2, kind: "length"}, {name: "oldest", measure: 3, kind: "length"}}}
}

func init() {
	for i := range ready {
		ready[i].key = "reports.view.reports." + ready[i].id
	}
}

// find returns a ready report by its id, nil for none.
func find(id string) *report {
	for i := range ready {
		if ready[i].id == id {
			return &ready[i]
		}
	}
	return nil
}
