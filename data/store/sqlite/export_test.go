package sqlite

import "context"

// LimitPages lets the file grow to so many pages and no further, as a full disk would.
func LimitPages(l *Log, pages string) error {
	_, err := l.writer.conn.ExecContext(context.Background(), "PRAGMA max_page_count = "+pages)
	return err
}
