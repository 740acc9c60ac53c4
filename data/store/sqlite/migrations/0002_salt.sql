-- Random bytes that the hash of a row covers, so that it confirms no guess of what the row holds. Rows of before have none.
ALTER TABLE revision ADD COLUMN salt BLOB CHECK (length(salt) = 16);
