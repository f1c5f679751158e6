package main

import (
	"fmt"
	"net/http"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/it" // the analyzer "it"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/upsidedown/store/gtreap"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/gin-gonic/gin"

	"sportello/faq/match/matchtest"
)

// lean asks no more of bleve than the question takes: two fields, each for itself, without
// what only highlighting, facets and sorting need.
func lean() mapping.IndexMapping {
	whole := bleve.NewIndexMapping()
	whole.DefaultAnalyzer, whole.ScoringModel = "it", "bm25"
	document := bleve.NewDocumentStaticMapping()
	for _, name := range []string{"Title", "Body"} {
		field := bleve.NewTextFieldMapping()
		field.Analyzer, field.IncludeInAll, field.DocValues, field.IncludeTermVectors = "it", false, false, false
		document.AddFieldMappingsAt(name, field)
	}
	whole.DefaultMapping = document
	return whole
}

// asker answers from a bleve index of the library that the program's benchmark has too.
func asker(entries int) (gin.HandlerFunc, error) {
	store, err := bleve.NewUsing("", lean(), scorch.Name, gtreap.Name, nil)
	if err != nil {
		return nil, err
	}
	batch := store.NewBatch()
	for _, item := range matchtest.Base(entries, 0) {
		if err := batch.Index(item.ID, map[string]string{"Title": item.Question, "Body": item.Answer}); err != nil {
			return nil, err
		}
	}
	if err := store.Batch(batch); err != nil {
		return nil, err
	}
	return func(c *gin.Context) {
		title := bleve.NewMatchQuery(c.Query("q"))
		title.SetField("Title")
		title.SetBoost(2)
		body := bleve.NewMatchQuery(c.Query("q"))
		body.SetField("Body")
		request := bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(title, body), 3, 0, false)
		request.Fields = []string{"Title", "Body"}
		found, err := store.SearchInContext(c.Request.Context(), request)
		if err != nil {
			c.String(http.StatusInternalServerError, err.Error())
			return
		}
		answers := make([]gin.H, 0, len(found.Hits))
		for _, hit := range found.Hits {
			answers = append(answers, gin.H{"id": hit.ID, "score": fmt.Sprint(hit.Score), "title": hit.Fields["Title"], "answer": hit.Fields["Body"]})
		}
		c.JSON(http.StatusOK, gin.H{"answers": answers})
	}, nil
}
