package match

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// version changes with whatever changes what the index holds: the analysis,
// the fields, bleve, what is learned.
const version = "match 5, bleve 2.6.3"

// fingerprintPath is the list of what an index was built from, an item a
// digest, in their order. It is written last, so that a build cut short has
// none.
func fingerprintPath(dir string) string { return filepath.Join(dir, "fingerprint") }

// digest identifies an item by all that it is.
type digest [sha256.Size]byte

func digestOf(x *Item) digest {
	b := make([]byte, 0, 512+len(x.Answer))
	texts := [...]string{x.ID, string(x.Kind), x.Lang, x.Twin, x.Topic, x.Question, x.Answer, x.Guide, x.Section}
	for _, list := range [...][]string{texts[:], x.Alternates, x.Audience, x.Level, x.Campus} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			b = binary.AppendUvarint(b, uint64(len(s)))
			b = append(b, s...)
		}
	}
	return sha256.Sum256(b)
}

// sameItem reports whether two items would have one digest.
func sameItem(a, b *Item) bool {
	return a.ID == b.ID && a.Kind == b.Kind && a.Lang == b.Lang && a.Twin == b.Twin && a.Topic == b.Topic &&
		a.Question == b.Question && a.Answer == b.Answer && a.Guide == b.Guide && a.Section == b.Section &&
		slices.Equal(a.Alternates, b.Alternates) && slices.Equal(a.Audience, b.Audience) &&
		slices.Equal(a.Level, b.Level) && slices.Equal(a.Campus, b.Campus)
}

// versionDigest begins every file of digests.
func versionDigest() digest { return sha256.Sum256([]byte(version)) }

// digestAll identifies items in their order and the options that bear on what
// is learned from them.
func digestAll(items []digest, o *Options) (digest, error) {
	h := sha256.New()
	for i := range items {
		h.Write(items[i][:])
	}
	e := json.NewEncoder(h)
	if err := errors.Join(e.Encode(o.Models), e.Encode(o.Synonyms), e.Encode([]float64{o.Precision, o.ChoicesPrecision})); err != nil {
		return digest{}, fmt.Errorf("match: fingerprint: %w", err)
	}
	return digest(h.Sum(nil)), nil
}

// writeFingerprint is the last step of the index.
func writeFingerprint(dir string, items []digest) error {
	first := versionDigest()
	b := slices.Clone(first[:])
	for i := range items {
		b = append(b, items[i][:]...)
	}
	sum := sha256.Sum256(b)
	return writeFile(fingerprintPath(dir), append(b, sum[:]...))
}

// readFingerprint returns what the index in dir was built from, or ErrStale.
func readFingerprint(dir string) ([]digest, error) {
	b, err := os.ReadFile(fingerprintPath(dir))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStale, err)
	}
	first, end := versionDigest(), len(b)-sha256.Size
	if end < len(first) || !bytes.HasPrefix(b, first[:]) || sha256.Sum256(b[:end]) != digest(b[end:]) {
		return nil, ErrStale
	}
	var out []digest
	for d := range slices.Chunk(b[len(first):end], sha256.Size) {
		out = append(out, digest(d))
	}
	return out, nil
}

// writeFile writes a file as a whole or not at all.
func writeFile(name string, body []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+"-*")
	if err != nil {
		return fmt.Errorf("match: %w", err)
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("match: %w", err), os.Remove(f.Name()))
	}
	return nil
}
