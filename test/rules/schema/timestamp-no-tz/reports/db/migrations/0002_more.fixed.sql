ALTER TABLE sessions ADD COLUMN closed_at timestamptz;
