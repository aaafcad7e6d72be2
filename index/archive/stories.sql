-- Version 2: stories, the articles that are copies or updates of one another (stories.py).

-- Articles that share their story with others. A story bears the number of its first article.
CREATE TABLE story (
  article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  story   INTEGER NOT NULL
);
CREATE INDEX story_articles ON story (story);

-- The smallest shingles of each article, by spans of days (or -1: no date; -2: any).
CREATE TABLE sketch (
  span    INTEGER NOT NULL,
  shingle INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (span, shingle, article)
) WITHOUT ROWID;

-- The articles up to this number came before there were stories.
INSERT INTO meta SELECT 'stories_backlog', max(number) FROM article HAVING max(number) > 0;
