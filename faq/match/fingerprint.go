package match

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// version changes with whatever changes what the index holds: the analysis,
// the fields, bleve, what is learned.
const version = "match 2, bleve 2.6.3"

func fingerprintPath(dir string) string { return filepath.Join(dir, "fingerprint") }

// fingerprint identifies what an index is made from.
func fingerprint(items []Item) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, version)
	if err := json.NewEncoder(h).Encode(items); err != nil {
		return "", fmt.Errorf("match: fingerprint: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// writeFingerprint is Build's last step, so that a build cut short is stale.
func writeFingerprint(dir string, items []Item) error {
	sum, err := fingerprint(items)
	if err != nil {
		return err
	}
	if err := os.WriteFile(fingerprintPath(dir), []byte(sum), 0o600); err != nil {
		return fmt.Errorf("match: %w", err)
	}
	return nil
}

// checkFingerprint returns ErrStale unless dir was built from items.
func checkFingerprint(dir string, items []Item) error {
	have, err := os.ReadFile(fingerprintPath(dir))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrStale, err)
	}
	want, err := fingerprint(items)
	if err != nil {
		return err
	}
	if string(have) != want {
		return ErrStale
	}
	return nil
}
