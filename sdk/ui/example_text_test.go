package ui_test

import "pegboard.dev/pegboard/sdk/ui"

func ExampleHeading() {
	show(ui.Heading("Parcels of this order").Icon("package"))
	// Output:
	// {"v":1,"blocks":[{"type":"heading","text":"Parcels of this order","icon":"package"}]}
}

func ExampleText() {
	show(ui.Text("JJD0001").Weight("strong").Copyable(true), ui.Text("Nobody was at home.").Tone(ui.Warning).Size("sm").Clamp(2))
	// Output:
	// {"v":1,"blocks":[{"type":"text","text":"JJD0001","weight":"strong","copyable":true},{"type":"text","text":"Nobody was at home.","tone":"warning","size":"sm","clamp":2}]}
}

func ExampleMarkdown() {
	show(ui.Markdown("**Call them** before noon:\n\n- the code\n- the [address](https://carrier.example/desk)"))
	// Output:
	// {"v":1,"blocks":[{"type":"markdown","text":"**Call them** before noon:\n\n- the code\n- the [address](https://carrier.example/desk)"}]}
}

func ExampleBadge() {
	show(ui.Badge("delivered").Tone(ui.Success).Icon("check"))
	// Output:
	// {"v":1,"blocks":[{"type":"badge","text":"delivered","tone":"success","icon":"check"}]}
}

func ExampleAlert() {
	show(ui.Alert("Two parcels are late.").Tone(ui.Warning).Text("The carrier is on strike.").
		Actions(ui.Action("tell", "Tell the customers")).Dismiss(true))
	// Output:
	// {"v":1,"blocks":[{"type":"alert","title":"Two parcels are late.","tone":"warning","text":"The carrier is on strike.","dismiss":true,"actions":[{"id":"tell","label":"Tell the customers"}]}]}
}

func ExampleQuote() {
	show(ui.Quote("It must be here by Friday.").By("Carl Castor").At("2026-11-25").Href("/app/tickets/12"))
	// Output:
	// {"v":1,"blocks":[{"type":"quote","text":"It must be here by Friday.","by":"Carl Castor","at":"2026-11-25","href":"/app/tickets/12"}]}
}

func ExampleCode() {
	show(ui.Code("-state: sent\n+state: lost\n").Diff(true).Copyable(true))
	// Output:
	// {"v":1,"blocks":[{"type":"code","text":"-state: sent\n+state: lost\n","diff":true,"copyable":true}]}
}

func ExampleEmpty() {
	show(ui.Empty("No parcels yet").Icon("package").Text("Track the first one.").
		Actions(ui.Action("track", "Track a parcel").Style("primary")))
	// Output:
	// {"v":1,"blocks":[{"type":"empty","title":"No parcels yet","icon":"package","text":"Track the first one.","actions":[{"id":"track","label":"Track a parcel","style":"primary"}]}]}
}

func ExampleSkeleton() {
	show(ui.Skeleton().Lines(2))
	// Output:
	// {"v":1,"blocks":[{"type":"skeleton","lines":2}]}
}
