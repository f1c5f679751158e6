package web

import (
	_ "embed"
	"net/http"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/goccy/go-yaml"
)

// openapi.yaml describes the API. The tests hold every route and every answer they
// see against it.
//
//go:embed openapi.yaml
var openAPISource []byte

var openAPIDocument = sync.OnceValues(func() ([]byte, error) { return yaml.YAMLToJSON(openAPISource) })

func (s *Server) openAPI(c *gin.Context) {
	doc, err := openAPIDocument()
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Data(http.StatusOK, "application/json; charset=utf-8", doc)
}
