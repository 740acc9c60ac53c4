package main_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	oblast "oblast/cmd/oblast"
)

// stopping ends a program as soon as it has said something.
type stopping struct {
	bytes.Buffer
	stop context.CancelFunc
}

func (s *stopping) Write(p []byte) (int, error) {
	s.stop()
	return s.Buffer.Write(p)
}

// TestNoTemporaryFiles says at the start what will be missing where no temporary files can be made.
func TestNoTemporaryFiles(t *testing.T) {
	folder := t.TempDir()
	for name, missing := range map[string]bool{folder: false, filepath.Join(folder, "none"): true} {
		t.Setenv("TMPDIR", name)
		ctx, stop := context.WithCancel(t.Context())
		out, said := &stopping{stop: stop}, &bytes.Buffer{}
		code := oblast.Run(ctx, []string{"serve", "--addr", "127.0.0.1:0", "--data", ":memory:"}, oblast.Streams{In: strings.NewReader(""), Out: out, Err: said})
		stop()
		if code != 0 || !strings.Contains(out.String(), "http://") || strings.Contains(said.String(), "TMPDIR") != missing {
			t.Errorf("TMPDIR=%s: code %d, %q, said %q", name, code, out, said)
		}
	}
}
