-- What is remembered of feeds between two fetches. Nothing here is a person's: lost, it is only asked for again.
-- Times are seconds since 1970.

CREATE TABLE feed (
  url      TEXT PRIMARY KEY,
  scope    TEXT NOT NULL,            -- host that its first address had: ids of its entries are told apart by it
  etag     TEXT NOT NULL DEFAULT '',
  modified TEXT NOT NULL DEFAULT '', -- its header Last-Modified
  answered TEXT NOT NULL DEFAULT '', -- the address that gave these two
  checked  REAL NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  next     REAL NOT NULL DEFAULT 0,  -- not asked before, unless the person names it
  error    TEXT NOT NULL DEFAULT '',
  gone     INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE entry (
  feed TEXT NOT NULL,
  key  TEXT NOT NULL,                -- of what identifies it within the feed
  hash TEXT NOT NULL,                -- of what the feed said of it
  full INTEGER NOT NULL,             -- 0: its page was not fetched; 1: it was; 2: it was, and held no more
  PRIMARY KEY (feed, key)
) WITHOUT ROWID;
