-- Version 5: who wrote an article.

ALTER TABLE article ADD COLUMN author TEXT NOT NULL DEFAULT '';
