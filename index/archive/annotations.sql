-- Version 4: articles whose findings are kept here, and not yet in the search index.

CREATE TABLE unannotated (
  article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE,
  stored  INTEGER NOT NULL -- rises; findings made anew while the old ones are written get another
);
