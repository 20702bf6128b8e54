package app_test

import (
	"testing"

	"pegboard.dev/pegboard/core/store/storetest"
)

func TestPluginQuota(t *testing.T) {
	needPlugins(t)
	w := newWorld(t, storetest.OpenSQLite(t))
	put := func(name, as, id, body string, status int, want string) scenario {
		sc := scenario{name: name, as: as, method: "PUT", path: "/plugins/" + id + "/quota", body: body, status: status, want: want}
		if status == 200 {
			sc.events = []string{"plugin.quota_set"}
		}
		return sc
	}
	w.play([]scenario{
		put("of a plugin that was never let in", "owner", "calllogs", `{"max_rows":200,"max_bytes":null}`, 404, `{"kind":"not_found"}`),
		{name: "letting it in", as: "owner", method: "POST", path: "/plugins/calllogs/enable", body: `{}`, status: 200, events: []string{"plugin.enabled"}},
		put("an owner sets it", "owner", "calllogs", `{"max_rows":200,"max_bytes":null}`, 200, `{"storage":{"max_rows":200,"set_rows":true,"set_bytes":false},"abilities":{"quota":true}}`),
		put("both, and the usual where nothing is said", "owner", "calllogs", `{"max_rows":null,"max_bytes":5000000}`, 200, `{"storage":{"max_rows":1000000,"set_rows":false,"max_bytes":5000000,"set_bytes":true}}`),
		put("the usual", "owner", "calllogs", `{"max_rows":null,"max_bytes":null}`, 200, `{"storage":{"set_rows":false,"set_bytes":false}}`),
		put("nothing at all", "owner", "calllogs", `{"max_rows":0,"max_bytes":null}`, 422, `{"errors":[{"location":"body.max_rows"}]}`),
		put("less than nothing", "owner", "calllogs", `{"max_rows":null,"max_bytes":-5}`, 422, `{"errors":[{"location":"body.max_bytes"}]}`),
		put("without end", "owner", "calllogs", `{"max_rows":9000000000000000000,"max_bytes":null}`, 422, `{"errors":[{"location":"body.max_rows"}]}`),
		put("no number", "owner", "calllogs", `{"max_rows":"many","max_bytes":null}`, 422, `{"errors":[{"location":"body.max_rows"}]}`),
		put("a part of one", "owner", "calllogs", `{"max_rows":100.5,"max_bytes":null}`, 422, ""),
		put("half of it", "owner", "calllogs", `{"max_rows": 200}`, 422, `{"errors":[{"location":"body.max_bytes"}]}`),
		put("no limit of this kind", "owner", "calllogs", `{"max_rows":null,"max_bytes":null,"max_files":1}`, 422, ""),
		put("by a manager", "manager", "calllogs", `{"max_rows":200,"max_bytes":null}`, 403, ""),
		put("by an agent", "ana", "calllogs", `{"max_rows":200,"max_bytes":null}`, 403, ""),
		put("by a customer", "carl", "calllogs", `{"max_rows":200,"max_bytes":null}`, 403, ""),
		put("by a guest", "", "calllogs", `{"max_rows":200,"max_bytes":null}`, 401, ""),
		put("of a plugin that there is not", "owner", "nothing", `{"max_rows":200,"max_bytes":null}`, 404, ""),
		{name: "what was refused changed nothing", as: "owner", method: "GET", path: "/plugins/calllogs", status: 200, want: `{"storage":{"set_rows":false,"set_bytes":false}}`},
		{name: "what was set is in the audit log", as: "owner", method: "GET", path: "/audit?action=plugin.quota_set", status: 200,
			want: `{"items":[{"before":{"bytes":5000000}},{"after":{"bytes":5000000}},{"after":{"rows":200}}]}`},
	})
}
