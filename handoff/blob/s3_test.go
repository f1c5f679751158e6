package blob_test

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"sportello/handoff/blob"
)

// The keys of the server's one account.
const accessKey, secretKey = "test", "testsecret"

// s3Store is a bucket of a server of the test's own.
func s3Store(t *testing.T) blob.Store {
	t.Helper()
	address := startServer(t, "files")
	store, err := blob.Open(blob.Settings{Address: "s3://files/sportello/?region=us-east-1&endpoint=http://" + address,
		AccessKey: accessKey, SecretKey: secretKey}, nil)
	ok(t, err)
	client, err := minio.New(address, &minio.Options{Region: "us-east-1", Creds: credentials.NewStaticV4(accessKey, secretKey, "")})
	ok(t, err)
	t.Cleanup(func() { // before the server's
		var top []string
		for object := range client.ListObjects(ctx, "files", minio.ListObjectsOptions{}) {
			ok(t, object.Err)
			top = append(top, object.Key)
		}
		if !slices.Equal(top, []string{"sportello/"}) {
			t.Errorf("the bucket has %q, want something below the prefix alone", top)
		}
	})
	return store
}

// startServer serves an empty bucket until the test ends, and returns where. The server is
// built as the program is: nearly all that it is made of is compiled already then.
func startServer(t *testing.T, bucket string) (address string) {
	t.Helper()
	cmd := exec.CommandContext(ctx, "go", "run", "-C", filepath.Join("..", "..", ".ci", "tools", "s3"), "-trimpath", ".", bucket)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "S3_ACCESS_KEY="+accessKey, "S3_SECRET_KEY="+secretKey)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe() // it ends when this does
	ok(t, err)
	out, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	t.Cleanup(func() {
		ok(t, in.Close())
		_ = cmd.Wait() // it was told to stop
	})
	address, err = bufio.NewReader(out).ReadString('\n')
	ok(t, err)
	return strings.TrimSpace(address)
}

// The server checks who asks, or the tests would say little of the protocol.
func TestAWrongSecretIsRefused(t *testing.T) {
	s, err := blob.Open(blob.Settings{Address: "s3://files?region=us-east-1&endpoint=http://" + startServer(t, "files"),
		AccessKey: accessKey, SecretKey: "another"}, nil)
	ok(t, err)
	err = s.Put(ctx, "k", "text/plain", 1, strings.NewReader("x"))
	if refusal, told := errors.AsType[minio.ErrorResponse](err); !told || refusal.Code != "SignatureDoesNotMatch" {
		t.Errorf("a put with a wrong secret: %v", err)
	}
	if _, err := s.Get(ctx, "k"); err == nil || errors.Is(err, blob.ErrNotFound) {
		t.Errorf("a get with a wrong secret: %v", err)
	}
}
