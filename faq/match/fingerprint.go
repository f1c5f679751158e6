package match

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// version changes with whatever changes what the index holds: the analysis,
// the fields, bleve, what is learned.
const version = "match 3, bleve 2.6.3"

func fingerprintPath(dir string) string { return filepath.Join(dir, "fingerprint") }

// fingerprint identifies what an index is made from.
func fingerprint(items []Item, o *Options) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, version)
	e := json.NewEncoder(h)
	if err := errors.Join(e.Encode(items), e.Encode(o.Models), e.Encode(o.Synonyms)); err != nil {
		return "", fmt.Errorf("match: fingerprint: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// writeFingerprint is Build's last step, so that a build cut short is stale.
func writeFingerprint(dir string, items []Item, o *Options) error {
	sum, err := fingerprint(items, o)
	if err != nil {
		return err
	}
	if err := os.WriteFile(fingerprintPath(dir), []byte(sum), 0o600); err != nil {
		return fmt.Errorf("match: %w", err)
	}
	return nil
}

// checkFingerprint returns ErrStale unless dir was built from items, with the same models
// and synonyms.
func checkFingerprint(dir string, items []Item, o *Options) error {
	have, err := os.ReadFile(fingerprintPath(dir))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrStale, err)
	}
	want, err := fingerprint(items, o)
	if err != nil {
		return err
	}
	if string(have) != want {
		return ErrStale
	}
	return nil
}
