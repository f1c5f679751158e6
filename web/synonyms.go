package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"sportello/content"
	"sportello/faq"
)

type synonymJSON struct {
	ID        string   `json:"id"`
	Lang      string   `json:"lang"`
	Terms     []string `json:"terms"`
	Revision  int64    `json:"revision"`
	ChangedAt string   `json:"changed_at"`
	ChangedBy string   `json:"changed_by"`
}

func synonymOf(g faq.Synonym) synonymJSON {
	return synonymJSON{ID: g.ID, Lang: g.Lang, Terms: g.Terms, Revision: g.Revision, ChangedAt: isoTime(g.ChangedAt), ChangedBy: g.ChangedBy}
}

func (s *Server) listSynonyms(c *gin.Context, _ signedIn) error {
	groups, err := s.Store.Synonyms(c.Request.Context()) // not what is live here: another node's editor may just have saved
	if err != nil {
		return err
	}
	out := make([]synonymJSON, 0, len(groups))
	for _, g := range groups {
		out = append(out, synonymOf(g))
	}
	c.JSON(http.StatusOK, out)
	return nil
}

func (s *Server) addSynonym(c *gin.Context, who signedIn) error {
	var in struct {
		Lang  string   `json:"lang"`
		Terms []string `json:"terms"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	g, problems, err := s.Store.AddSynonym(c.Request.Context(), content.Synonym{Lang: in.Lang, Terms: in.Terms}, who.Name)
	return s.sendSynonym(c, http.StatusCreated, g, problems, err)
}

func (s *Server) putSynonym(c *gin.Context, who signedIn) error {
	var in struct {
		Terms    []string `json:"terms"`
		Revision int64    `json:"revision"`
	}
	if err := decode(c, &in); err != nil {
		return err
	}
	g, problems, err := s.Store.SaveSynonym(c.Request.Context(), c.Param("id"), in.Terms, in.Revision, who.Name)
	return s.sendSynonym(c, http.StatusOK, g, problems, err)
}

func (s *Server) sendSynonym(c *gin.Context, status int, g faq.Synonym, problems []faq.SynonymProblem, err error) error {
	if errors.Is(err, faq.ErrProblems) {
		tellSynonymProblems(c, problems)
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.Live.Refresh(c.Request.Context()); err != nil { // the others are told by the store
		return err
	}
	c.JSON(status, synonymOf(g))
	return nil
}

func (s *Server) deleteSynonym(c *gin.Context, _ signedIn) error {
	revision, err := strconv.ParseInt(c.Query("revision"), 10, 64)
	if err != nil {
		return fmt.Errorf("%w: revision must be the number that was read", errBadRequest)
	}
	if err := s.Store.RemoveSynonym(c.Request.Context(), c.Param("id"), revision); err != nil {
		return err
	}
	if err := s.Live.Refresh(c.Request.Context()); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}

type synonymProblemJSON struct {
	Fault   content.SynonymFault `json:"fault"`
	Term    string               `json:"term,omitempty"`
	Other   []string             `json:"other,omitempty"`
	Message string               `json:"message"` // in the reader's language
}

// tellSynonymProblems also says all of them in the one message of the error.
func tellSynonymProblems(c *gin.Context, problems []faq.SynonymProblem) {
	lang := languageOf(c)
	out := make([]synonymProblemJSON, 0, len(problems))
	var all []string
	for _, p := range problems {
		text := synonymMessage(lang, p)
		all = append(all, text)
		out = append(out, synonymProblemJSON{Fault: p.Fault, Term: p.Term, Other: p.Other, Message: text})
	}
	c.JSON(http.StatusUnprocessableEntity, gin.H{"problems": out,
		"error": apiError{Code: "problems", Message: strings.Join(all, " "), ID: newErrorID()}})
}

// synonymMessages are what editors are told of a group's faults: Italian, English. What
// stands in braces is filled in.
var synonymMessages = map[content.SynonymFault][2]string{
	content.FaultLang:      {"La lingua non è tra quelle della biblioteca: scegli italiano o inglese.", "The language is none of the library's: choose Italian or English."},
	content.FaultFewTerms:  {"Scrivi almeno due termini, separati da una virgola.", "Write at least two terms, with a comma between them."},
	content.FaultManyTerms: {"Un gruppo ha al massimo {terms} termini: togline qualcuno, o fanne due gruppi.", "A group has at most {terms} terms: remove some, or make two groups."},
	content.FaultNoWord:    {"«{term}» non contiene lettere: scrivi una parola, o toglilo.", "“{term}” has no letters: write a word, or remove it."},
	content.FaultLong:      {"«{term}» ha più di {letters} caratteri: accorcialo.", "“{term}” has more than {letters} characters: shorten it."},
	content.FaultWords:     {"«{term}» ha più di {words} parole: accorcialo.", "“{term}” has more than {words} words: shorten it."},
	content.FaultComma:     {"«{term}» contiene una virgola: fanne due termini.", "“{term}” has a comma: make two terms of it."},
	content.FaultTwice:     {"«{term}» sta già nel gruppo «{other}»: lascialo dove è più adatto, o unisci i due gruppi.", "“{term}” is already in the group “{other}”: keep it where it fits best, or make one group of both."},
	content.FaultGroups:    {"Ci sono già {groups} gruppi in questa lingua: elimina quelli che non servono.", "There are already {groups} groups in this language: delete those that are not needed."},
}

// synonymTwice is of a term that is twice in the same group.
var synonymTwice = [2]string{"«{term}» è scritto due volte: togline uno.", "“{term}” is written twice: remove one."}

func synonymMessage(lang string, p faq.SynonymProblem) string {
	texts := synonymMessages[p.Fault]
	if p.Fault == content.FaultTwice && len(p.Other) == 0 {
		texts = synonymTwice
	}
	text := texts[0]
	if lang == "en" {
		text = texts[1]
	}
	return strings.NewReplacer("{term}", p.Term, "{other}", strings.Join(p.Other, ", "),
		"{terms}", strconv.Itoa(content.MaxTerms), "{letters}", strconv.Itoa(content.MaxTerm),
		"{words}", strconv.Itoa(content.MaxTermWords), "{groups}", strconv.Itoa(content.MaxSynonyms)).Replace(text)
}
