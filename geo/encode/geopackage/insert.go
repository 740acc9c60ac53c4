package geopackage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
)

// mostValues is about how many values a statement inserts at once: what a statement costs by itself is then small beside
// them. SQLite allows 32,766.
const mostValues = 512

// inserter inserts rows into one table, some at a time, by statements of the driver itself: what database/sql does for each
// value costs as much as SQLite's own work. One that failed is of no more use.
type inserter struct {
	ctx    context.Context // ends the work; looked at between statements, for the driver watches one at the cost of a goroutine a statement
	conn   *sql.Conn
	into   string // INSERT INTO and the columns
	width  int    // columns
	many   driver.StmtExecContext
	values []driver.NamedValue // of the rows of a statement
	n      int                 // values that wait
}

// insertInto prepares to insert rows of so many columns.
func (t *table) insertInto(ctx context.Context, into string, columns int) (*inserter, error) {
	i := &inserter{ctx: ctx, conn: t.conn, into: into, width: columns, values: make([]driver.NamedValue, max(1, mostValues/columns)*columns)}
	for n := range i.values {
		i.values[n].Ordinal = n + 1
	}
	var err error
	i.many, err = i.prepare(len(i.values))
	return i, err
}

// prepare prepares a statement of so many values.
func (i *inserter) prepare(values int) (stmt driver.StmtExecContext, err error) {
	row := "(" + strings.TrimSuffix(strings.Repeat("?,", i.width), ",") + ")"
	text := i.into + " VALUES " + strings.TrimSuffix(strings.Repeat(row+",", values/i.width), ",")
	err = i.conn.Raw(func(conn any) error {
		c, ok := conn.(driver.Conn)
		if !ok {
			return errors.ErrUnsupported
		}
		prepared, err := c.Prepare(text)
		if err != nil {
			return err
		}
		if stmt, ok = prepared.(driver.StmtExecContext); !ok {
			return errors.ErrUnsupported
		}
		return nil
	})
	return stmt, err
}

// run inserts the rows that wait.
func (i *inserter) run(stmt driver.StmtExecContext) error {
	if err := i.ctx.Err(); err != nil {
		return err
	}
	values := i.values[:i.n]
	i.n = 0
	return i.conn.Raw(func(any) error {
		_, err := stmt.ExecContext(context.WithoutCancel(i.ctx), values)
		return err
	})
}

// row inserts a row: int64, float64, bool, string, []byte or nil in each column. Bytes must not change any more.
func (i *inserter) row(values ...any) error {
	for _, v := range values {
		i.values[i.n].Value = v
		i.n++
	}
	if i.n < len(i.values) {
		return nil
	}
	return i.run(i.many)
}

// end inserts the rows that wait, and releases what was held.
func (i *inserter) end() error {
	if i.n > 0 {
		rest, err := i.prepare(i.n)
		if err != nil {
			return err
		}
		if err := errors.Join(i.run(rest), i.close(rest)); err != nil {
			return err
		}
	}
	return i.close(i.many)
}

func (i *inserter) close(stmt driver.StmtExecContext) error {
	return i.conn.Raw(func(any) error {
		if held, ok := stmt.(driver.Stmt); ok {
			return held.Close()
		}
		return nil
	})
}
