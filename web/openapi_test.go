package web_test

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"sportello/content/db/dbtest"
)

var document = sync.OnceValues(func() (*openapi3.T, error) { return openapi3.NewLoader().LoadFromFile("openapi.yaml") })

var documented = sync.OnceValues(func() (routers.Router, error) {
	doc, err := document()
	if err != nil {
		return nil, err
	}
	return gorillamux.NewRouter(doc)
})

// checkDocumented holds an answer of the API against the document. Every request that
// the tests make comes through here.
func checkDocumented(t *testing.T, req *http.Request, res *http.Response, body []byte) {
	t.Helper()
	router, err := documented()
	if err != nil {
		t.Fatal(err)
	}
	bare := req.Clone(ctx)
	bare.URL = &url.URL{Path: req.URL.Path, RawQuery: req.URL.RawQuery}
	route, params, err := router.FindRoute(bare)
	if err != nil {
		if res.StatusCode != http.StatusNotFound {
			t.Errorf("%s %s is not in the document: %v", req.Method, req.URL.Path, err)
		}
		return
	}
	err = openapi3filter.ValidateResponse(ctx, &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: bare, PathParams: params, Route: route},
		Status:                 res.StatusCode, Header: res.Header, Body: io.NopCloser(bytes.NewReader(body)),
		Options: &openapi3filter.Options{MultiError: true, IncludeResponseStatus: false},
	})
	if err != nil {
		t.Errorf("%s %s: %v", req.Method, req.URL.Path, err)
	}
}

var ginParameter = regexp.MustCompile(`:(\w+)`)

// Each route of the API is in the document, and each of the document is a route.
func TestDocumentNamesEveryRoute(t *testing.T) {
	doc, err := document()
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(ctx); err != nil {
		t.Error(err)
	}
	var described []string
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	var served []string
	c := serve(t, dbtest.Open(t, dbtest.SQLiteURL(t)), nil)
	for _, r := range c.server.Routes() {
		if path, ok := strings.CutPrefix(r.Path, "/api/v1"); ok {
			served = append(served, r.Method+" "+ginParameter.ReplaceAllString(path, "{$1}"))
		}
	}
	slices.Sort(described)
	slices.Sort(served)
	if !slices.Equal(described, served) {
		t.Errorf("described %d, served %d\n%s\n\n%s", len(described), len(served), strings.Join(described, "\n"), strings.Join(served, "\n"))
	}
	c.call("GET", "/openapi.json", "", nil, nil, http.StatusOK)
	c.call("GET", "/config?lang=en", "", nil, nil, http.StatusOK)
}
