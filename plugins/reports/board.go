package main

import (
	"encoding/json"
	"slices"
	"strconv"

	"pegboard.dev/pegboard/sdk"
)

// Board is figures of several reports on one page, of one person or shared with a
// team, the holders of a role, or everybody. Each reader sees their own figures on it.
type Board struct {
	Name     string          `json:"name"`
	Spec     json.RawMessage `json:"spec,omitempty"`
	Owner    int64           `json:"owner,omitempty"`
	Team     int64           `json:"team,omitempty"`
	Role     string          `json:"role,omitempty"`
	Everyone bool            `json:"everyone,omitempty"`
}

// piece is one report on a board.
type piece struct {
	Report string `json:"report"`
	Q      string `json:"q,omitempty"` // what was chosen above it
	Show   string `json:"show"`        // chart, figures or table
	Wide   bool   `json:"wide,omitempty"`
}

// maxPieces is how many reports a board has at most: each asks the host several
// questions, and a page may take ten seconds.
const maxPieces = 8

var boards = sdk.Collection[Board]{Name: "board"}

var shows = []string{"chart", "figures", "table"}

func boardPath(id int64) string { return pagePath + "?board=" + strconv.FormatInt(id, 10) }

func (b *Board) pieces() ([]piece, error) {
	var out []piece
	if len(b.Spec) == 0 {
		return nil, nil
	}
	err := json.Unmarshal(b.Spec, &out)
	return out, err
}

// boardOf loads a board by what an address or an action calls it.
func boardOf(id string) (*sdk.Row[Board], []piece, error) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil, nil, sdk.Fail(sdk.KindNotFound, sdk.Text("board.no.such"))
	}
	row, err := boards.Get(n)
	if err != nil {
		return nil, nil, err
	}
	list, err := row.Value.pieces()
	return row, list, err
}

// keepPieces saves what a board shows; somebody else's change meanwhile is refused.
func keepPieces(row *sdk.Row[Board], list []piece) error {
	spec, err := json.Marshal(list)
	if err != nil {
		return err
	}
	_, err = boards.Patch(row.ID, row.Version, map[string]any{"spec": json.RawMessage(spec)})
	return err
}

// boardsOf are the reader's own boards and those that are shared with them.
func boardsOf() ([]sdk.Row[Board], error) {
	page, err := boards.Find(sdk.Query{Sort: "name", Limit: 100})
	if err != nil {
		return nil, err
	}
	return page.Rows, nil
}

// Which board somebody begins with is remembered by their number.
func defaultKey(viewer *sdk.Caller) string { return "board:" + strconv.FormatInt(viewer.ID, 10) }

// defaultBoard is 0 for who begins with the list of reports.
func defaultBoard(viewer *sdk.Caller) (int64, error) {
	text, found, err := sdk.KV.Get(defaultKey(viewer))
	if err != nil || !found {
		return 0, err
	}
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		return 0, nil
	}
	return n, nil
}

// moved puts one piece in another place.
func moved(list []piece, at, to int) []piece {
	if at < 0 || at >= len(list) || to < 0 || to >= len(list) {
		return list
	}
	p := list[at]
	return slices.Insert(slices.Delete(list, at, at+1), to, p)
}
