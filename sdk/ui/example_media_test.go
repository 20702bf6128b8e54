package ui_test

import "pegboard.dev/pegboard/sdk/ui"

func ExampleImage() {
	show(ui.Image(ui.Asset("label.png"), "The label with the code below the bars").Ratio("4:3").
		Caption("Where to find the code").Href("/p/parcels/help"))
	// Output:
	// {"v":1,"blocks":[{"type":"image","src":{"asset":"label.png"},"alt":"The label with the code below the bars","ratio":"4:3","caption":"Where to find the code","href":"/p/parcels/help"}]}
}

func ExampleGallery() {
	show(ui.Gallery(
		ui.GalleryItem(ui.Upload("f-17"), "The dented corner"),
		ui.GalleryItem(ui.WebImage("https://carrier.example/7.jpg"), "The parcel at the door"),
	))
	// Output:
	// {"v":1,"blocks":[{"type":"gallery","items":[{"src":{"file":"f-17"},"alt":"The dented corner"},{"src":{"url":"https://carrier.example/7.jpg"},"alt":"The parcel at the door"}]}]}
}

func ExampleVideo() {
	show(ui.Video("youtube", "dQw4w9WgXcQ", "How to pack glass"))
	// Output:
	// {"v":1,"blocks":[{"type":"video","provider":"youtube","ref":"dQw4w9WgXcQ","title":"How to pack glass"}]}
}

func ExampleFiles() {
	show(ui.Files(ui.File("parcels/7/label", "label.pdf").Size(48_213).Mime("application/pdf").
		Actions(ui.Action("reprint", "Print again").Args("parcel", 7))))
	// Output:
	// {"v":1,"blocks":[{"type":"files","items":[{"file":"parcels/7/label","name":"label.pdf","size":48213,"mime":"application/pdf","actions":[{"id":"reprint","label":"Print again","args":{"parcel":7}}]}]}]}
}

// Where no frame is shown, the blocks at the end stand in its place.
func ExampleFrame() {
	show(ui.Frame("Route on a map", "map.html", ui.Link("Route at the carrier", "https://carrier.example/7")).
		Height(320).Props("parcel", 7).Allow("fullscreen"))
	// Output:
	// {"v":1,"blocks":[{"type":"frame","title":"Route on a map","asset":"map.html","height":320,"props":{"parcel":7},"fallback":[{"type":"link","text":"Route at the carrier","href":"https://carrier.example/7"}],"allow":["fullscreen"]}]}
}
