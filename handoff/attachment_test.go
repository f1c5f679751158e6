package handoff_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/content/picture"
	"sportello/handoff"
	"sportello/handoff/blob"
)

var (
	anna  = handoff.Side{ConversationID: "anna", Author: handoff.ByStudent}
	aPDF  = []byte("%PDF-1.7\n" + strings.Repeat("stream ", 100_000)) // some pieces of a blob
	other = handoff.Side{ConversationID: "bruno", Author: handoff.ByStudent}
)

func aPicture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	ok(t, png.Encode(&out, image.NewRGBA(image.Rect(0, 0, 900, 300))))
	return out.Bytes()
}

func (o *office) attachments() *handoff.Attachments {
	return handoff.NewAttachments(o.db, blob.NewDB(o.db))
}

func (o *office) show(m handoff.Message) (int64, error) { return o.Send(ctx, m) }

func TestAttachmentIsAddedShownAndRead(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		files := o.attachments()
		up := handoff.Upload{Side: anna, ClientID: "f1", Name: "../Ricevuta.exe", Data: aPDF}
		_, err := files.Add(ctx, up)
		refused(t, err, handoff.ErrNotFound) // no chat yet
		c := o.join("anna", "fees", handoff.ChannelChat)
		o.join("bruno", "fees", handoff.ChannelChat)
		file, err := files.Add(ctx, up)
		ok(t, err)
		equal(t, "file", fmt.Sprint(file.Name, " ", file.Type, " ", file.Size), fmt.Sprint("Ricevuta.pdf application/pdf ", len(aPDF)))
		again, err := files.Add(ctx, up)
		ok(t, err)
		equal(t, "a repeat", again, file)
		_, err = files.Open(ctx, anna, file.ID, false)
		refused(t, err, handoff.ErrNotFound) // not shown yet

		message := handoff.Message{ConversationID: "anna", Author: handoff.ByStudent, ClientID: "m1", AttachmentID: file.ID}
		seq, err := o.show(message)
		ok(t, err)
		repeat, err := o.show(message)
		ok(t, err)
		equal(t, "a repeat", repeat, seq)
		message.ClientID = "m2"
		_, err = o.show(message)
		refused(t, err, handoff.ErrNotFound) // shown already
		_, err = o.show(handoff.Message{ConversationID: "bruno", Author: handoff.ByStudent, AttachmentID: file.ID})
		refused(t, err, handoff.ErrNotFound)
		_, err = o.show(handoff.Message{ConversationID: "anna", Author: handoff.ByStudent})
		refused(t, err, handoff.ErrEmpty)
		events, err := o.Events(ctx, "anna", seq-1, 1, true)
		ok(t, err)
		equal(t, "in the event", *events[0].Data.Attachment, file)
		summary, err := o.Summary(ctx, c.ID)
		ok(t, err)
		equal(t, "in lists", summary.LastFile, "Ricevuta.pdf")

		for _, side := range []handoff.Side{anna, {ChatID: c.ID, ConversationID: "anna"}} {
			body, err := files.Open(ctx, side, file.ID, false)
			ok(t, err)
			read, err := io.ReadAll(body)
			ok(t, err)
			ok(t, body.Close())
			equal(t, "the bytes are whole", bytes.Equal(read, aPDF), true)
		}
		for _, side := range []handoff.Side{other, {ChatID: "x", ConversationID: "anna"}} {
			_, err = files.Open(ctx, side, file.ID, false)
			refused(t, err, handoff.ErrNotFound)
		}
		_, err = files.Open(ctx, anna, file.ID, true)
		refused(t, err, handoff.ErrNotFound) // a PDF has no preview
	})
}

func TestPictureFromTheOperator(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		files := o.attachments()
		c := o.join("anna", "fees", handoff.ChannelChat)
		mario := handoff.Side{ChatID: c.ID, Author: handoff.ByOperator, OperatorID: o.operator("mario", 1, "fees")}
		up := handoff.Upload{Side: mario, ClientID: "f1", Name: "schermata.PNG", Data: aPicture(t)}
		_, err := files.Add(ctx, up)
		refused(t, err, handoff.ErrNotYours)
		o.claim("mario", c)
		file, err := files.Add(ctx, up)
		ok(t, err)
		equal(t, "file", fmt.Sprint(file.Name, " ", file.Type, " ", file.Width, "x", file.Height), "schermata.PNG image/png 900x300")
		_, err = o.show(handoff.Message{ConversationID: "anna", Author: handoff.ByStudent, AttachmentID: file.ID})
		refused(t, err, handoff.ErrNotFound) // not the student's to show
		_, err = o.show(handoff.Message{ChatID: c.ID, Author: handoff.ByOperator, OperatorID: "mario", Text: "Ecco", AttachmentID: file.ID})
		ok(t, err)
		preview, err := files.Open(ctx, anna, file.ID, true)
		ok(t, err)
		read, err := io.ReadAll(preview)
		ok(t, err)
		equal(t, "preview", preview.Type == "image/jpeg" && int64(len(read)) == preview.Size && len(read) > 0, true)
		ok(t, o.Close(ctx, handoff.Closing{ChatID: c.ID, OperatorID: "mario", Outcome: handoff.Resolved}))
		up.ClientID = "f2"
		_, err = files.Add(ctx, up)
		refused(t, err, handoff.ErrClosed)
	})
}

func TestAttachmentsRefused(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		files := o.attachments()
		o.join("anna", "fees", handoff.ChannelChat)
		for _, try := range []struct {
			data []byte
			want error
		}{
			{nil, handoff.ErrFileType}, {[]byte("<html>"), handoff.ErrFileType}, {[]byte("PK\x03\x04"), handoff.ErrFileType},
			{[]byte("\x89PNG\r\n\x1a\nx"), picture.ErrFormat},
			{append([]byte("%PDF-"), make([]byte, handoff.MaxFile)...), handoff.ErrFileLarge},
		} {
			_, err := files.Add(ctx, handoff.Upload{Side: anna, ClientID: "f", Name: "x.pdf", Data: try.data})
			refused(t, err, try.want)
		}
		_, err := files.Add(ctx, handoff.Upload{Side: anna, Data: aPDF})
		refused(t, err, handoff.ErrInvalid)
		small := []byte("%PDF-1.7")
		for i := range handoff.MaxFiles {
			_, err := files.Add(ctx, handoff.Upload{Side: anna, ClientID: fmt.Sprint(i), Data: small})
			ok(t, err)
		}
		_, err = files.Add(ctx, handoff.Upload{Side: anna, ClientID: "one more", Data: small})
		refused(t, err, handoff.ErrFull)
	})
}

// Tries that run at once with one client id make one file.
func TestTheSameFileSentAtOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		files := o.attachments()
		o.join("anna", "fees", handoff.ChannelChat)
		kept := make([]handoff.Attachment, 8)
		var all sync.WaitGroup
		for i := range kept {
			all.Go(func() {
				var err error
				if kept[i], err = files.Add(ctx, handoff.Upload{Side: anna, ClientID: "f1", Data: aPDF}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for _, file := range kept {
			equal(t, "id", file.ID, kept[0].ID)
		}
	})
}

func TestUnusedAttachmentsGo(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		files := o.attachments()
		o.join("anna", "fees", handoff.ChannelChat)
		add := func(id string) handoff.Attachment {
			file, err := files.Add(ctx, handoff.Upload{Side: anna, ClientID: id, Data: aPDF})
			ok(t, err)
			return file
		}
		shown, unused := add("shown"), add("unused")
		_, err := o.show(handoff.Message{ConversationID: "anna", Author: handoff.ByStudent, AttachmentID: shown.ID})
		ok(t, err)
		cut, stop := context.WithCancel(ctx)
		stop()
		if _, err := files.Add(cut, handoff.Upload{Side: anna, ClientID: "cut", Data: aPDF}); err == nil {
			t.Error("kept for one who had gone")
		}
		sweep := func(want int) {
			t.Helper()
			n, err := files.Sweep(ctx)
			ok(t, err)
			equal(t, "swept", n, want)
		}
		sweep(0)
		o.wait(25 * time.Hour)
		sweep(1)
		sweep(0)
		store := blob.NewDB(o.db)
		_, err = store.Get(ctx, unused.ID)
		refused(t, err, blob.ErrNotFound)
		_, err = files.Open(ctx, anna, shown.ID, false)
		ok(t, err)
		_, err = o.show(handoff.Message{ConversationID: "anna", Author: handoff.ByStudent, AttachmentID: unused.ID})
		refused(t, err, handoff.ErrNotFound)
	})
}

func TestFileNames(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		files := o.attachments()
		o.join("anna", "fees", handoff.ChannelChat)
		for i, try := range [][2]string{
			{"Ricevuta.pdf", "Ricevuta.pdf"}, {"RICEVUTA.PDF", "RICEVUTA.PDF"}, {"", "file.pdf"}, {"...", "file.pdf"},
			{`C:\temp\rata "1".docx`, "rata 1.pdf"}, {"/etc/passwd", "passwd.pdf"}, {"a\u202efdp.exe", "afdp.pdf"},
			{"due\nrighe\x00.pdf", "due righe.pdf"}, {"Sig. Rossi", "Sig. Rossi.pdf"}, {"è già qui.pdf", "è già qui.pdf"},
			{strings.Repeat("x", 200) + ".pdf", strings.Repeat("x", 80) + ".pdf"}, {"a\xff.pdf", "a\ufffd.pdf"},
		} {
			file, err := files.Add(ctx, handoff.Upload{Side: anna, ClientID: fmt.Sprint(i), Name: try[0], Data: []byte("%PDF-1.7")})
			ok(t, err)
			equal(t, try[0], file.Name, try[1])
		}
	})
}
