package pdf

import "errors"

// What can be wrong with a file. The texts are for the person who chose it and
// say what to do; test with errors.Is.
var (
	// ErrNotPDF: the file does not start as a PDF does.
	ErrNotPDF = errors.New("this is not a PDF file: choose one that a PDF viewer opens")
	// ErrPassword: the file cannot be opened without a password.
	ErrPassword = errors.New("the PDF asks for a password: save a copy without one and use the copy")
	// ErrNoText: pages were read and none has text. The Document is complete.
	ErrNoText = errors.New("the PDF has no text, only pictures of pages: have the text recognised (OCR) and use the result")
	// ErrTooLarge: the file, or the text in it, is larger than Limits allow.
	ErrTooLarge = errors.New("the PDF is too large: split it, or save it with smaller pictures")
	// ErrTooManyPages: more pages than Limits.Pages; none was read.
	ErrTooManyPages = errors.New("the PDF has too many pages: split it")
	// ErrTimeout: a page or the file took longer than Limits allow.
	ErrTimeout = errors.New("the PDF takes too long to read: save it again from a PDF viewer, or split it")
	// ErrMemory: a page or the file needs more memory than Limits allow.
	ErrMemory = errors.New("the PDF needs too much memory: save it again from a PDF viewer, or split it")
	// ErrDamaged: the file or some of its pages could not be read. The Document
	// holds the pages that could.
	ErrDamaged = errors.New("the PDF is damaged: export it again from the program it was made with")
	// ErrNoPage: Render was asked for a page that the file does not have.
	ErrNoPage = errors.New("the PDF has no such page")

	// errStart: the child did not get as far as looking at the file; another
	// would not either.
	errStart = errors.New("start PDF reader")
)

// failures gives each error that a child can report a name for the wire.
var failures = map[string]error{
	"not-pdf":  ErrNotPDF,
	"password": ErrPassword,
	"large":    ErrTooLarge,
	"pages":    ErrTooManyPages,
	"memory":   ErrMemory,
	"damaged":  ErrDamaged,
	"no-page":  ErrNoPage,
	"start":    errStart,
}

func failureCode(err error) string {
	for code, known := range failures {
		if errors.Is(err, known) {
			return code
		}
	}
	return "damaged"
}
