package blocks

// Heading is a title inside a surface. Its depth comes from nesting.
type Heading struct {
	Base
	Text Text   `json:"text" is:"required"`
	Icon string `json:"icon" is:"icon"`
}

// Paragraph is the "text" block: a run of plain text.
type Paragraph struct {
	Base
	Text Text   `json:"text" is:"required"`
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	// Size is how large the letters are.
	Size string `json:"size" is:"enum:md|sm"`
	// Weight makes the letters bold.
	Weight string `json:"weight" is:"enum:normal|strong"`
	// Clamp cuts the text after that many lines; zero shows all.
	Clamp int `json:"clamp"`
	// Copyable puts a button beside it that copies the text, in the console.
	Copyable bool `json:"copyable"`
}

// Markdown is formatted text. The host fills HTML with clean HTML and empties Text.
type Markdown struct {
	Base
	// Text is Markdown with tables and strikethrough; HTML in it is left out.
	Text Text   `json:"text" is:"required md"`
	HTML string `json:"html" is:"host"`
}

// Badge is a word with a tone.
type Badge struct {
	Base
	Text Text   `json:"text" is:"required"`
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Icon string `json:"icon" is:"icon"`
}

// Alert is a notice that stands out.
type Alert struct {
	Base
	// Tone says how urgent it is: info when not given. Screen readers speak up for warning and
	// danger.
	Tone  string `json:"tone" is:"enum:info|neutral|success|warning|danger|accent"`
	Title Text   `json:"title" is:"required"`
	// Text is what follows the title.
	Text Text `json:"text"`
	// Actions are buttons below the text.
	Actions []*Action `json:"actions"`
	// Dismiss lets the reader take it away until the surface is drawn anew, in the console.
	Dismiss bool `json:"dismiss"`
}

// Image is a picture with the text that stands for it.
type Image struct {
	Base
	// Src is the picture, see ImageRef.
	Src *ImageRef `json:"src" is:"required"`
	// Alt stands for the picture where it is not seen.
	Alt Text `json:"alt" is:"required"`
	// Ratio cuts the picture to a shape.
	Ratio string `json:"ratio" is:"enum:auto|1:1|4:3|16:9"`
	// Caption is a line under it.
	Caption Text `json:"caption"`
	// Href makes a link of the picture.
	Href string `json:"href" is:"href"`
}

// Gallery is a row of pictures.
type Gallery struct {
	Base
	// Items are the pictures.
	Items []GalleryItem `json:"items" is:"required"`
}

// GalleryItem is one picture of a Gallery.
type GalleryItem struct {
	// Src is the picture.
	Src *ImageRef `json:"src" is:"required"`
	// Alt stands for the picture where it is not seen.
	Alt Text `json:"alt" is:"required"`
}

// Video is a film that plays only after a click.
type Video struct {
	Base
	// Provider is where the film is.
	Provider string `json:"provider" is:"required enum:youtube|vimeo"`
	// Ref is the provider's id of the film.
	Ref string `json:"ref" is:"required ref"`
	// Title is the link's text: the film plays at its provider, nothing is loaded from there
	// before.
	Title Text   `json:"title" is:"required"`
	Src   string `json:"src" is:"host"`
}

// Code is a listing; Diff marks added and removed lines.
type Code struct {
	Base
	// Text is the listing.
	Text string `json:"text" is:"required md"`
	// Copyable puts a button beside it that copies the listing, in the console.
	Copyable bool `json:"copyable"`
	// Diff marks lines that begin with + as added and with - as removed.
	Diff bool `json:"diff"`
}

// Quote is what somebody said.
type Quote struct {
	Base
	// Text is what was said.
	Text Text `json:"text" is:"required"`
	// By is who said it.
	By Text `json:"by"`
	// At is when: a day, or a moment in RFC 3339.
	At string `json:"at" is:"time"`
	// Href makes a link of By.
	Href string `json:"href" is:"href"`
}

// Empty says that there is nothing, and what to do about it.
type Empty struct {
	Base
	Icon  string `json:"icon" is:"icon"`
	Title Text   `json:"title" is:"required"`
	// Text says what to do about it.
	Text Text `json:"text"`
	// Actions are buttons below the text.
	Actions []*Action `json:"actions"`
}

// Skeleton holds the place of what is still loading.
type Skeleton struct {
	Base
	// Lines is how many grey lines; 3 when not given. Pages of the portal say "Loading".
	Lines int `json:"lines"`
}

// Message is one utterance of a conversation.
type Message struct {
	Base
	// Author is who wrote it.
	Author *Author `json:"author" is:"required"`
	// At is when: a day, or a moment in RFC 3339.
	At string `json:"at" is:"required time"`
	// Markdown is the text.
	Markdown Text `json:"markdown" is:"required md"`
	// Visibility marks it as public, or as a private note.
	Visibility string `json:"visibility" is:"enum:public|note"`
	// Files are what was sent with it.
	Files []File `json:"files"`
	HTML  string `json:"html" is:"host"`
}

// Author is who wrote a Message. Given a name the host does not look one up.
type Author struct {
	// K is what kind of author: a customer, an employee or a program.
	K string `json:"k" is:"required enum:contact|user|bot"`
	// ID is the person's; the host looks up the name if the viewer may see them.
	ID string `json:"id" is:"max:64"`
	// Name stands in place of the one looked up.
	Name Text `json:"name"`
}
