package web

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
)

// maxDays bounds a report.
const maxDays = 400

func (s *Server) summary(c *gin.Context, who signedIn) error {
	days, err := number(c, "days", 30)
	if err != nil {
		return err
	}
	if days < 1 || days > maxDays {
		return fmt.Errorf("%w: days must be 1 to %d", errBadRequest, maxDays)
	}
	sum, err := s.Report.Summary(c.Request.Context(), int(days))
	if err != nil {
		return err
	}
	for i := range sum.ByQueue {
		sum.ByQueue[i].Name = s.queueName(sum.ByQueue[i].Queue, who.Lang)
	}
	for i, comment := range sum.Ratings.Comments {
		sum.Ratings.Comments[i].Name = s.queueName(comment.Queue, who.Lang)
	}
	c.JSON(http.StatusOK, sum)
	return nil
}
