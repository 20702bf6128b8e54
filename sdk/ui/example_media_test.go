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
		ui.GalleryItem(ui.Stored("parcels/7/photo"), "The dented corner"),
		ui.GalleryItem(ui.Asset("door.jpg"), "A parcel at a door"),
	))
	// Output:
	// {"v":1,"blocks":[{"type":"gallery","items":[{"src":{"file":"parcels/7/photo"},"alt":"The dented corner"},{"src":{"asset":"door.jpg"},"alt":"A parcel at a door"}]}]}
}

func ExampleVideo() {
	show(ui.Video("youtube", "dQw4w9WgXcQ", "How to pack glass"))
	// Output:
	// {"v":1,"blocks":[{"type":"video","provider":"youtube","ref":"dQw4w9WgXcQ","title":"How to pack glass"}]}
}

func ExampleFiles() {
	show(ui.Files(ui.File("parcels/7/label", "label.pdf").Size(48_213).
		Actions(ui.Action("reprint", "Print again").Args("parcel", 7))))
	// Output:
	// {"v":1,"blocks":[{"type":"files","items":[{"file":"parcels/7/label","name":"label.pdf","size":48213,"actions":[{"id":"reprint","label":"Print again","args":{"parcel":7}}]}]}]}
}
