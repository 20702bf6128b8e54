package pdf

// A document is bounded by blocks.PrintLimits before it comes here. These bound
// what it may become.
const (
	// maxPages is how long a PDF gets; what is left over is not printed, and the last
	// page says so.
	maxPages = 300
	// maxPictures and maxPixels bound the pictures of one document, each decoded.
	maxPictures = 40
	maxPixels   = 4_000_000
	// maxPictureBytes bounds one picture as it is stored.
	maxPictureBytes = 5 << 20
	// workStep is how many lines are set before the context is looked at.
	workStep = 512
)
