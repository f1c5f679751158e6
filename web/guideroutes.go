package web

import (
	"github.com/gin-gonic/gin"

	"sportello/web/auth"
)

// guideRoutes are those of who uploads guides, and of who publishes them.
func (s *Server) guideRoutes(api *gin.RouterGroup) {
	writer := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(h, auth.Editor, auth.Reviewer)) }
	reviewer := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(s.mayEdit(h), auth.Reviewer)) }
	edit := func(h staffHandler) gin.HandlerFunc { return writer(s.mayEdit(h)) }
	api.GET("/studio/guides", writer(s.listGuides))
	api.GET("/studio/guides/:id", writer(s.getGuide))
	api.POST("/studio/guides/:id/draft", edit(s.editGuide))
	api.POST("/studio/guides/:id/archive", reviewer(s.archiveGuide))
	api.POST("/studio/guides/:id/restore", reviewer(s.restoreGuide))
	api.POST("/studio/guide-uploads", edit(s.uploadGuide))
	api.GET("/studio/guide-drafts/:id", writer(s.getGuideDraft))
	api.PUT("/studio/guide-drafts/:id", edit(s.saveGuideDraft))
	api.DELETE("/studio/guide-drafts/:id", writer(s.discardGuideDraft))
	api.GET("/studio/guide-drafts/:id/pages/:page", writer(s.guideDraftPage))
	api.GET("/studio/guide-drafts/:id/pictures/:page", writer(s.guideDraftPicture)) // N.png
	api.POST("/studio/guide-drafts/:id/impact", writer(s.guideImpact))
	api.POST("/studio/guide-drafts/:id/restore", writer(s.restoreGuideDraft))
	api.POST("/studio/guide-drafts/:id/publish", reviewer(s.publishGuide))
}
