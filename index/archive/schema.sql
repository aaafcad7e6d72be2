-- The archive: what was read, and what was found in it. The truth; the search index is made from it.
-- Version 1. Changes come as a step in migrations.py, never by editing what is here.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- A file that articles came from, as it was when it was read to its end.
CREATE TABLE file (
  number   INTEGER PRIMARY KEY,
  path     TEXT NOT NULL UNIQUE,
  size     INTEGER NOT NULL DEFAULT -1,      -- bytes; -1 while it has not been read to its end
  modified INTEGER NOT NULL DEFAULT -1,      -- nanoseconds since 1970
  reader   INTEGER NOT NULL DEFAULT 0,       -- version of the readers of formats that read it
  articles INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE article (
  number   INTEGER PRIMARY KEY,              -- order of arrival
  id       TEXT NOT NULL UNIQUE,             -- by which it is asked for
  given    TEXT NOT NULL,                    -- the id that its source gave it, or ''
  file     INTEGER NOT NULL REFERENCES file, -- 0: it came through a pipe
  hash     TEXT NOT NULL,                    -- of all that a person reads of it
  change   INTEGER NOT NULL UNIQUE,          -- rises with every writing of any article
  analysed INTEGER NOT NULL DEFAULT 0,       -- version of the analysis that its findings are from; 0: none
  date     TEXT,
  lang     TEXT NOT NULL,
  source   TEXT NOT NULL,
  url      TEXT NOT NULL,
  title    TEXT NOT NULL,
  body     TEXT NOT NULL
);
CREATE INDEX article_given ON article (given) WHERE given <> '';
CREATE INDEX article_file ON article (file, given);
CREATE INDEX article_hash ON article (hash);
CREATE INDEX article_analysed ON article (analysed, number);

-- Offsets are in characters of the body.
CREATE TABLE mention (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  start   INTEGER NOT NULL,
  end     INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  entity  TEXT NOT NULL,
  actor   TEXT,
  PRIMARY KEY (article, start, end)
) WITHOUT ROWID;

-- Which articles name an actor, once each.
CREATE TABLE appearance (
  actor   TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  PRIMARY KEY (actor, article)
) WITHOUT ROWID;
CREATE INDEX appearance_article ON appearance (article);

CREATE TABLE relation (
  number          INTEGER PRIMARY KEY,
  article         INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  source          TEXT NOT NULL,
  target          TEXT NOT NULL,
  type            TEXT NOT NULL,
  quad            INTEGER NOT NULL,
  status          TEXT NOT NULL,
  start           INTEGER NOT NULL,
  end             INTEGER NOT NULL,
  predicate_start INTEGER NOT NULL,
  predicate_end   INTEGER NOT NULL,
  source_start    INTEGER NOT NULL,
  source_end      INTEGER NOT NULL,
  target_start    INTEGER NOT NULL,
  target_end      INTEGER NOT NULL,
  confidence      REAL NOT NULL,
  rule            TEXT NOT NULL
);
CREATE INDEX relation_article ON relation (article);
CREATE INDEX relation_pair ON relation (source, target);
CREATE INDEX relation_target ON relation (target);

INSERT INTO file (number, path) VALUES (0, '');
INSERT INTO meta VALUES ('change', '0'), ('indexed', '0');
