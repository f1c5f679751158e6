package picture

import (
	"bytes"
	"fmt"
	"image"
	"io"
)

func config(read func(io.Reader) (image.Config, error)) func([]byte) (image.Config, error) {
	return func(file []byte) (image.Config, error) {
		return guarded(func() (image.Config, error) { return read(bytes.NewReader(file)) })
	}
}

func pixels(read func(io.Reader) (image.Image, error)) func([]byte) (image.Image, error) {
	return func(file []byte) (image.Image, error) {
		return guarded(func() (image.Image, error) { return read(bytes.NewReader(file)) })
	}
}

// guarded turns a decoder's panic into an error: it reads what a stranger made.
func guarded[T any](read func() (T, error)) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the decoder gave up: %v", p)
		}
	}()
	return read()
}
