package handoff

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"sportello/content/db"
	"sportello/content/picture"
	"sportello/handoff/blob"
)

// Limits of attachments: bytes of one as it comes in, and what one side may add to one
// conversation.
const (
	MaxFile      = 10 << 20 // bytes
	MaxFiles     = 20
	MaxFileBytes = 60 << 20 // bytes, as they are kept
)

// Attachment is a file of a conversation: a PDF as it came, or a picture drawn anew.
type Attachment struct {
	ID     string `json:"id"`
	Name   string `json:"name"` // safe to show and to save under
	Type   string `json:"type"` // application/pdf, image/jpeg or image/png
	Size   int64  `json:"size"` // bytes
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"` // pixels, of a picture
}

// Upload is a file on its way into a conversation.
type Upload struct {
	Side
	ClientID string // made by the client: a repeat is recognised by it
	Name     string // as the client calls it
	Data     []byte
}

// Attachments keeps the files of conversations. A file is added first and then shown by a
// message that names it, which both may be repeated. Its bytes lie in a store under its
// id, a picture's preview under "ID-preview". It is safe for concurrent use, on any
// number of nodes.
type Attachments struct {
	db    *db.DB
	blobs blob.Store
	// drawing lets one picture at a time be drawn anew: each may take as much memory as
	// the rest of the program.
	drawing chan struct{}
}

// NewAttachments keeps what is told of files in d and their bytes in the store.
func NewAttachments(d *db.DB, blobs blob.Store) *Attachments {
	return &Attachments{db: d, blobs: blobs, drawing: make(chan struct{}, 1)}
}

// ready is a file as it is kept.
type ready struct {
	Attachment
	data, preview []byte
}

// Add keeps the file, whose kind is told from its bytes. A repeat returns what was kept.
// The side must be allowed to write in the open chat: ErrNotYours, ErrClosed, ErrNotFound.
// ErrFileType, ErrFileLarge, ErrFull, [picture.ErrFormat], [picture.ErrLarge], ErrInvalid
// without a client id.
func (a *Attachments) Add(ctx context.Context, u Upload) (Attachment, error) {
	read := querier(func(query string, args ...any) *sql.Row { return a.db.QueryRow(ctx, query, args...) })
	c, err := u.chat(read)
	if err == nil && u.ClientID == "" {
		err = fmt.Errorf("%w: no client id", ErrInvalid)
	}
	if err != nil {
		return Attachment{}, fmt.Errorf("add attachment: %w", err)
	}
	if known, err := a.known(ctx, c, u); !errors.Is(err, ErrNotFound) {
		return known, err
	}
	file, err := a.ready(ctx, u)
	if err != nil {
		return Attachment{}, fmt.Errorf("add attachment: %w", err)
	}
	if err := a.announce(ctx, c, u, file); err != nil {
		return Attachment{}, err
	}
	if err := a.put(ctx, file); err != nil {
		return Attachment{}, err
	}
	return a.settle(ctx, c, u, file)
}

// known is the file that an earlier try has kept. ErrNotFound.
func (a *Attachments) known(ctx context.Context, c Chat, u Upload) (Attachment, error) {
	known, err := scanAttachment(a.db.QueryRow(ctx, `SELECT `+attachmentColumns+` FROM attachments a
		WHERE conversation_id = $1 AND author = $2 AND client_id = $3 AND state = 'stored'`, c.ConversationID, u.Author, u.ClientID))
	return known, wrap("look for the attachment", err)
}

const attachmentColumns = `a.id, a.name, a.type, a.size, a.width, a.height`

func scanAttachment(row scanner) (Attachment, error) { return scanAttachmentAnd(row) }

func scanAttachmentAnd(row scanner, more ...any) (f Attachment, err error) {
	err = row.Scan(append([]any{&f.ID, &f.Name, &f.Type, &f.Size, &f.Width, &f.Height}, more...)...)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return f, err
}

// ready makes of the file what is kept of it.
func (a *Attachments) ready(ctx context.Context, u Upload) (f ready, err error) {
	f.ID = newID()
	switch {
	case len(u.Data) > MaxFile:
		return f, ErrFileLarge
	case bytes.HasPrefix(u.Data, []byte("%PDF-")):
		f.Type, f.data = "application/pdf", u.Data
	case picture.Is(u.Data):
		drawn, err := a.draw(ctx, u.Data)
		if err != nil {
			return f, err
		}
		f.Type, f.Width, f.Height, f.data, f.preview = drawn.Type, drawn.Width, drawn.Height, drawn.Data, drawn.Preview
	default:
		return f, ErrFileType
	}
	f.Size = int64(len(f.data))
	f.Name = fileName(u.Name, f.Type)
	return f, nil
}

func (a *Attachments) draw(ctx context.Context, data []byte) (*picture.Picture, error) {
	select {
	case a.drawing <- struct{}{}:
		defer func() { <-a.drawing }()
		return picture.Clean(data)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// announce writes that the file arrives, before its bytes do: what breaks off in between
// is found by [Attachments.Sweep]. In the order of events, so that the limits hold.
func (a *Attachments) announce(ctx context.Context, c Chat, u Upload, f ready) error {
	err := a.db.OrderedLater(ctx, func(tx *db.Tx) error {
		var files, size int64
		err := tx.QueryRow(`SELECT COUNT(*), COALESCE(SUM(size), 0) FROM attachments
			WHERE conversation_id = $1 AND author = $2`, c.ConversationID, u.Author).Scan(&files, &size)
		if err == nil && (files >= MaxFiles || size+f.Size > MaxFileBytes) {
			err = ErrFull
		}
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO attachments (id, conversation_id, author, operator_id, client_id, state, name, type,
				size, preview_size, width, height, seq, created_at)
			VALUES ($1, $2, $3, $4, $5, 'arriving', $6, $7, $8, $9, $10, $11, 0, $12)`,
			f.ID, c.ConversationID, u.Author, u.OperatorID, u.ClientID, f.Name, f.Type,
			f.Size, len(f.preview), f.Width, f.Height, db.Millis(tx.Now))
		return err
	})
	return wrap("add attachment", err)
}

func (a *Attachments) put(ctx context.Context, f ready) error {
	if err := a.blobs.Put(ctx, f.ID, f.Type, f.Size, bytes.NewReader(f.data)); err != nil {
		return err
	}
	if f.preview == nil {
		return nil
	}
	return a.blobs.Put(ctx, previewKey(f.ID), "image/jpeg", int64(len(f.preview)), bytes.NewReader(f.preview))
}

func previewKey(id string) string { return id + "-preview" }

// settle makes the file one that a message may name. Where two tries ran at once the
// index lets one through, and the other returns its file.
func (a *Attachments) settle(ctx context.Context, c Chat, u Upload, f ready) (Attachment, error) {
	err := a.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE attachments SET state = 'stored' WHERE id = $1 AND state = 'arriving'`, f.ID)
		return err
	})
	if db.IsUnique(err) {
		return a.known(ctx, c, u)
	}
	return f.Attachment, wrap("add attachment", err)
}

// addWith adds a message, and the attachment that it shows if it names one: one of the
// same side that no other message shows.
func (w *writing) addWith(c Chat, e Event, attachmentID string) (int64, error) {
	if attachmentID == "" {
		return w.add(c, e)
	}
	const usable = ` WHERE a.id = $1 AND a.conversation_id = $2 AND a.author = $3 AND a.operator_id = $4
		AND a.state = 'stored' AND a.seq = 0`
	file, err := scanAttachment(w.QueryRow(`SELECT `+attachmentColumns+` FROM attachments a`+usable,
		attachmentID, c.ConversationID, e.Author, e.OperatorID))
	if err != nil {
		return 0, err
	}
	e.Data.Attachment = &file
	seq, err := w.add(c, e)
	if err != nil {
		return 0, err
	}
	n, err := w.Exec(`UPDATE attachments AS a SET seq = $5`+usable, attachmentID, c.ConversationID, e.Author, e.OperatorID, seq)
	if err == nil && n != 1 {
		err = ErrNotFound // swept away this moment
	}
	return seq, err
}

// File is an attachment with its bytes to be read, and to be closed.
type File struct {
	Attachment
	io.ReadCloser
}

// Open reads a file that a message shows: for the student any of the conversation, for
// operators any of the chat. With preview it is the smaller JPEG of a picture. Who may see
// chat or conversation is decided above. ErrNotFound.
func (a *Attachments) Open(ctx context.Context, s Side, id string, preview bool) (*File, error) {
	var previewSize int64
	file, err := scanAttachmentAnd(a.db.QueryRow(ctx, `SELECT `+attachmentColumns+`, a.preview_size FROM attachments a
		JOIN events e ON e.seq = a.seq
		WHERE a.id = $1 AND a.seq > 0 AND (e.chat_id = $2 OR $2 = '' AND e.conversation_id = $3)
		AND ($4 = 0 OR a.preview_size > 0)`, id, s.ChatID, s.ConversationID, flag(preview)), &previewSize)
	if err != nil {
		return nil, fmt.Errorf("attachment %q: %w", id, err)
	}
	key := file.ID
	if preview {
		key, file.Type, file.Size = previewKey(id), "image/jpeg", previewSize
	}
	body, err := a.blobs.Get(ctx, key)
	if errors.Is(err, blob.ErrNotFound) {
		err = errors.Join(ErrNotFound, err)
	}
	if err != nil {
		return nil, err
	}
	return &File{file, body}, nil
}

func flag(on bool) int {
	if on {
		return 1
	}
	return 0
}
