package tickets

import (
	"net/url"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core"
)

// Values spells the filter as the parameters of an address, as the HTTP API's
// list of tickets and the console's inbox read them. Several values of one are
// separated by commas.
func (f *Filter) Values() url.Values {
	v := url.Values{}
	put := func(name string, values ...string) {
		if text := strings.Join(values, ","); text != "" {
			v.Set(name, text)
		}
	}
	var statuses, priorities, teams, whens []string
	for _, s := range f.Statuses {
		statuses = append(statuses, s.String())
	}
	for _, p := range f.Priorities {
		priorities = append(priorities, p.String())
	}
	for _, t := range f.Teams {
		teams = append(teams, strconv.FormatInt(int64(t), 10))
	}
	if f.NoTeam {
		teams = append(teams, "none")
	}
	for _, w := range f.When {
		whens = append(whens, w.String())
	}
	put("status", statuses...)
	put("priority", priorities...)
	put("team", teams...)
	put("assignee", somebody(f.Assignee, f.Mine, f.NoAssignee))
	put("contributor", somebody(f.Contributor, f.Contributing, false))
	put("requester", somebody(f.Requester, f.Requested, false))
	if f.Organization != 0 {
		put("organization", strconv.FormatInt(int64(f.Organization), 10))
	}
	put("tag", f.Tag)
	put("channel", f.Channel)
	put("when", whens...)
	put("within", string(f.Within))
	put("snoozed", string(f.Snoozed))
	put("q", f.Query)
	return v
}

func somebody(id core.UserID, me, none bool) string {
	switch {
	case me:
		return "me"
	case none:
		return "none"
	case id != 0:
		return strconv.FormatInt(int64(id), 10)
	}
	return ""
}
