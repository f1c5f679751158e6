package notice

import (
	"context"

	"sportello/faq/notice/post"
)

// letters carries e-mail, over a connection that is kept while there is some.
type letters struct {
	notices *Notices
	server  *post.Server
	office  Office
	session *post.Session
}

func (l *letters) open(ctx context.Context) (err error) {
	if l.session == nil {
		l.session, err = l.server.Open(ctx)
	}
	return err
}

func (l *letters) write(ctx context.Context, m mailed) (func(context.Context) (post.Outcome, error), error) {
	letter, err := l.notices.letter(ctx, l.office, m)
	return func(context.Context) (post.Outcome, error) { return l.session.Send(letter) }, err
}

func (l *letters) hangUp() {
	if l.session != nil {
		l.session.Close()
		l.session = nil
	}
}

// texts carries SMS, each in a request of its own.
type texts struct {
	notices *Notices
	gateway post.Texts
	office  Office
}

func (*texts) open(context.Context) error { return nil }

func (t *texts) write(ctx context.Context, m mailed) (func(context.Context) (post.Outcome, error), error) {
	text, err := t.notices.text(ctx, t.office, m)
	return func(ctx context.Context) (post.Outcome, error) { return t.gateway.Text(ctx, text) }, err
}

func (*texts) hangUp() {}
