// Package ui is the built user interface: `npm run build` writes it into dist, and the
// program carries it along. Without a build dist holds only a placeholder, so that the
// program can be compiled without Node.
package ui

import "embed"

// Dist has the folders dist/widget and dist/staff once they are built.
//
//go:embed all:dist
var Dist embed.FS

// Shortcuts are the keys of the staff's pages and what they do, in both languages, as JSON;
// a test of the pages keeps them equal to theirs.
//
//go:embed src/staff/app/keys.json
var Shortcuts []byte
