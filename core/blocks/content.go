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
	Text   Text   `json:"text" is:"required"`
	Tone   string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Size   string `json:"size" is:"enum:md|sm"`
	Weight string `json:"weight" is:"enum:normal|strong"`
	// Clamp cuts the text after that many lines; zero shows all.
	Clamp    int  `json:"clamp"`
	Copyable bool `json:"copyable"`
}

// Markdown is formatted text. The host fills HTML with clean HTML and empties Text.
type Markdown struct {
	Base
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
	Tone    string    `json:"tone" is:"enum:info|neutral|success|warning|danger|accent"`
	Title   Text      `json:"title" is:"required"`
	Text    Text      `json:"text"`
	Actions []*Action `json:"actions"`
	Dismiss bool      `json:"dismiss"`
}

// Image is a picture with the text that stands for it.
type Image struct {
	Base
	Src     *ImageRef `json:"src" is:"required"`
	Alt     Text      `json:"alt" is:"required"`
	Ratio   string    `json:"ratio" is:"enum:auto|1:1|4:3|16:9"`
	Caption Text      `json:"caption"`
	Href    string    `json:"href" is:"href"`
}

// Gallery is a row of pictures.
type Gallery struct {
	Base
	Items []GalleryItem `json:"items" is:"required"`
}

// GalleryItem is one picture of a Gallery.
type GalleryItem struct {
	Src *ImageRef `json:"src" is:"required"`
	Alt Text      `json:"alt" is:"required"`
}

// Video is a film that plays only after a click.
type Video struct {
	Base
	Provider string `json:"provider" is:"required enum:file|youtube|vimeo"`
	// Ref is the provider's id of the film, or the name of an uploaded file.
	Ref   string `json:"ref" is:"required ref"`
	Title Text   `json:"title" is:"required"`
	Src   string `json:"src" is:"host"`
}

// Code is a listing; Diff marks added and removed lines.
type Code struct {
	Base
	Text     string `json:"text" is:"required md"`
	Lang     string `json:"lang" is:"max:40"`
	Copyable bool   `json:"copyable"`
	Diff     bool   `json:"diff"`
}

// Quote is what somebody said.
type Quote struct {
	Base
	Text Text   `json:"text" is:"required"`
	By   Text   `json:"by"`
	At   string `json:"at" is:"time"`
	Href string `json:"href" is:"href"`
}

// Empty says that there is nothing, and what to do about it.
type Empty struct {
	Base
	Icon    string    `json:"icon" is:"icon"`
	Title   Text      `json:"title" is:"required"`
	Text    Text      `json:"text"`
	Actions []*Action `json:"actions"`
}

// Skeleton holds the place of what is still loading.
type Skeleton struct {
	Base
	Lines int `json:"lines"`
}

// Message is one utterance of a conversation.
type Message struct {
	Base
	Author     *Author `json:"author" is:"required"`
	At         string  `json:"at" is:"required time"`
	Markdown   Text    `json:"markdown" is:"required md"`
	Visibility string  `json:"visibility" is:"enum:public|note"`
	// Files names uploads that belong to it.
	Files []string `json:"files" is:"max:200"`
	HTML  string   `json:"html" is:"host"`
}

// Author is who wrote a Message. Given a name the host does not look one up.
type Author struct {
	K    string `json:"k" is:"required enum:contact|user|bot"`
	ID   string `json:"id" is:"max:64"`
	Name Text   `json:"name"`
}
