package handoff_test

import (
	"testing"

	"sportello/content/db/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }
