// Courier is a plugin that uses the services which reach beyond the call, as its
// page's parameter "do" says: a verb and its arguments, divided by blanks.
package main

import (
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// verbs answer with a text that the test reads.
var verbs = map[string]func(args []string) (string, error){
	"settings": func([]string) (string, error) {
		var all map[string]any
		if err := sdk.Settings(&all); err != nil {
			return "", err
		}
		b, err := json.Marshal(all)
		return string(b), err
	},
}

func init() {
	sdk.Render("page", func(r *sdk.RenderRequest) (any, error) {
		words := strings.Fields(r.Params.Get("do"))
		if len(words) == 0 {
			return ui.Doc(ui.Text("ready")), nil
		}
		said, err := verbs[words[0]](words[1:])
		if err != nil {
			return nil, err
		}
		return ui.Doc(ui.Text(said)), nil
	})
}

func main() {}
