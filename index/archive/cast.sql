-- Version 3: the cast, all who are named in any article, so that one can be asked for across articles (cast.py).

-- A name of one kind, as analysis found it. The number stays with the name, whatever is found later.
CREATE TABLE IF NOT EXISTS entity (
  number   INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  name     TEXT NOT NULL,
  folded   TEXT NOT NULL,              -- its words without case and accents, a blank before each
  surname  TEXT NOT NULL,              -- the last of them, of a person; else ''
  actor    TEXT,                       -- the code it last acted for
  articles INTEGER NOT NULL DEFAULT 0,
  mentions INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, name)
);
CREATE INDEX IF NOT EXISTS entity_name ON entity (name);
CREATE INDEX IF NOT EXISTS entity_surname ON entity (surname) WHERE surname <> '';

-- Which article names whom, how often, and for whom it acts there.
CREATE TABLE IF NOT EXISTS naming (
  entity   INTEGER NOT NULL REFERENCES entity,
  article  INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
  mentions INTEGER NOT NULL,
  actor    TEXT,
  PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS naming_article ON naming (article);

CREATE TRIGGER IF NOT EXISTS naming_counted AFTER INSERT ON naming BEGIN
  UPDATE entity SET articles = articles + 1, mentions = mentions + new.mentions,
    actor = coalesce(new.actor, actor) WHERE number = new.entity;
END;
CREATE TRIGGER IF NOT EXISTS naming_forgotten AFTER DELETE ON naming BEGIN
  UPDATE entity SET articles = articles - 1, mentions = mentions - old.mentions WHERE number = old.entity;
END;
