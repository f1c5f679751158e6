package web

// Pulse gives every live connection its pulse at once.
func (s *Server) Pulse() {
	for _, w := range s.live.all() {
		w.wake(toPulse | toStand)
	}
}

// LiveConnections is how many there are.
func (s *Server) LiveConnections() int { return len(s.live.all()) }

// ForgetGaps has the next who asks what is missing look anew.
func (s *Server) ForgetGaps() { s.gaps = s.Report.NewGaps(s.twinOf) }

// WarningsIn are what was noticed while a file was read, in the reader's language.
var WarningsIn = warningsIn
