-- Tail and index of one log, in a schema of its own (search_path is set).
CREATE TABLE entry (
    number bigint PRIMARY KEY CHECK (number > 0),
    kind text NOT NULL,
    recorded_at text NOT NULL,
    delivery text NOT NULL,
    leaf bytea NOT NULL CHECK (length(leaf) = 32)
);
CREATE INDEX entry_kind ON entry (kind, number);
CREATE INDEX entry_delivery ON entry (delivery, number);
CREATE TABLE tail (
    number bigint PRIMARY KEY REFERENCES entry (number),
    header bytea NOT NULL,
    content bytea NOT NULL
);
CREATE TABLE about (key text PRIMARY KEY, value text NOT NULL);
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append only';
END $$;
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE ON entry
    FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER entry_kept BEFORE TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
