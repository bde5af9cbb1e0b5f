-- Runs once, over all rows.
UPDATE articles SET tags = array_replace(tags, 'old', 'new') WHERE 'old' = ANY (tags);
