// Command s3 serves an empty bucket by the S3 protocol, as `rclone serve s3` does, with
// rclone's server (github.com/rclone/gofakes3, MIT), which checks signatures, sizes and
// digests; what is put is kept in memory. It prints its address once it listens, and ends
// when its input does.
//
//	s3 BUCKET    with the keys in S3_ACCESS_KEY and S3_SECRET_KEY
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/rclone/gofakes3"
	"github.com/rclone/gofakes3/s3mem"
)

func main() {
	if err := serve(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "s3:", err)
		os.Exit(1)
	}
}

func serve(ctx context.Context) error {
	access, secret := os.Getenv("S3_ACCESS_KEY"), os.Getenv("S3_SECRET_KEY")
	if len(os.Args) != 2 || access == "" || secret == "" {
		return errors.New("want a bucket, and its keys in S3_ACCESS_KEY and S3_SECRET_KEY")
	}
	store := s3mem.New()
	if err := store.CreateBucket(ctx, os.Args[1]); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s3 := gofakes3.New(store, gofakes3.WithV4Auth(map[string]string{access: secret}))
	server := &http.Server{Handler: s3.Server(), ReadHeaderTimeout: time.Minute}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // to its end
		_ = server.Close()                   // Serve tells
	}()
	fmt.Println(listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
