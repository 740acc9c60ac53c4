-- The log. Rows are only ever added; hashes are computed by the program (see store.Chain).
CREATE TABLE revision (
    seq         INTEGER PRIMARY KEY,
    record_id   TEXT    NOT NULL,
    rev         INTEGER NOT NULL,
    change      TEXT    NOT NULL,
    recorded_at INTEGER NOT NULL, -- microseconds since 1970, UTC
    author      TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    body        BLOB,             -- the record as JSON; null: retracted
    prev_sha256 BLOB    NOT NULL,
    sha256      BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX revision_of_record ON revision (record_id, rev);

CREATE TRIGGER revision_is_never_changed BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;

CREATE TRIGGER revision_is_never_removed BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is never removed'); END;

-- Where the log ends, so that a row cut off at its end shows.
CREATE TABLE head (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    seq    INTEGER NOT NULL,
    sha256 BLOB    NOT NULL
) STRICT;

INSERT INTO head VALUES (1, 0, zeroblob(32));
