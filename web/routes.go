package web

import (
	"github.com/gin-gonic/gin"

	"sportello/web/auth"
)

// routes is every address of the server.
func (s *Server) routes() {
	r := s.router
	r.Use(s.observe, s.recoverPanics, securityHeaders, s.cors, s.admit)
	r.NoRoute(s.handle(s.notFound))
	r.NoMethod(s.handle(s.notAllowed))

	r.GET("/healthz", s.healthz)
	r.GET("/readyz", s.readyz)
	r.GET("/metrics", s.metrics.serve)

	s.pageRoutes(r)
	api := r.Group("/api/v1")
	api.GET("/openapi.json", s.openAPI)
	s.studentRoutes(api)
	s.staffRoutes(api)
	s.classify()
}

// pageRoutes are the pages that people open, and what stands on them.
func (s *Server) pageRoutes(r *gin.Engine) {
	r.GET("/", s.handle(s.home))
	r.GET("/demo", s.handle(s.demo))
	r.GET("/conversation", s.handle(s.conversationPage))
	r.GET("/faq", s.handle(s.faqHome))
	r.GET("/faq/:lang", s.handle(s.faqTopics))
	r.GET("/faq/:lang/:topic", s.handle(s.faqTopic))
	r.GET("/faq/:lang/:topic/:entry", s.handle(s.faqEntry))
	r.GET("/guides/:id", s.handle(s.guidePDF)) // ID.pdf
	r.GET("/guides/:id/:page", s.handle(s.guidePicture))
	r.GET("/help", s.handle(s.helpHome))
	r.GET("/help/:lang", s.handle(s.helpGuide))
	r.GET("/help/pictures/:lang/:picture", s.handle(s.helpPicture))
	r.GET("/pictures/:checksum/:name", s.handle(s.picture))
	r.GET("/notices/subscribe", s.handle(s.subscribeForm))
	r.POST("/notices/subscribe", s.limit(ofSignUp), s.handle(s.subscribe))
	r.POST("/notices/code", s.limit(ofSignUp), s.handle(s.subscribeCode))
	r.GET("/notices/confirm", s.handle(s.confirmPage))
	r.POST("/notices/confirm", s.limit(ofSignUp), s.handle(s.confirm))
	r.GET("/notices/leave", s.handle(s.leavePage))
	r.POST("/notices/leave", s.handle(s.leaveNotices)) // also a mail program's one click, many from one address
	r.GET("/widget/*file", s.handle(s.widgetFile))
	r.GET("/staff", s.handle(s.staffPage))
	r.GET("/staff/*path", s.handle(s.staffPage))
	r.GET("/assets/*file", s.handle(s.asset))
	r.GET("/robots.txt", s.handle(s.robots))
	r.GET("/sitemap.xml", s.handle(s.sitemap))
}

func (s *Server) studentRoutes(api *gin.RouterGroup) {
	api.GET("/config", s.handle(s.widgetConfig))
	api.GET("/notices", s.handle(s.shownNotices))
	api.POST("/notices/subscriptions", s.limit(ofSignUp), s.handle(s.askForNotices))
	api.POST("/notices/subscriptions/code", s.limit(ofSignUp), s.handle(s.codeForNotices))
	api.POST("/sms/replies", s.handle(s.smsReply))
	api.POST("/conversations", s.limit(ofAddress), s.handle(s.startConversation))
	c := api.Group("/conversations/:id")
	c.GET("", s.handle(s.student(s.present(s.conversationState))))
	c.POST("/turns", s.handle(s.asking(s.ask)))
	c.POST("/turns/:n/choose", s.handle(s.student(s.choose)))
	c.POST("/turns/:n/feedback", s.handle(s.student(s.feedback)))
	c.POST("/turns/:n/alone", s.handle(s.student(s.alone)))
	c.GET("/ways", s.handle(s.student(s.ways)))
	c.POST("/handoff", s.handle(s.student(s.handoff)))
	c.POST("/callback", s.handle(s.student(s.askCallback)))
	c.GET("/callback", s.handle(s.student(s.callback)))
	c.DELETE("/callback", s.handle(s.student(s.cancelCallback)))
	c.GET("/appointments", s.handle(s.student(s.freeAppointments)))
	c.POST("/appointments", s.handle(s.student(s.bookAppointment)))
	c.DELETE("/appointments", s.handle(s.student(s.cancelAppointment)))
	c.POST("/messages", s.handle(s.engaged(s.studentMessage)))
	c.POST("/attachments", s.handle(s.student(s.studentUpload)))
	c.GET("/attachments/:attachment", s.handle(s.student(s.studentFile)))
	c.GET("/transcript", s.handle(s.student(s.studentTranscript)))
	c.POST("/rating", s.handle(s.student(s.rate)))
	c.POST("/leave", s.handle(s.student(s.leave)))
	c.POST("/seen", s.handle(s.engaged(s.studentSeen)))
	c.GET("/events", s.handle(s.student(s.present(s.studentEvents))))
	c.GET("/live", s.handle(s.student(s.present(s.studentLive))))
}

// deskRoles are those that have a place at the desk.
var deskRoles = []auth.Role{auth.Operator, auth.Supervisor}

func (s *Server) staffRoutes(api *gin.RouterGroup) {
	api.POST("/session", s.handle(s.signIn))
	api.GET("/session", s.handle(s.staff(s.me)))
	api.DELETE("/session", s.handle(s.staff(s.signOut)))
	s.deskRoutes(api.Group("/desk"))
	s.boardRoutes(api.Group("/board"))
	s.studioRoutes(api.Group("/studio"))
	s.libraryRoutes(api.Group("/studio"))
	s.explainRoutes(api.Group("/studio"))
	s.officeRoutes(api)
	s.cannedRoutes(api)
	s.missingRoutes(api)
	s.pairRoutes(api)
	s.guideRoutes(api)
	s.noticeRoutes(api)
	s.adminRoutes(api)
}

// deskRoutes are those of who helps students.
func (s *Server) deskRoutes(d *gin.RouterGroup) {
	desk := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(s.atDesk(h), deskRoles...)) }
	d.GET("/overview", desk(s.overview))
	d.PUT("/state", desk(s.setState))
	d.GET("/waiting", desk(s.waiting))
	d.POST("/claim-next", desk(s.claimNext))
	d.GET("/chats", desk(s.myChats))
	d.GET("/chats/:id", desk(s.chat))
	d.GET("/chats/:id/turns/:n/explain", desk(s.explainInChat))
	d.POST("/chats/:id/claim", desk(s.claim))
	d.POST("/chats/:id/messages", desk(s.operatorMessage))
	d.GET("/chats/:id/transcript", desk(s.operatorTranscript))
	d.POST("/chats/:id/attachments", desk(s.operatorUpload))
	d.GET("/chats/:id/attachments/:attachment", desk(s.operatorFile))
	d.POST("/chats/:id/notes", desk(s.note))
	d.POST("/chats/:id/transfer", desk(s.transfer))
	d.POST("/chats/:id/return", desk(s.giveBack))
	d.POST("/chats/:id/escalate", desk(s.escalate))
	d.POST("/chats/:id/send-back", desk(s.sendBack))
	d.POST("/chats/:id/seen", desk(s.operatorSeen))
	d.POST("/chats/:id/close", desk(s.closeChat))
	d.GET("/chats/:id/canned", desk(s.chatCanned))
	d.GET("/suggest", desk(s.suggest))
	d.GET("/proposals", desk(s.myProposals))
	d.GET("/events", desk(s.deskEvents))
	d.GET("/appointments", desk(s.nextAppointments))
	d.GET("/live", desk(s.deskLive))
}

// boardRoutes are those of who watches over the desk.
func (s *Server) boardRoutes(b *gin.RouterGroup) {
	board := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(h, auth.Supervisor)) }
	b.GET("", board(s.board))
	b.GET("/operators/:id/chats", board(s.boardChats))
	b.POST("/chats/:id/move", board(s.boardMove))
	b.POST("/chats/:id/take-away", board(s.boardTakeAway))
	b.POST("/chats/:id/take-back", board(s.boardTakeBack))
	b.POST("/chats/:id/close", board(s.boardClose))
	b.PUT("/operators/:id/state", board(s.boardState))
	b.PUT("/operators/:id/capacity", board(s.boardCapacity))
}

// libraryRoutes are those of what else than entries the editors keep.
func (s *Server) libraryRoutes(st *gin.RouterGroup) {
	studio := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(h, auth.Editor)) }
	edit := func(h staffHandler) gin.HandlerFunc { return studio(s.mayEdit(h)) }
	st.GET("/content", s.handle(s.staff(s.contentFolder, auth.Editor, auth.Reviewer)))
	st.POST("/intake", studio(s.proposeEntries))
	st.POST("/intake/entries", edit(s.adoptEntries))
	st.GET("/synonyms", studio(s.listSynonyms))
	st.POST("/synonyms", edit(s.addSynonym))
	st.PUT("/synonyms/:id", edit(s.putSynonym))
	st.DELETE("/synonyms/:id", edit(s.deleteSynonym))
}

// explainRoutes are those that tell why a question was answered so.
func (s *Server) explainRoutes(st *gin.RouterGroup) {
	anyTurn := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(h, auth.Editor, auth.Supervisor)) }
	st.GET("/conversations/:id/turns/:n/explain", anyTurn(s.explainTurn))
	st.POST("/explain", anyTurn(s.explainText))
}

// adminRoutes are those of reports and of who may sign in.
func (s *Server) adminRoutes(api *gin.RouterGroup) {
	api.GET("/reports/summary", s.handle(s.staff(s.summary, auth.Supervisor, auth.Administrator)))
	api.GET("/admin/users", s.handle(s.staff(s.listUsers, auth.Administrator)))
	api.POST("/admin/users", s.handle(s.staff(s.createUser, auth.Administrator)))
	api.PUT("/admin/users/:id", s.handle(s.staff(s.updateUser, auth.Administrator)))
	api.POST("/admin/users/:id/tokens", s.handle(s.staff(s.createToken, auth.Administrator)))
}

// noticeRoutes are those of who writes notices.
func (s *Server) noticeRoutes(api *gin.RouterGroup) {
	editor := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(h, auth.Editor)) }
	api.GET("/studio/notices", editor(s.listNotices))
	api.POST("/studio/notices", editor(s.addNotice))
	api.PUT("/studio/notices/:id", editor(s.putNotice))
	api.POST("/studio/notices/:id/withdraw", editor(s.withdrawNotice))
	api.POST("/studio/notices/:id/restore", editor(s.restoreNotice))
	api.POST("/studio/notices/:id/mailing", editor(s.sendMailing))
	api.POST("/studio/notice-preview", editor(s.previewNotice))
}

// studioRoutes are those of who writes entries, and of who publishes them.
func (s *Server) studioRoutes(st *gin.RouterGroup) {
	writer := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(h, auth.Editor, auth.Reviewer)) }
	reviewer := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(h, auth.Reviewer)) }
	st.GET("/entries", writer(s.listEntries))
	st.GET("/entries/:id", writer(s.getEntry))
	st.PUT("/entries/:id", reviewer(s.putEntry))
	st.PUT("/entries/:id/draft", writer(s.putDraft))
	st.DELETE("/entries/:id/draft", writer(s.deleteDraft))
	st.POST("/entries/:id/review", writer(s.askReview))
	st.POST("/entries/:id/publish", reviewer(s.publishDraft))
	st.PUT("/entries/:id/schedule", reviewer(s.schedule))
	st.DELETE("/entries/:id/schedule", writer(s.unschedule))
	st.POST("/entries/:id/archive", reviewer(s.archive))
	st.POST("/entries/:id/restore", writer(s.restore)) // to publish it at once, a reviewer
	st.GET("/entries/:id/revisions", writer(s.listRevisions))
	st.GET("/entries/:id/revisions/:n", writer(s.getRevision))
	st.GET("/entries/:id/diff", writer(s.diffRevisions))
	st.PUT("/entries/:id/here", writer(s.here))
	st.DELETE("/entries/:id/here", writer(s.gone))
	st.POST("/pictures", writer(s.mayEdit(s.addPicture)))
	st.POST("/preview", writer(s.preview))
	st.POST("/compose", writer(s.compose))
	st.POST("/diff", writer(s.diff))
	st.POST("/merge", writer(s.merge))
	st.GET("/entries/:id/use", writer(s.entryUse))
	st.POST("/entries/:id/links", writer(s.checkLinks))
	st.POST("/entries/:id/impact", writer(s.impact))
	st.POST("/entries/:id/wordings", writer(s.wordings))
	st.POST("/tests/run", writer(s.runTests))
	st.GET("/tests", writer(s.listTests))
	st.POST("/tests", writer(s.addTest))
	st.PUT("/tests/:id", writer(s.putTest))
	st.DELETE("/tests/:id", writer(s.deleteTest))
}

// missingRoutes are those of what the library lacks.
func (s *Server) missingRoutes(api *gin.RouterGroup) {
	studio := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(h, auth.Editor)) }
	edit := func(h staffHandler) gin.HandlerFunc { return studio(s.mayEdit(h)) }
	api.GET("/studio/missing", studio(s.listGaps))
	api.GET("/studio/missing/:key", studio(s.getGap))
	api.POST("/studio/missing/:key/draft", edit(s.draftGap))
	api.POST("/studio/missing/:key/wordings", edit(s.wordGap))
	api.POST("/studio/missing/:key/dismiss", studio(s.dismissGap))
	api.DELETE("/studio/missing-decisions/:id", studio(s.undoGap))
	api.GET("/studio/suggestions", studio(s.listSuggestions))
	api.POST("/studio/suggestions/:id", studio(s.settleSuggestion))
}

// pairRoutes are those of entries that say the same, or say otherwise.
func (s *Server) pairRoutes(api *gin.RouterGroup) {
	studio := func(h staffHandler) gin.HandlerFunc { return s.handle(s.staff(h, auth.Editor)) }
	api.GET("/studio/pairs", studio(s.listPairs))
	api.POST("/studio/pairs/dismissed", studio(s.dismissPair))
	api.DELETE("/studio/pairs/dismissed", studio(s.restorePair))
	api.POST("/studio/merge-pairs", studio(s.proposeMerge))
	api.POST("/studio/merges", studio(s.mayEdit(s.mergeEntries))) // to publish it at once, a reviewer
	api.POST("/studio/merges/undo", s.handle(s.staff(s.undoMerge, auth.Reviewer)))
}

// cannedRoutes are those of who writes the canned replies.
func (s *Server) cannedRoutes(api *gin.RouterGroup) {
	writers := func(h staffHandler) gin.HandlerFunc {
		return s.handle(s.staff(h, auth.Editor, auth.Supervisor, auth.Administrator))
	}
	api.GET("/canned", writers(s.listCanned))
	api.POST("/canned", writers(s.addCanned))
	api.PUT("/canned/:id", writers(s.putCanned))
	api.DELETE("/canned/:id", writers(s.deleteCanned))
}

// officeRoutes are those by which queues and their calendar are set up.
func (s *Server) officeRoutes(api *gin.RouterGroup) {
	office := func(h staffHandler) gin.HandlerFunc {
		return s.handle(s.staff(h, auth.Supervisor, auth.Administrator))
	}
	api.GET("/queues", office(s.listQueues))
	api.GET("/queues/:id", office(s.getQueue))
	api.PUT("/queues/:id/settings", office(s.putSettings))
	api.PUT("/queues/:id/override", office(s.putOverride))
	api.GET("/queues/:id/appointments", office(s.getPlan))
	api.PUT("/queues/:id/appointments", office(s.putPlan))
	api.GET("/queues/:id/appointments/booked", office(s.bookedAppointments))
	api.POST("/queues/:id/appointments/:appointment/withdraw", office(s.withdrawAppointment))
	api.GET("/calendar", office(s.getCalendar))
	api.PUT("/calendar/patron", office(s.putPatron))
	api.POST("/calendar/exceptions", office(s.addException))
	api.PUT("/calendar/exceptions/:id", office(s.putException))
	api.DELETE("/calendar/exceptions/:id", office(s.deleteException))
}
