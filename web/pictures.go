package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// pictureRoute takes a picture as the body of the request, as other uploads.
const pictureRoute = "/api/v1/studio/pictures"

// errPictureBytes says that a picture has more bytes than are taken.
var errPictureBytes = errors.New("the picture has too many bytes")

// addPicture keeps a picture for answers. Its address is known at once on this node, and
// on the others when they have looked.
func (s *Server) addPicture(c *gin.Context, who signedIn) error {
	if !s.uploads.begin(who.ID) {
		return errTooMany
	}
	defer s.uploads.end(who.ID)
	if err := http.NewResponseController(c.Writer).SetReadDeadline(time.Now().Add(transferWithin)); err != nil {
		return fmt.Errorf("allow an upload its time: %w", err)
	}
	data, err := readBody(c, errPictureBytes)
	if err != nil {
		return err
	}
	p, err := s.Store.AddPicture(c.Request.Context(), c.Query("name"), data, who.Name)
	if err != nil {
		return err
	}
	if err := s.Live.Refresh(c.Request.Context()); err != nil {
		return err
	}
	c.JSON(http.StatusCreated, gin.H{"name": p.Name, "url": p.Address(), "width": p.Width, "height": p.Height})
	return nil
}

// picture is one that an answer shows. Its address names what is in it.
func (s *Server) picture(c *gin.Context) error {
	name := c.Param("name")
	p, ok := s.Live.Base().Pictures[name]
	if !ok || p.Address() != c.Request.URL.Path {
		return errNotFound
	}
	mediaType, data, err := s.Store.Picture(c.Request.Context(), name)
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != p.Checksum { // replaced since
		return errNotFound
	}
	openToAll(c)
	c.Header("Cache-Control", keepForever)
	c.Header("ETag", `"`+p.Checksum+`"`)
	c.Header("Content-Type", mediaType)
	c.Header("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(data))
	return nil
}
