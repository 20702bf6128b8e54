package rbac_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
)

func TestPresetsList(t *testing.T) {
	want := map[string][]string{
		"standard":     {"owner", "admin", "manager", "agent", "light-agent", "customer", "visitor"},
		"smartertrack": {"everyone", "agent", "manager", "administrator", "registered-user", "registered-user-with-verified-email"},
		"helprace":     {"owner", "admin", "agent", "user"},
		"deskpro":      {"guest", "user", "agent", "admin", "all-permissions", "all-non-destructive-permissions"},
		"freshchat": {
			"account-admin", "administrator", "support-agent", "support-manager", "marketing-user", "marketing-manager",
			"restricted-user", "sales-user", "sales-manager", "customer", "visitor",
		},
		"wp-ticket": {"administrator", "manager", "agent", "customer", "visitor"},
	}
	list := rbac.Presets()
	if len(list) != len(want) || list[0].Slug != rbac.DefaultPreset {
		t.Fatalf("got %+v", list)
	}
	for _, info := range list {
		t.Run(info.Slug, func(t *testing.T) {
			if info.Name == "" || info.Description == "" {
				t.Error("no name or description to choose by")
			}
			// With every plugin of the catalogue, so that nothing sleeps and every key is checked.
			data, err := rbac.PresetYAML(info.Slug)
			if err != nil {
				t.Fatal(err)
			}
			p := policy(t, rbactest.Registry("*"), string(data))
			var slugs []string
			for _, r := range p.Roles {
				slugs = append(slugs, r.Slug)
				if r.Slug != rbac.Slug(r.Name) {
					t.Errorf("the slug of %q is %q", r.Name, r.Slug)
				}
				if !r.Builtin {
					t.Errorf("%s is not built-in", r.Slug)
				}
			}
			if d := cmp.Diff(want[info.Slug], slugs); d != "" {
				t.Error(d)
			}
			if p.Preset != info.Slug || p.Implicit.Registered == "" {
				t.Errorf("got %q, %+v", p.Preset, p.Implicit)
			}
			if err := rbac.CheckRoles(p, p.FirstRoles()); err != nil {
				t.Errorf("the first person's roles: %v", err)
			}
			first := rbac.Compile(rbactest.Registry("*"), p, p.FirstRoles(), nil, now)
			for _, k := range rbactest.Registry("*").Keys() {
				if first.Scope(k.Key) != rbac.All {
					t.Errorf("the first person lacks %s, so nobody could ever hand it out", k.Key)
				}
			}
			owner := holder(rbactest.Registry("*"), p, p.FirstRoles()...)
			for _, r := range p.Roles {
				if err := rbac.CanAssignRole(owner, p, r.Slug); err != nil {
					t.Errorf("the first person cannot hand out %s: %v", r.Slug, err)
				}
			}
		})
	}
	if _, err := rbac.Preset(rbac.Core(), "zendesk"); !core.IsKind(err, core.KindNotFound) {
		t.Errorf("an unknown preset: %v", err)
	}
}

// said is a sentence of a document, and what follows from it for people who
// hold these roles beside the implicit ones. can and cannot list keys, each
// with "@scope" where the scope must be exactly that.
type said struct {
	sentence    string
	roles       []string
	can, cannot string
}

func TestPresetsSay(t *testing.T) {
	docs := map[string][]said{
		"standard": {
			{"Owner: everything", []string{"owner"}, "settings.billing settings.company roles.delete tickets.route@all kb.delete", ""},
			{"Admin: everything except billing and company", []string{"admin"}, "settings.edit settings.plugins roles.edit tickets.delete@all", "settings.billing settings.company"},
			{"Manager: full, in the department; roles read", []string{"manager"}, "tickets.delete@department people.delete@department views.shared reports.view@department surveys.details@department livechat.transfer@department calllogs.delete@department roles.view console.agent", "roles.edit settings.view console.admin kb.edit tickets.unrouted"},
			{"Agent: tickets full except delete, with unrouted; the rest at modify; in the team", []string{"agent"}, "tickets.view@team tickets.assign@team tickets.queue tickets.unrouted views.team people.edit@team kb.edit news.create tasks.edit@team livechat.take@team reports.view@team campaigns.edit console.agent", "tickets.delete views.shared people.delete kb.review news.delete tasks.delete livechat.transfer reports.create distribution.transfer campaigns.launch roles.view settings.view console.admin"},
			{"Light agent: view and comment, in the team", []string{"light-agent"}, "tickets.view@team tickets.comment@team console.agent", "tickets.reply tickets.queue people.view views.own"},
			{"Customer: what customers do", nil, "tickets.submit tickets.rate kb.view kb.rate community.thread.create livechat.start", "tickets.view console.agent kb.create community.moderate"},
		},
		"smartertrack": {
			{"An agent is able to view and respond to their own tickets and live chats", []string{"agent"}, "tickets.view@own tickets.reply@own livechat.view@own livechat.reply@own", ""},
			{"create their own call logs and follow-up tasks", []string{"agent"}, "calllogs.create calllogs.view@own tasks.create tasks.view@own calllogs.add_to_ticket@own tasks.add_to_ticket@own timelogs.add_to_ticket@own", ""},
			{"manage knowledge base articles, news items, and canned replies; and view Who's On", []string{"agent"}, "kb.create kb.edit kb.delete kb.review news.create news.delete canned.create canned.delete whoson.view whoson.chat", "news.review"},
			{"feature permissions default to full control, nothing of roles and settings", []string{"agent"}, "community.post.move reports.create reports.view@own distribution.transfer_agent events.manual surveys.details@own people.delete@own tickets.queue", "roles.view settings.view console.admin community.moderate tickets.unrouted"},
			{"a manager also views all tickets and live chats in their departments", []string{"agent", "manager"}, "tickets.view@department livechat.view@department tickets.reply@own livechat.take@own", "roles.view settings.view"},
			{"Managers must also have the agent role enabled", []string{"manager"}, "tickets.view@department", "tickets.reply console.agent"},
			{"An administrator has access to every area", []string{"administrator"}, "settings.edit settings.billing roles.delete tickets.view@all calllogs.view@all tasks.view@all community.spaces reports.create", ""},
			{"a registered user can submit tickets and live chats and view the Knowledge Base", nil, "tickets.submit livechat.start kb.view community.post.create", "kb.create community.moderate tickets.view console.agent"},
		},
		"helprace": {
			{"The Owner has access to areas such as billing", []string{"owner"}, "settings.billing settings.company", ""},
			{"Admins set ticket rules and access all settings, with exceptions", []string{"admin"}, "settings.rules settings.edit settings.view settings.plugins settings.audit", "settings.billing settings.company"},
			{"Agents resolve tickets: unassigned, theirs or others', within their team", []string{"agent"}, "tickets.view@team tickets.reply@team tickets.unrouted tickets.queue tickets.assign@team", ""},
			{"My filters: add and view them; shared and team filters: view only", []string{"agent"}, "views.own", "views.team views.shared"},
			{"Community and KB: no restrictions", []string{"agent"}, "community.moderate community.edit_all community.delete_any community.status kb.delete kb.review kb.feedback.moderate", "community.spaces"},
			{"Agents cannot manage teams and groups", []string{"agent"}, "people.create people.edit@all people.invite", "people.teams.manage people.groups.manage"},
			{"Agents have no reports and no settings", []string{"agent"}, "console.agent", "reports.view settings.view settings.edit roles.view console.admin"},
			{"Users participate in communities, submit tickets and track their requests", nil, "community.thread.create community.post.create tickets.submit", "tickets.view console.agent people.view settings.view community.moderate"},
		},
		"deskpro": {
			{"Users create tickets, rate content, leave comments and chat", nil, "tickets.submit kb.rate kb.feedback.create livechat.start", "console.agent tickets.view"},
			{"Agent accounts are User accounts that may enter the agent interface", []string{"agent"}, "tickets.submit kb.rate livechat.start console.agent tickets.view@own tickets.reply@own tickets.comment@own", "console.admin tickets.delete tickets.assign reports.view settings.view"},
			{"All Permissions: every feature at full, for all", []string{"agent", "all-permissions"}, "tickets.delete@all people.delete@all reports.view@all reports.create kb.delete livechat.transfer@all campaigns.launch", "console.admin settings.edit settings.view roles.edit"},
			{"All Non-Destructive Permissions: the same without what is destructive", []string{"agent", "all-non-destructive-permissions"}, "tickets.assign@all people.edit@all reports.view@all kb.edit livechat.transfer@all campaigns.launch", "tickets.delete tickets.merge people.delete people.org.delete kb.delete kb.feedback.delete_all community.post.delete reports.delete console.admin"},
			{"Admins may enter the admin interface, change all settings and edit all permissions", []string{"admin"}, "console.admin console.agent settings.edit settings.billing roles.edit people.roles.assign", ""},
		},
		"freshchat": {
			{"Account Admin has access to everything", []string{"account-admin"}, "roles.create roles.delete settings.billing", ""},
			{"Admin can do everything the account admin can, but not create custom roles", []string{"administrator"}, "settings.edit settings.billing roles.view roles.export tickets.view@all campaigns.launch", "roles.create roles.clone roles.import roles.edit roles.delete"},
			{"Support Agents engage in conversations and access people", []string{"support-agent"}, "tickets.view@team tickets.reply@team tickets.take@team people.view@team console.agent", "people.edit campaigns.view kb.create settings.view tickets.delete"},
			{"Support Managers also create and edit campaigns and FAQs", []string{"support-manager"}, "tickets.reply@team tickets.take@team people.view@team campaigns.create campaigns.edit kb.create kb.edit", "campaigns.launch campaigns.delete kb.delete"},
			{"Marketing User", []string{"marketing-user"}, "campaigns.create campaigns.edit", "campaigns.launch tickets.view people.view"},
			{"Marketing Manager", []string{"marketing-manager"}, "campaigns.launch campaigns.delete people.view@all", "tickets.view people.edit"},
			{"Sales User", []string{"sales-user"}, "tickets.reply@own people.edit@own", "tickets.take tickets.delete people.delete"},
			{"Sales Manager", []string{"sales-manager"}, "tickets.reply@team people.edit@team", "tickets.take tickets.delete"},
			{"Restricted User", []string{"restricted-user"}, "tickets.reply@own tickets.take@own people.view@own", "people.edit"},
		},
		"wp-ticket": {
			{"Managers can access any ticket and change its assignee anytime", []string{"manager"}, "tickets.view@all tickets.reply@all tickets.assign@all tickets.route@all", "settings.view roles.view"},
			{"Assignee and contributors access the ticket and respond", []string{"agent"}, "tickets.view@own tickets.reply@own tickets.comment@own tickets.status@own", "tickets.queue tickets.take tickets.assign tickets.transfer tickets.assistance tickets.delete people.view"},
			{"customers open tickets", nil, "tickets.submit", "tickets.view console.agent"},
		},
	}
	reg := rbactest.Registry("*")
	for name, sentences := range docs {
		p := preset(t, reg, name)
		for _, s := range sentences {
			t.Run(name+": "+s.sentence, func(t *testing.T) {
				powers := holder(reg, p, s.roles...).Powers
				for _, word := range strings.Fields(s.can) {
					key, scope, exact := strings.Cut(word, "@")
					if got := powers.Scope(rbac.Key(key)); got == rbac.ScopeNone || exact && got.String() != scope {
						t.Errorf("%s: %q, want %q", key, got, scope)
					}
				}
				for _, key := range strings.Fields(s.cannot) {
					if _, ok := reg.Key(rbac.Key(key)); !ok {
						t.Errorf("%s is not a key", key)
					}
					if powers.Holds(rbac.Key(key)) {
						t.Errorf("%s is held", key)
					}
				}
			})
		}
	}
}

// TestPresetsManage says who manages whom: "role: managed roles", where "-"
// is a person without explicit roles.
func TestPresetsManage(t *testing.T) {
	docs := map[string]map[string]string{
		"standard":     {"owner": "owner admin manager agent light-agent -", "admin": "manager agent light-agent -", "manager": "-", "agent": "-", "light-agent": ""},
		"smartertrack": {"administrator": "administrator manager agent -", "manager": "", "agent": "-"},
		"helprace":     {"owner": "owner admin agent -", "admin": "agent -", "agent": "-"},
		"deskpro":      {"admin": "admin agent all-permissions all-non-destructive-permissions -", "agent": "-"},
		"freshchat":    {"account-admin": "account-admin administrator support-agent support-manager sales-user -", "administrator": "administrator support-agent support-manager sales-user -", "support-agent": "", "support-manager": "", "sales-user": "-"},
		"wp-ticket":    {"administrator": "administrator manager agent -", "manager": "-", "agent": ""},
	}
	reg := rbactest.Registry("*")
	for name, rows := range docs {
		p := preset(t, reg, name)
		for slug, managed := range rows {
			t.Run(name+": "+slug, func(t *testing.T) {
				s := holder(reg, p, slug)
				for _, other := range append(p.RoleSlugs(), "-") {
					target := &rbac.Person{ID: other2, Roles: []string{other}, Verified: true}
					if other == "-" {
						target.Roles = nil
					} else if _, speaks := rows[other]; !speaks && !slices.Contains(strings.Fields(managed), other) {
						continue
					}
					if got, want := rbac.CanManage(s, p, target), slices.Contains(strings.Fields(managed), other); got != want {
						t.Errorf("manages %s: %v", other, got)
					}
				}
			})
		}
	}
}

const other2 core.UserID = 77

func TestPresetRules(t *testing.T) {
	reg := rbactest.Registry("*")
	t.Run("smartertrack: the first administrator also has the agent role", func(t *testing.T) {
		if got := preset(t, reg, "smartertrack").FirstRoles(); !slices.Equal(got, []string{"administrator", "agent"}) {
			t.Errorf("got %v", got)
		}
	})
	t.Run("smartertrack: a manager must have the agent role", func(t *testing.T) {
		wantErr(t, rbac.CheckRoles(preset(t, reg, "smartertrack"), []string{"manager"}), core.KindConflict, "beside Agent")
	})
	t.Run("smartertrack: agents receive tickets only for groups they are in", func(t *testing.T) {
		if !preset(t, reg, "smartertrack").AssigneeMustBeMember || preset(t, reg, "standard").AssigneeMustBeMember {
			t.Error("wrong")
		}
	})
	t.Run("smartertrack: everyone can read the knowledge base, and report feedback", func(t *testing.T) {
		p := preset(t, reg, "smartertrack")
		powers := rbac.Compile(reg, p, p.Held(nil, nil, false, false), nil, now)
		if !powers.Holds("kb.view") || !powers.Holds("kb.feedback.report") || powers.Holds("tickets.submit") || powers.Holds("kb.feedback.create") {
			t.Errorf("got %v", powers.Keys())
		}
	})
	t.Run("smartertrack: a confirmed address extends the community privileges", func(t *testing.T) {
		p := preset(t, reg, "smartertrack")
		verified := rbac.Compile(reg, p, p.Held(nil, nil, true, true), nil, now)
		registered := rbac.Compile(reg, p, p.Held(nil, nil, true, false), nil, now)
		if registered.Holds("community.post.edit") || !verified.Holds("community.post.edit") || verified.Holds("community.edit_all") {
			t.Errorf("got %v", verified.Keys())
		}
	})
	t.Run("freshchat: custom roles are reserved to the account admin, grants included", func(t *testing.T) {
		p := preset(t, reg, "freshchat")
		powers := rbac.Compile(reg, p, []string{"administrator"}, []rbac.Grant{{Key: "roles.create", Scope: rbac.All}}, now)
		if powers.Holds("roles.create") {
			t.Error("a grant goes around it")
		}
		wantErr(t, rbac.CanAssignRole(holder(reg, p, "administrator"), p, "account-admin"), core.KindForbidden, "do not manage")
	})
	t.Run("wp-ticket: an employee is either agent or manager", func(t *testing.T) {
		wantErr(t, rbac.CheckRoles(preset(t, reg, "wp-ticket"), []string{"agent", "manager"}), core.KindConflict, "cannot be held beside")
	})
	t.Run("deskpro: no destructive key in the non-destructive group", func(t *testing.T) {
		p := preset(t, reg, "deskpro")
		all := rbac.RoleKeys(reg, p, p.Role("all-permissions"))
		less := rbac.RoleKeys(reg, p, p.Role("all-non-destructive-permissions"))
		for k, scope := range all {
			info, _ := reg.Key(k)
			if want := scope; info.Destructive && less[k] != rbac.ScopeNone || !info.Destructive && less[k] != want {
				t.Errorf("%s: %s in one, %s in the other", k, scope, less[k])
			}
		}
	})
	t.Run("deskpro: an admin turns another admin into an agent, and back", func(t *testing.T) {
		p := preset(t, reg, "deskpro")
		admin := holder(reg, p, "admin")
		wantErr(t, rbac.CanChangeRoles(admin, p, &rbac.Person{ID: other2, Roles: []string{"admin"}}, []string{"agent"}, nil), 0, "")
		wantErr(t, rbac.CanChangeRoles(admin, p, &rbac.Person{ID: other2, Roles: []string{"agent"}}, []string{"admin"}, nil), 0, "")
	})
	t.Run("helprace: agents create users and nobody else", func(t *testing.T) {
		p := preset(t, rbac.Core(), "helprace")
		agent := holder(rbac.Core(), p, "agent")
		wantErr(t, rbac.CanCreate(agent, p, "user"), 0, "")
		wantErr(t, rbac.CanCreate(agent, p), 0, "")
		for _, slug := range []string{"agent", "admin", "owner"} {
			wantErr(t, rbac.CanCreate(agent, p, slug), core.KindForbidden, "do not manage")
		}
	})
	t.Run("helprace: an admin cannot make an admin", func(t *testing.T) {
		p := preset(t, reg, "helprace")
		wantErr(t, rbac.CanAssignRole(holder(reg, p, "admin"), p, "admin"), core.KindForbidden, "do not manage the role Admin")
		wantErr(t, rbac.CanAssignRole(holder(reg, p, "owner"), p, "owner"), 0, "")
	})
	for _, info := range rbac.Presets() {
		t.Run(info.Slug+": no customer holds a key for employees", func(t *testing.T) {
			p := preset(t, reg, info.Slug)
			powers := rbac.Compile(reg, p, p.Held(nil, nil, true, true), nil, now)
			for k := range powers.Keys() {
				if def, _ := reg.Key(k); !def.For.Includes(rbac.User) {
					t.Errorf("%s", k)
				}
			}
		})
	}
}
