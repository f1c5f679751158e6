package content

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"sportello/content/picture"
)

// Limits of the pictures of a library.
const (
	MaxPictures     = 2000
	MaxPictureBytes = 8 << 20 // of one as it is kept
	maxPictureName  = 100     // characters
)

// picturesDir is where a library keeps its pictures, and pictureRef how an answer names
// one: by the way there from the entry's file, so that it is seen wherever that is read,
// in a repository too.
const (
	picturesDir = "pictures"
	pictureRef  = "../../" + picturesDir + "/"
)

const (
	pictureNames    = `[a-z0-9]+(?:-[a-z0-9]+)*\.(?:png|jpg)`
	pictureChecksum = 16 // characters of it that stand in the address
)

var pictureName = regexp.MustCompile(`^` + pictureNames + `$`)

// Picture is a picture that answers may show.
type Picture struct {
	Name          string
	Checksum      string // SHA-256 of the file, in hexadecimal
	Width, Height int    // pixels
}

// Pictures are those of a library, by name.
type Pictures map[string]Picture

// PictureFile is a picture with its file, which stays where it is until asked for.
type PictureFile struct {
	Path string
	Picture
}

// ValidPictureName reports whether a picture may be called so.
func ValidPictureName(name string) bool {
	return len(name) <= maxPictureName && pictureName.MatchString(name)
}

// PicturePath is where a library keeps a picture.
func PicturePath(name string) string { return path.Join(picturesDir, name) }

// IsPicturePath reports whether a library keeps a picture there.
func IsPicturePath(p string) bool {
	return path.Dir(p) == picturesDir && pictureName.MatchString(path.Base(p))
}

// Address is where the picture is shown. It changes with what is in it, so what was read
// there may be kept for ever.
func (p *Picture) Address() string {
	return "/" + picturesDir + "/" + p.Checksum[:pictureChecksum] + "/" + p.Name
}

// NewPicture describes the file of a picture. It returns an error that says what is wrong
// with the name, the size or the file, or that it tells more than is seen.
func NewPicture(name string, file []byte) (*Picture, error) {
	switch {
	case !ValidPictureName(name):
		return nil, errors.New("call it by lower-case letters, digits and hyphens, at most 100, ending in .png or .jpg")
	case len(file) > MaxPictureBytes:
		return nil, fmt.Errorf("has %d bytes; at most %d are allowed: make it smaller", len(file), MaxPictureBytes)
	}
	info, err := picture.Look(file)
	if err != nil {
		return nil, fmt.Errorf("can't be read: %w", err)
	}
	if ending := map[string]string{"image/png": ".png", "image/jpeg": ".jpg"}[info.Type]; ending != path.Ext(name) {
		return nil, fmt.Errorf("is a picture of another kind than its name says: %s", info.Type)
	}
	if info.Told {
		return nil, errors.New("tells more than is seen, such as where it was taken: save it without that, or put it in through the studio")
	}
	sum := sha256.Sum256(file)
	return &Picture{Name: name, Checksum: hex.EncodeToString(sum[:]), Width: info.Width, Height: info.Height}, nil
}

// readPictures reads and checks the folder of pictures.
func (l *Library) readPictures(fsys fs.FS) (problems []Problem, err error) {
	names, err := fs.Glob(fsys, path.Join(picturesDir, "*"))
	if err != nil {
		return nil, fmt.Errorf("list the pictures: %w", err)
	}
	for _, p := range names {
		if strings.HasPrefix(path.Base(p), ".") {
			continue
		}
		wrong := func(err error) { problems = append(problems, Problem{File: p, Line: 1, Message: err.Error()}) }
		if len(l.Pictures) == MaxPictures {
			wrong(fmt.Errorf("there are more than %d pictures: take out those that no answer shows", MaxPictures))
			break
		}
		if info, err := fs.Stat(fsys, p); err == nil && (info.IsDir() || info.Size() > MaxPictureBytes) {
			wrong(fmt.Errorf("is no picture of at most %d bytes", MaxPictureBytes))
			continue
		}
		file, err := fs.ReadFile(fsys, p)
		if err != nil {
			return nil, fmt.Errorf("read a picture: %w", err)
		}
		if pic, err := NewPicture(path.Base(p), file); err != nil {
			wrong(err)
		} else {
			l.Pictures = append(l.Pictures, PictureFile{Path: p, Picture: *pic})
		}
	}
	return problems, nil
}

// picturesIn are the pictures of an answer, by name, with the lines of the file on which they
// stand; first is the line of the body.
func picturesIn(md string, first int) (list []Anchor) {
	source := []byte(md)
	_ = ast.Walk(markdown.Parser().Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if image, ok := n.(*ast.Image); ok && entering {
			if name, ok := nameOfPicture(image); ok {
				list = append(list, Anchor{URL: name, Line: first + lineIn(source, n)})
			}
		}
		return ast.WalkContinue, nil
	})
	return list
}

// nameOfPicture is the name by which an answer names one of the library's pictures.
func nameOfPicture(n *ast.Image) (string, bool) {
	name, ok := strings.CutPrefix(string(n.Destination), pictureRef)
	return name, ok && ValidPictureName(name)
}

// CitesPictures reports whether a text may show pictures; it does not read it.
func CitesPictures(source string) bool { return strings.Contains(source, pictureRef) }

// PictureNames are the names of the pictures that an answer shows.
func PictureNames(md string) (names []string) {
	for _, a := range picturesIn(md, 0) {
		names = append(names, a.URL)
	}
	return names
}

// MissingPictures finds what an answer shows that is no picture of the library.
func MissingPictures(e *Entry, source []byte, has func(name string) bool) (problems []Problem) {
	if !CitesPictures(e.Body) {
		return nil
	}
	for _, a := range picturesIn(e.Body, bodyLine(source)) {
		if !has(a.URL) {
			problems = append(problems, problem(a.Line, CodePictureGone, "", a.URL))
		}
	}
	return problems
}

// missingPictures finds what the entries show that the folder does not have.
func (l *Library) missingPictures() (problems []Problem) {
	has := map[string]bool{}
	for _, p := range l.Pictures {
		has[p.Name] = true
	}
	for _, f := range l.Entries {
		problems = append(problems, named(f.Path, MissingPictures(f.Entry, f.Source, func(name string) bool { return has[name] }))...)
	}
	return problems
}

// showPictures gives the pictures their addresses. What is no picture of the library is
// told by its words.
func showPictures(root ast.Node, source []byte, pictures Pictures) {
	var found []*ast.Image
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if image, ok := n.(*ast.Image); ok && entering {
			found = append(found, image)
		}
		return ast.WalkContinue, nil
	})
	for _, image := range found {
		name, own := nameOfPicture(image)
		p, ok := pictures[name]
		if !own || !ok {
			words := ast.NewString([]byte((&plainWriter{source: source}).inline(image)))
			image.Parent().ReplaceChild(image.Parent(), image, words)
			continue
		}
		image.Destination = []byte(p.Address())
		image.SetAttributeString("width", []byte(strconv.Itoa(p.Width)))
		image.SetAttributeString("height", []byte(strconv.Itoa(p.Height)))
		image.SetAttributeString("loading", []byte("lazy"))
	}
}
