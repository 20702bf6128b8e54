package main

import (
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// maxOpen is how many chats stand side by side.
const maxOpen = 3

// desk draws the agent's page: what waits, what they have in hand, and the chats
// that are open. The address carries which those are.
func desk(r *sdk.RenderRequest) (any, error) {
	lists, err := readLists(r.Viewer.ID)
	if err != nil {
		return nil, err
	}
	chosen := openIDs(r.Params.Get("open"))
	doc := ui.Doc().Title(ui.Tr("desk.title")).Icon("messages")
	offers, err := shiftOn(doc, r.Viewer, lists.waiting)
	if err != nil {
		return nil, err
	}
	side := ui.Stack(offers...).Blocks(
		chatList("waiting", ui.Tr("desk.waiting"), ui.Tr("desk.waiting.none"), lists.waiting, chosen),
		chatList("mine", ui.Tr("desk.mine"), ui.Tr("desk.mine.none"), lists.mine, chosen),
	)
	if len(lists.others) > 0 {
		side.Blocks(chatList("others", ui.Tr("desk.others"), "", lists.others, chosen))
	}
	var talks []ui.Block
	for _, id := range chosen {
		talk, err := conversation(r.Viewer, id, chosen)
		if sdk.IsKind(err, sdk.KindNotFound) {
			continue
		} else if err != nil {
			return nil, err
		}
		talks = append(talks, talk)
	}
	var main ui.Block = ui.Empty(ui.Tr("desk.none")).Text(ui.Tr("desk.none.text")).Icon("messages")
	if len(talks) == 1 {
		main = talks[0]
	} else if len(talks) > 1 {
		main = ui.Grid(int(min(len(talks), 2)), talks...)
	}
	doc.Blocks(ui.Split().Ratio("1:2").Start(side).End(main))
	if n := len(lists.waiting); n > 0 {
		doc.Badge(ui.Mark(strconv.Itoa(n)).Tone(ui.Warning))
	}
	return doc.Live(deskTopics(r.Viewer.ID)...), nil
}

// deskTopics are what the page is drawn again for. The host lets the reader hear
// those of the teams whose queues are theirs to see.
func deskTopics(me int64) []string {
	out := []string{"mine:" + itoa(me)}
	teams, err := sdk.People.Teams()
	if err != nil {
		sdk.Log.Warn("without the queues' channels: " + err.Error())
	}
	for _, t := range teams {
		if len(out) < 30 {
			out = append(out, "queue:"+itoa(t.ID))
		}
	}
	return out
}

type lists struct{ waiting, mine, others []sdk.Row[Chat] }

// longest is how many chats one list shows.
const longest = 50

// readLists reads the chats that go on, oldest first: those that wait, one's own and
// those that one was asked into, and the others that one may see. Each is asked for
// by itself, so that one's own are there however many others go on.
func readLists(me int64) (*lists, error) {
	l := &lists{}
	mine := sdk.Any(sdk.Eq("owner", me), sdk.Eq("contributors", me))
	for _, part := range []struct {
		into  *[]sdk.Row[Chat]
		where *sdk.Filter
	}{
		{&l.waiting, sdk.Empty("owner", true)}, {&l.mine, sdk.All(sdk.Empty("owner", false), mine)},
		{&l.others, sdk.All(sdk.Empty("owner", false), sdk.Not(mine))},
	} {
		found, err := chats.Find(sdk.Query{Where: sdk.All(sdk.Empty("ended_at", true), part.where), Sort: "id", Limit: longest})
		if err != nil {
			return nil, err
		}
		*part.into = found.Rows
	}
	return l, nil
}

func contributes(c *Chat, me int64) bool {
	for _, id := range c.Contributors {
		if id == me {
			return true
		}
	}
	return false
}

func openIDs(s string) []int64 {
	var out []int64
	for _, part := range strings.Split(s, ",") {
		if id := number(part); id > 0 && len(out) < maxOpen {
			out = append(out, id)
		}
	}
	return out
}

func chatList(id, title, empty string, rows []sdk.Row[Chat], chosen []int64) ui.Block {
	section := ui.Section().Title(title)
	if len(rows) == 0 {
		return section.Blocks(ui.Text(empty).Tone(ui.Neutral).Size("sm"))
	}
	list := ui.List().ID(id)
	for i := range rows {
		row := &rows[i]
		c := &row.Value
		it := ui.Item(who(row)).ID(itoa(row.ID)).Text(gist(c)).Href(deskPath(row.ID, chosen)).
			Meta(ui.DateTimeValue(stamp(c.LastAt)).Rel(true))
		switch {
		case offered(c):
			it.Icon("bell")
		case waiting(c):
			it.Icon("clock")
		case c.LastSide == in:
			it.Icon("message-circle")
		default:
			it.Icon("message")
		}
		list.Items(it)
	}
	return section.Blocks(list)
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

// deskPath opens a chat before those that are open already.
func deskPath(id int64, chosen []int64) string {
	ids := []string{itoa(id)}
	for _, other := range chosen {
		if other != id && len(ids) < maxOpen {
			ids = append(ids, itoa(other))
		}
	}
	return "/app/x/livechat/desk?open=" + strings.Join(ids, ",")
}

// closePath leaves the other chats open.
func closePath(id int64, chosen []int64) string {
	var ids []string
	for _, other := range chosen {
		if other != id {
			ids = append(ids, itoa(other))
		}
	}
	if len(ids) == 0 {
		return "/app/x/livechat/desk"
	}
	return "/app/x/livechat/desk?open=" + strings.Join(ids, ",")
}
