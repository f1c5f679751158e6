package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// amazon is who is meant when no endpoint is named.
const amazon = "https://s3.amazonaws.com"

// S3 is a store that speaks Amazon's protocol: Amazon's own, MinIO, Ceph, Garage, ...
type S3 struct {
	client *minio.Client
	bucket string
	prefix string // before each key; empty, or with a slash at its end
}

var _ Store = (*S3)(nil)

// newS3 reads s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION.
func newS3(s Settings) (*S3, error) {
	u, err := url.Parse(s.Address)
	if err != nil || u.Host == "" || u.User != nil {
		return nil, fmt.Errorf("%w: not s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION", ErrSettings)
	}
	if s.AccessKey == "" || s.SecretKey == "" {
		return nil, fmt.Errorf("%w: the access key or the secret key is missing", ErrSettings)
	}
	given := u.Query().Get("endpoint")
	if given == "" {
		given = amazon
	}
	endpoint, err := url.Parse(given)
	if err != nil || endpoint.Host == "" || endpoint.Scheme != "https" && endpoint.Scheme != "http" {
		return nil, fmt.Errorf("%w: the endpoint must be https://HOST or http://HOST", ErrSettings)
	}
	client, err := minio.New(endpoint.Host, &minio.Options{Secure: endpoint.Scheme == "https", Region: u.Query().Get("region"),
		Creds: credentials.NewStaticV4(s.AccessKey, s.SecretKey, "")})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSettings, err)
	}
	prefix := strings.Trim(u.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	return &S3{client: client, bucket: u.Host, prefix: prefix}, nil
}

// Put implements [Store]. An object appears whole or not at all: that is the protocol's
// promise.
func (s *S3) Put(ctx context.Context, key, mediaType string, size int64, body io.Reader) error {
	_, err := s.client.PutObject(ctx, s.bucket, s.prefix+key, body, size, minio.PutObjectOptions{ContentType: mediaType,
		DisableMultipart: true}) // no file is so large that parts would be worth their requests
	if err != nil {
		return fmt.Errorf("put blob %s: %w", key, err)
	}
	return nil
}

// Get implements [Store].
func (s *S3) Get(ctx context.Context, key string) (io.ReadCloser, error) {
	object, err := s.client.GetObject(ctx, s.bucket, s.prefix+key, minio.GetObjectOptions{})
	if err != nil {
		return nil, fmt.Errorf("get blob %s: %w", key, err)
	}
	if _, err = object.Stat(); err == nil { // asks the server, which GetObject does not
		return object, nil
	}
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		err = ErrNotFound
	}
	return nil, fmt.Errorf("get blob %s: %w", key, errors.Join(err, object.Close()))
}

// Delete implements [Store].
func (s *S3) Delete(ctx context.Context, key string) error {
	err := s.client.RemoveObject(ctx, s.bucket, s.prefix+key, minio.RemoveObjectOptions{})
	if err != nil && minio.ToErrorResponse(err).Code != minio.NoSuchKey {
		return fmt.Errorf("delete blob %s: %w", key, err)
	}
	return nil
}
