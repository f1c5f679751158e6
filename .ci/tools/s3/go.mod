// A server of the S3 protocol for the tests of handoff/blob. It is built and run, never
// linked with the product. Used as: go run -C .ci/tools/s3 . BUCKET
module sportello/ci/tools/s3

go 1.26.0

require github.com/rclone/gofakes3 v0.0.12

require (
	github.com/minio/xxml v0.0.3 // indirect
	github.com/ryszard/goskiplist v0.0.0-20150312221310-2dfbae5fcf46 // indirect
	github.com/shabbyrobe/gocovmerge v0.0.0-20230507112040-c3350d9342df // indirect
	golang.org/x/tools v0.40.0 // indirect
)
