package main

import (
	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

var mediaSamples = []sample{
	{"Image, Asset", still(image), "image"},
	{"Gallery, GalleryItem", still(pictures), "pictures"},
	{"Video", still(video), "video"},
	{"Files, File", files, "files newest"},
}

// image is a file of the plugin's folder assets.
func image() ui.Block {
	return ui.Image(ui.Asset("harbour.png"), "A boat on the water below a yellow sun").
		Ratio("16:9").Caption("Where the parcels come from")
}

func pictures() ui.Block {
	return ui.Gallery(
		ui.GalleryItem(ui.Asset("harbour.png"), "A boat on the water below a yellow sun"),
		ui.GalleryItem(ui.Asset("hills.png"), "Green hills in the evening"),
	)
}

// video is a link: nothing is loaded from the provider before it is pressed.
func video() ui.Block {
	return ui.Video("youtube", "aqz-KE-bpKQ", "Big Buck Bunny")
}

// papers are files that people have uploaded, see the samples of forms.
var papers = sdk.Collection[struct {
	Scan  sdk.File `json:"scan"`
	Owner int64    `json:"owner,omitempty"`
}]{Name: "papers"}

func files(*sdk.RenderRequest) (ui.Block, error) {
	id, file, err := newest()
	if err != nil || id == 0 {
		return ui.Empty("No file yet").Text("Upload one on the tab Forms."), err
	}
	name := "papers/" + ui.ID(id) + "/scan"
	return ui.Files(ui.File(name, file.Name).Size(float64(file.Size)).
		Actions(ui.Action("drop_file", "Delete").Args("id", id).Perm("gallery.upload"))), nil
}

// newest is the file that was uploaded last, among those that the reader may see.
func newest() (int64, sdk.File, error) {
	found, err := papers.Find(sdk.Query{Sort: "-id", Limit: 1})
	if err != nil || len(found.Rows) == 0 {
		return 0, sdk.File{}, err
	}
	return found.Rows[0].ID, found.Rows[0].Value.Scan, nil
}
