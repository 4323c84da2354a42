-- Ids are the sixteen bytes of a UUID.

CREATE TABLE accounts (
    id   BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE certificates (
    id      BLOB NOT NULL PRIMARY KEY,
    fuel    TEXT NOT NULL,
    vintage TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE holdings (
    account     BLOB    NOT NULL REFERENCES accounts,
    certificate BLOB    NOT NULL REFERENCES certificates,
    quantity    INTEGER NOT NULL CHECK (quantity >= 0),
    PRIMARY KEY (account, certificate)
) STRICT, WITHOUT ROWID;

CREATE TABLE transactions (
    id           BLOB    NOT NULL PRIMARY KEY,
    from_account BLOB    NOT NULL REFERENCES accounts,
    to_account   BLOB    NOT NULL REFERENCES accounts CHECK (to_account <> from_account),
    certificate  BLOB    NOT NULL REFERENCES certificates,
    quantity     INTEGER NOT NULL CHECK (quantity > 0)
) STRICT, WITHOUT ROWID;
