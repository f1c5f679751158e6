package web

import (
	"context"
	crand "crypto/rand"
	"encoding/base32"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"sportello/assistant"
	"sportello/content/db"
	"sportello/content/intake"
	"sportello/content/pdf"
	"sportello/content/picture"
	"sportello/faq"
	"sportello/faq/notice"
	"sportello/handoff"
	"sportello/web/auth"
	"sportello/web/sms"
)

// Errors that only HTTP knows.
var (
	errBadRequest = errors.New("the request can't be read")
	errTooLarge   = errors.New("the request is too large")
	errNotFound   = errors.New("no such page")
	errMethod     = errors.New("the method is not allowed here")
	errSignedOut  = errors.New("signed out")
	errForbidden  = errors.New("the role is missing")
	errCSRF       = errors.New("the CSRF token is missing or wrong")
	errOrigin     = errors.New("the origin is not allowed")
	errTooMany    = errors.New("too many requests")
	errNoMail     = errors.New("no mail server is set")
	errNoSMS      = errors.New("no SMS gateway is set")
	errNoUI       = errors.New("the user interface is not built: run make build")
)

// failure is how an error is told outside.
type failure struct {
	err    error
	status int
	code   string // also the key of its message
}

// failures is the one table from error to answer; the first that fits counts. What is
// not in it is a fault of ours.
var failures = []failure{
	{assistant.ErrNotFound, http.StatusNotFound, "not_found"},
	{handoff.ErrNotFound, http.StatusNotFound, "not_found"},
	{faq.ErrNotFound, http.StatusNotFound, "not_found"},
	{auth.ErrNotFound, http.StatusNotFound, "not_found"},
	{pdf.ErrNoPage, http.StatusNotFound, "not_found"},
	{errNotFound, http.StatusNotFound, "not_found"},
	{errMethod, http.StatusMethodNotAllowed, "method_not_allowed"},
	{assistant.ErrEmpty, http.StatusBadRequest, "empty"},
	{faq.ErrReason, http.StatusBadRequest, "reason"},
	{handoff.ErrEmpty, http.StatusBadRequest, "empty"},
	{assistant.ErrTooLong, http.StatusBadRequest, "too_long"},
	{handoff.ErrTooLong, http.StatusBadRequest, "too_long"},
	{handoff.ErrBadText, http.StatusBadRequest, "bad_text"},
	{handoff.ErrClientID, http.StatusConflict, "client_id"},
	{assistant.ErrInvalid, http.StatusBadRequest, "invalid"},
	{handoff.ErrInvalid, http.StatusBadRequest, "invalid"},
	{errBadRequest, http.StatusBadRequest, "bad_request"},
	{errTooLarge, http.StatusRequestEntityTooLarge, "too_large"},
	{handoff.ErrNoRoom, http.StatusConflict, "no_room"},
	{handoff.ErrBooked, http.StatusConflict, "booked"},
	{handoff.ErrTaken, http.StatusConflict, "taken"},
	{handoff.ErrAtCapacity, http.StatusConflict, "at_capacity"},
	{handoff.ErrNotYourQueue, http.StatusForbidden, "not_your_queue"},
	{handoff.ErrStudentGone, http.StatusConflict, "student_gone"},
	{handoff.ErrAbsent, http.StatusConflict, "operator_absent"},
	{handoff.ErrNobody, http.StatusConflict, "no_second_level"},
	{handoff.ErrNotEscalated, http.StatusConflict, "not_escalated"},
	{handoff.ErrNotYours, http.StatusConflict, "not_yours"},
	{handoff.ErrClosed, http.StatusConflict, "closed"},
	{notice.ErrNotFound, http.StatusNotFound, "not_found"},
	{notice.ErrStale, http.StatusConflict, "stale"},
	{notice.ErrTooMany, http.StatusConflict, "too_many"},
	{notice.ErrOver, http.StatusConflict, "notice_over"},
	{notice.ErrMailed, http.StatusConflict, "notice_mailed"},
	{notice.ErrAddress, http.StatusBadRequest, "address"},
	{notice.ErrInvalid, http.StatusBadRequest, "invalid"},
	{notice.ErrCrowded, http.StatusServiceUnavailable, "busy"},
	{errNoMail, http.StatusConflict, "no_mail"},
	{errNoSMS, http.StatusConflict, "no_sms"},
	{notice.ErrCode, http.StatusBadRequest, "code"},
	{notice.ErrCostly, http.StatusConflict, "costly"},
	{sms.ErrSignature, http.StatusUnauthorized, "signature"},
	{faq.ErrStale, http.StatusConflict, "stale"},
	{handoff.ErrStale, http.StatusConflict, "stale"},
	{handoff.ErrTooMany, http.StatusConflict, "too_many"},
	{handoff.ErrCannedName, http.StatusBadRequest, "canned_name"},
	{handoff.ErrNameTaken, http.StatusConflict, "name_taken"},
	{handoff.ErrFileType, http.StatusUnsupportedMediaType, "file_type"},
	{handoff.ErrFileLarge, http.StatusRequestEntityTooLarge, "file_large"},
	{handoff.ErrFull, http.StatusConflict, "files_full"},
	{errPictureBytes, http.StatusRequestEntityTooLarge, "picture_bytes"},
	{picture.ErrFormat, http.StatusUnprocessableEntity, "picture_broken"},
	{picture.ErrLarge, http.StatusUnprocessableEntity, "picture_large"},
	{handoff.ErrTooLate, http.StatusConflict, "too_late"},
	{handoff.ErrVariable, http.StatusBadRequest, "variable"},
	{faq.ErrScheduled, http.StatusConflict, "scheduled"},
	{faq.ErrHasDraft, http.StatusConflict, "has_draft"},
	{faq.ErrReplaced, http.StatusConflict, "replaced"},
	{faq.ErrTooMany, http.StatusConflict, "too_many"},
	{faq.ErrInvalid, http.StatusBadRequest, "invalid"},
	{faq.ErrFolder, http.StatusConflict, "folder"},
	{intake.ErrTooLarge, http.StatusRequestEntityTooLarge, "intake_large"},
	{intake.ErrTooMany, http.StatusUnprocessableEntity, "intake_many"},
	{intake.ErrKind, http.StatusUnsupportedMediaType, "intake_kind"},
	{intake.ErrOldExcel, http.StatusUnsupportedMediaType, "intake_xls"},
	{intake.ErrBroken, http.StatusUnprocessableEntity, "intake_broken"},
	{intake.ErrNothing, http.StatusUnprocessableEntity, "intake_nothing"},
	{faq.ErrUnread, http.StatusConflict, "guide_unread"},
	{pdf.ErrNotPDF, http.StatusUnsupportedMediaType, "guide_not_pdf"},
	{pdf.ErrTooLarge, http.StatusRequestEntityTooLarge, "guide_large"},
	{faq.ErrProblems, http.StatusUnprocessableEntity, "problems"},
	{auth.ErrWrongPassword, http.StatusUnauthorized, "wrong_password"},
	{auth.ErrTooManyTries, http.StatusTooManyRequests, "too_many_tries"},
	{auth.ErrTaken, http.StatusConflict, "login_taken"},
	{auth.ErrLastAdministrator, http.StatusConflict, "last_administrator"},
	{auth.ErrInvalid, http.StatusBadRequest, "invalid_user"},
	{auth.ErrSignedOut, http.StatusUnauthorized, "signed_out"},
	{errSignedOut, http.StatusUnauthorized, "signed_out"},
	{errForbidden, http.StatusForbidden, "forbidden"},
	{errCSRF, http.StatusForbidden, "csrf"},
	{errOrigin, http.StatusForbidden, "origin"},
	{errTooMany, http.StatusTooManyRequests, "rate_limited"},
	{errNoUI, http.StatusServiceUnavailable, "no_ui"},
	{errShed, http.StatusServiceUnavailable, "busy"},
	{db.ErrBusy, http.StatusServiceUnavailable, "busy"},
	{db.ErrFull, http.StatusInsufficientStorage, "full"},
	{errCrowded, http.StatusServiceUnavailable, "busy"},
	{errStopping, http.StatusServiceUnavailable, "stopping"},
	{db.ErrClosed, http.StatusServiceUnavailable, "stopping"},
	{context.Canceled, 499, "cancelled"},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "busy"},
}

var internal = failure{status: http.StatusInternalServerError, code: "internal"}

func failureOf(err error) failure {
	for _, f := range failures {
		if errors.Is(err, f.err) {
			return f
		}
	}
	switch {
	case db.IsText(err):
		return failure{status: http.StatusBadRequest, code: "bad_text"}
	case db.IsAway(err):
		return failure{status: http.StatusServiceUnavailable, code: "away"}
	}
	return internal
}

// apiError is an error as the API tells it.
type apiError struct {
	Code    string `json:"code"`
	Message string `json:"message"` // in the reader's language
	ID      string `json:"id"`      // also in the log
	Detail  string `json:"detail,omitempty"`
}

// fail is the one exit of all failures: log, then JSON or a page.
func (s *Server) fail(c *gin.Context, err error) {
	f, id := failureOf(err), newErrorID()
	level := slog.LevelInfo
	switch {
	case isShed(f):
		level = slog.LevelDebug // by the thousand; /metrics counts them
	case f.status >= http.StatusInternalServerError:
		level = slog.LevelError
	}
	s.Log.LogAttrs(c.Request.Context(), level, "request failed", slog.String("id", id), slog.String("code", f.code), slog.Int("status", f.status),
		slog.String("method", c.Request.Method), slog.String("route", c.FullPath()), slog.Any("err", err))
	s.metrics.failures.WithLabelValues(f.code).Inc()
	if c.Writer.Written() {
		return // a WebSocket, or an answer cut short
	}
	switch f.status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusInsufficientStorage:
		c.Header("Retry-After", strconv.Itoa(waitOf(err)))
	}
	lang := languageOf(c)
	e := apiError{Code: f.code, Message: message(lang, f.code), ID: id}
	if more := explained(lang, err); more != "" {
		e.Message = more
	}
	if f.status == http.StatusBadRequest {
		e.Detail = err.Error()
	}
	if !strings.HasPrefix(c.Request.URL.Path, "/api/") {
		s.errorPage(c, f.status, e)
		return
	}
	c.AbortWithStatusJSON(f.status, gin.H{"error": e})
}

// waitOf is after how many seconds to try again.
func waitOf(err error) int {
	if tries, ok := errors.AsType[*auth.TooManyTriesError](err); ok {
		return int(tries.Wait.Seconds()) + 1
	}
	return 1 + rand.IntN(4) // not all at the same moment
}

// newErrorID is short enough to be read out on the telephone.
func newErrorID() string {
	b := make([]byte, 5)
	_, _ = crand.Read(b) // never fails
	return base32.StdEncoding.EncodeToString(b)
}
