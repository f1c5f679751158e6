package web

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/content"
)

// entryFields are the fields of an entry for a form.
type entryFields struct {
	ID           string            `json:"id"`
	Topic        string            `json:"topic"`
	Lang         string            `json:"lang"`
	Question     string            `json:"question"`
	Alternates   []string          `json:"alternates"`
	Translations map[string]string `json:"translations"`
	Audience     []string          `json:"audience"`
	Level        []string          `json:"level"`
	Campus       []string          `json:"campus"`
	Owner        string            `json:"owner"`
	Updated      content.Date      `json:"updated"`
	ValidFrom    content.Date      `json:"valid_from"`
	ValidTo      content.Date      `json:"valid_to"`
	ReviewBy     content.Date      `json:"review_by"`
	Sources      []content.Link    `json:"sources"`
	Body         string            `json:"body"`
}

func fieldsOf(e *content.Entry) entryFields {
	f := entryFields{e.ID, e.Topic, e.Lang, e.Question, e.Alternates, e.Translations, e.Audience, e.Level, e.Campus, e.Owner,
		e.Updated, e.ValidFrom, e.ValidTo, e.ReviewBy, e.Sources, e.Body}
	for _, list := range []*[]string{&f.Alternates, &f.Audience, &f.Level, &f.Campus} {
		if *list == nil {
			*list = []string{}
		}
	}
	if f.Translations == nil {
		f.Translations = map[string]string{}
	}
	if f.Sources == nil {
		f.Sources = []content.Link{}
	}
	return f
}

// compose writes the fields of a form as a file.
func (s *Server) compose(c *gin.Context, _ signedIn) error {
	var f entryFields
	if err := decode(c, &f); err != nil {
		return err
	}
	e := content.Entry{ID: f.ID, Topic: f.Topic, Lang: f.Lang, Question: f.Question, Alternates: f.Alternates, Translations: f.Translations,
		Audience: f.Audience, Level: f.Level, Campus: f.Campus, Owner: f.Owner, Updated: f.Updated, ValidFrom: f.ValidFrom,
		ValidTo: f.ValidTo, ReviewBy: f.ReviewBy, Sources: f.Sources, Body: f.Body}
	source, err := e.Format()
	if err != nil {
		return errors.Join(errBadRequest, err)
	}
	c.JSON(http.StatusOK, gin.H{"source": string(source)})
	return nil
}
