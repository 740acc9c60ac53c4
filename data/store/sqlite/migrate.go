package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"oblast/data/store"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks our files in their header: "obla".
const applicationID = 0x6f626c61

// beforeSalts is the version of a file whose rows have no salts.
const beforeSalts = 1

// migrate brings a file to the newest version: each step of migrations, in the order of their names, in a transaction
// of its own. PRAGMA user_version counts the steps done.
func migrate(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	version, steps, err := versions(ctx, conn)
	if err != nil {
		return err
	}
	if version > len(steps) {
		return store.ErrNewer
	}
	for i := version; i < len(steps); i++ {
		if err := step(ctx, conn, steps[i], i+1); err != nil {
			return err
		}
	}
	return nil
}

// versions returns how many steps a file has behind it, as versionOf does, and all steps.
func versions(ctx context.Context, conn *sql.Conn) (version int, steps []string, err error) {
	if steps, err = fs.Glob(migrations, "migrations/*.sql"); err != nil {
		return 0, nil, err
	}
	version, err = versionOf(ctx, conn)
	return version, steps, err
}

// versionOf returns how many steps a file has behind it, 0 for an empty one, or store.ErrForeign.
func versionOf(ctx context.Context, conn *sql.Conn) (version int, _ error) {
	var id, tables int
	for query, to := range map[string]*int{"PRAGMA application_id": &id, "PRAGMA user_version": &version, "SELECT count(*) FROM sqlite_schema": &tables} {
		if err := conn.QueryRowContext(ctx, query).Scan(to); err != nil {
			return 0, err
		}
	}
	switch {
	case tables == 0 && id == 0 && version == 0:
		return 0, nil
	case id != applicationID:
		return 0, store.ErrForeign
	}
	return version, nil
}

// step runs one migration unless another program did so meanwhile.
func step(ctx context.Context, conn *sql.Conn, name string, version int) error {
	text, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var now int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&now); err != nil || now >= version {
		return err
	}
	script := fmt.Sprintf("%s;\nPRAGMA application_id = %d;\nPRAGMA user_version = %d;", text, applicationID, version)
	if _, err := tx.ExecContext(ctx, script); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return tx.Commit()
}
