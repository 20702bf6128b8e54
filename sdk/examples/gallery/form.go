package main

import (
	"encoding/json"
	"strconv"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var formSamples = []sample{
	{"Form", still(form), "form track"},
	{"Group, ShowIf: If, AllOf, AnyOf", still(conditions), "conditions"},
	{"OnChange: Trigger, PatchField", still(price), "price reckon"},
	{"Autosave, ConfirmLeave", draft, "draft save"},
	{"FileField, ImageField", still(upload), "upload store"},
}

func init() {
	sdk.Action("*", "track", track)
	sdk.Action("*", "reckon", reckon)
	sdk.Action("*", "save", save)
	sdk.Action("*", "store", store)
	sdk.Action("*", "drop_file", drop)
}

// form has rules that are checked where it is filled in, and again by the host.
func form() ui.Block {
	return ui.Form("track", ui.Action("track", "Track").Style("primary"),
		ui.TextField("code", "Tracking code").Required(true).Placeholder("JJD…").MinLength(4).MaxLength(40).
			Pattern("[A-Z]{3}[0-9]+").PatternText("Three capital letters and a number."),
		ui.SelectField("state", "State").Value("sent").
			Options(ui.Option("sent", "On its way"), ui.Option("lost", "Lost")),
		ui.TextareaField("why", "What happened?").Rows(3).ShowIf(ui.If("track", "state").Is("lost")),
	).Title("Track a parcel")
}

// track knows what only the plugin can know: JJD0000 is somebody else's.
func track(r *sdk.EventRequest) (any, error) {
	var forms struct {
		Track struct{ Code, State, Why string }
	} // form → field → value
	if err := json.Unmarshal(r.Values, &forms); err != nil {
		return nil, err
	}
	if forms.Track.Code == "JJD0000" {
		return nil, sdk.Invalid("code", "That one is somebody else's.") // marks the field
	}
	return ui.Respond(ui.Toast("Tracking "+forms.Track.Code+".").Tone(ui.Success), ui.Reset("track")), nil
}

func conditions() ui.Block {
	address := ui.Group(
		ui.TextField("street", "Street").Cols(2), ui.TextField("zip", "Postcode").Autocomplete("postal-code"), ui.TextField("town", "Town"),
	).Title("Address").Cols(2).ShowIf(ui.AllOf(
		ui.If("parcel", "send").Is(true),
		ui.AnyOf(ui.If("parcel", "via").In("van", "bike"), ui.If("parcel", "via").Empty(true)),
	))
	return ui.Form("parcel", ui.Action("nothing", "Save"),
		ui.SwitchField("send", "Send it"),
		ui.SegmentedField("via", "By").Value("van").Options(ui.Option("van", "Van"), ui.Option("bike", "Bike"), ui.Option("shop", "Shop")),
		address,
	)
}

// price asks the plugin half a second after the last change.
func price() ui.Block {
	return ui.Form("price", ui.Action("nothing", "Order"),
		ui.NumberField("kg", "Weight").Value(1).Min(0.1).Max(31.5).OnChange(ui.Trigger("reckon").Ms(500)),
		ui.StaticField("fee", "Fee").Value("4.90"),
	).Layout("two")
}

func reckon(r *sdk.EventRequest) (any, error) {
	var forms struct{ Price struct{ Kg float64 } }
	if err := json.Unmarshal(r.Values, &forms); err != nil {
		return nil, err
	}
	fee := strconv.FormatFloat(4+forms.Price.Kg*0.9, 'f', 2, 64)
	return ui.Respond(ui.Patches(ui.PatchField("price", "fee").Value(fee))), nil
}

// draft is kept while one types, and asks before it is left with something unsaved.
func draft(*sdk.RenderRequest) (ui.Block, error) {
	var text string
	if err := recall("draft", &text); err != nil {
		return nil, err
	}
	return ui.Form("draft", ui.Action("save", "Save"), ui.TextareaField("text", "Note").Value(text).MaxLength(500)).
		Autosave(ui.Trigger("save").Ms(1000)).ConfirmLeave(true), nil
}

func save(r *sdk.EventRequest) (any, error) {
	var forms struct{ Draft struct{ Text string } }
	if err := json.Unmarshal(r.Values, &forms); err != nil {
		return nil, err
	}
	return nil, keep("draft", forms.Draft.Text)
}

// upload sends a file to the field scan of the collection papers; the form has its id.
func upload() ui.Block {
	return ui.Form("upload", ui.Action("store", "Keep it").Perm("gallery.upload"),
		ui.FileField("scan", "File").Into("papers.scan").Accept(".pdf", ".txt").MaxBytes(2_000_000),
		ui.ImageField("photo", "Or a picture").Into("papers.scan").Accept("image/*"),
	)
}

func store(r *sdk.EventRequest) (any, error) {
	var forms struct{ Upload struct{ Scan, Photo string } }
	if err := json.Unmarshal(r.Values, &forms); err != nil {
		return nil, err
	}
	n := 0
	for _, id := range []string{forms.Upload.Scan, forms.Upload.Photo} {
		if id == "" {
			continue
		}
		if _, err := papers.Insert(map[string]any{"scan": map[string]string{"id": id}}); err != nil {
			return nil, err
		}
		n++
	}
	if n == 0 {
		return nil, sdk.Invalid("scan", "Choose a file first.")
	}
	return ui.Respond(ui.Toast("Kept. It is on the tab Media.").Tone(ui.Success), ui.Reset("upload")), nil
}

// drop deletes a file with its row. Args come back as they were drawn.
func drop(r *sdk.EventRequest) (any, error) {
	var args struct{ ID int64 }
	if err := json.Unmarshal(r.Args, &args); err != nil {
		return nil, err
	}
	if err := papers.Delete(args.ID, 0); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast("Deleted."), ui.Refresh()), nil
}
