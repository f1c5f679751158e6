package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"sportello/web/ui"
)

//go:embed assets
var assets embed.FS

// The files that the program carries, read on first use.
var (
	assetFiles  = sync.OnceValue(func() files { return readFiles(assets, "assets") })
	widgetFiles = sync.OnceValue(func() files { return readFiles(ui.Dist, "dist/widget") })
	staffFiles  = sync.OnceValue(func() files { return readFiles(ui.Dist, "dist/staff") })
)

// How long a browser keeps what it was sent.
const (
	keepForever = "public, max-age=31536000, immutable"
	askAlways   = "no-cache" // keeps it, but asks whether it is still right
)

// hashedName is a name that Vite changes with what is in the file.
var hashedName = regexp.MustCompile(`^(assets/.+|app|chunk)-[A-Za-z0-9_-]{8}\.[a-z0-9]+$`)

var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".ico": "image/x-icon",
	".js": "text/javascript; charset=utf-8", ".json": "application/json", ".map": "application/json",
	".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8",
	".webmanifest": "application/manifest+json", ".woff": "font/woff", ".woff2": "font/woff2",
}

// file is ready to be sent, compressed where that makes it smaller.
type file struct {
	body   []byte
	zipped []byte // nil if not smaller
	kind   string
	etag   string
}

// files are by their path below the folder, without a slash at the start.
type files map[string]*file

// readFiles reads a folder; one that is not there is empty.
func readFiles(fsys fs.FS, root string) files {
	all := files{}
	err := fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(fsys, name)
		if err == nil {
			all[strings.TrimPrefix(name, root+"/")] = newFile(name, body)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		panic(err) // the files are compiled in
	}
	return all
}

func newFile(name string, body []byte) *file {
	f := &file{body: body, kind: contentTypes[path.Ext(name)], etag: `W/"` + digest(body) + `"`}
	if f.kind == "" {
		f.kind = "application/octet-stream"
	}
	if zipped := compress(body, gzip.BestCompression); len(zipped) < len(body) {
		f.zipped = zipped
	}
	return f
}

func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:8])
}

func compress(body []byte, level int) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, level)
	if err != nil {
		panic(err) // the levels are constants
	}
	_, _ = w.Write(body) // a bytes.Buffer does not fail
	_ = w.Close()
	return out.Bytes()
}

// send answers with the file, or says that the browser has it.
func (f *file) send(c *gin.Context, cache string) {
	c.Header("Cache-Control", cache)
	if notModified(c, f.etag) {
		return
	}
	sendBody(c, http.StatusOK, f.kind, f.body, f.zipped)
}

// sendBody chooses between the plain and the compressed form.
func sendBody(c *gin.Context, status int, kind string, body, zipped []byte) {
	if zipped != nil {
		c.Writer.Header().Add("Vary", "Accept-Encoding")
		if acceptsGzip(c.GetHeader("Accept-Encoding")) {
			c.Header("Content-Encoding", "gzip")
			body = zipped
		}
	}
	c.Header("Content-Length", strconv.Itoa(len(body)))
	c.Data(status, kind, body)
}

func acceptsGzip(accepted string) bool {
	for part := range strings.SplitSeq(accepted, ",") {
		coding, quality, _ := strings.Cut(strings.ReplaceAll(part, " ", ""), ";")
		if coding == "gzip" {
			return quality == "" || strings.Trim(quality, "q=0.") != "" // q=0 and q=0.000 refuse it
		}
	}
	return false
}

// notModified sets the ETag and, where the browser has that already, answers so.
func notModified(c *gin.Context, etag string) bool {
	c.Header("ETag", etag)
	for known := range strings.SplitSeq(c.GetHeader("If-None-Match"), ",") {
		if known = strings.TrimSpace(known); known == "*" || strings.TrimPrefix(known, "W/") == strings.TrimPrefix(etag, "W/") {
			c.Status(http.StatusNotModified)
			c.Writer.WriteHeaderNow()
			return true
		}
	}
	return false
}

// openToAll lets pages of other sites use an answer, which is the same for everyone.
func openToAll(c *gin.Context) {
	c.Header("Access-Control-Allow-Origin", "*")
	c.Header("Cross-Origin-Resource-Policy", "cross-origin")
}

// widgetFile is a file of the widget, for any site.
func (s *Server) widgetFile(c *gin.Context) error {
	openToAll(c)
	return sendBuilt(c, widgetFiles(), strings.TrimPrefix(c.Param("file"), "/"))
}

// staffPage is the staff's application: its files, and its one page at every other
// address below /staff/.
func (s *Server) staffPage(c *gin.Context) error {
	name := strings.TrimPrefix(c.Param("path"), "/")
	if c.Param("path") == "" {
		c.Redirect(http.StatusMovedPermanently, "/staff/")
		return nil
	}
	c.Header("X-Robots-Tag", "noindex")
	if staffFiles()[name] == nil && !strings.HasPrefix(name, "assets/") {
		name = "index.html"
	}
	return sendBuilt(c, staffFiles(), name)
}

func sendBuilt(c *gin.Context, all files, name string) error {
	f := all[name]
	switch {
	case len(all) == 0:
		return errNoUI
	case f == nil:
		return errNotFound
	case hashedName.MatchString(name):
		f.send(c, keepForever)
	default:
		f.send(c, askAlways)
	}
	return nil
}

// asset is a file of the pages here; its address carries the version it was linked at.
func (s *Server) asset(c *gin.Context) error {
	f := assetFiles()[strings.TrimPrefix(c.Param("file"), "/")]
	switch {
	case f == nil:
		return errNotFound
	case c.Query("v") == f.version():
		f.send(c, keepForever)
	default:
		f.send(c, askAlways)
	}
	return nil
}

func (f *file) version() string { return strings.Trim(f.etag, `W/"`) }

// assetURL is where a page finds one of its files.
func assetURL(name string) (string, error) {
	f := assetFiles()[name]
	if f == nil {
		return "", fs.ErrNotExist
	}
	return "/assets/" + name + "?v=" + f.version(), nil
}
