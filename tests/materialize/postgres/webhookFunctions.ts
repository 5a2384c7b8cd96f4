/** The type of headers whose values are bytes. It has one field, a map. */
export const BYTES_MAP = "session.bytes_map";

/** The operators of maps, which are headers of requests, and the functions with which conditions check signatures: only SHA-256 is known. */
export const WEBHOOK_FUNCTIONS = String.raw`
    CREATE FUNCTION session.map_part(part text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
        SELECT CASE WHEN part LIKE '"%' THEN regexp_replace(substr(part, 2, length(part) - 2), '\\(.)', '\1', 'g') ELSE part END $$;
    CREATE FUNCTION session.map_get(map store.map, key text) RETURNS text IMMUTABLE LANGUAGE sql AS $$
        SELECT session.map_part(entry[2])
        FROM regexp_matches(map::text, '("(?:[^"\\]|\\.)*"|[^"{},]+?)=>("(?:[^"\\]|\\.)*"|[^"{},]+)', 'g') AS entry
        WHERE session.map_part(entry[1]) = key LIMIT 1 $$;
    CREATE FUNCTION session.map_has(map store.map, key text) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$
        SELECT session.map_get(map, key) IS NOT NULL $$;
    CREATE OPERATOR session.-> (LEFTARG = store.map, RIGHTARG = text, FUNCTION = session.map_get);
    CREATE OPERATOR session.? (LEFTARG = store.map, RIGHTARG = text, FUNCTION = session.map_has);
    CREATE TYPE ${BYTES_MAP} AS (texts store.map);
    CREATE FUNCTION session.map_get(map ${BYTES_MAP}, key text) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
        SELECT convert_to(session.map_get((map).texts, key), 'UTF8') $$;
    CREATE OPERATOR session.-> (LEFTARG = ${BYTES_MAP}, RIGHTARG = text, FUNCTION = session.map_get);
    CREATE FUNCTION session.constant_time_eq(text, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 = $2';
    CREATE FUNCTION session.constant_time_eq(bytea, bytea) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 = $2';
    CREATE FUNCTION session.mask(key bytea, mask integer) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
        SELECT string_agg(set_byte('\x00'::bytea, 0, (CASE WHEN at < length(key) THEN get_byte(key, at) ELSE 0 END) # mask), ''::bytea ORDER BY at)
        FROM generate_series(0, 63) AS at $$;
    CREATE FUNCTION session.hmac(message bytea, key bytea, hash text) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
        SELECT sha256(session.mask(short, 92) || sha256(session.mask(short, 54) || message))
        FROM (SELECT CASE WHEN length(key) > 64 THEN sha256(key) ELSE key END AS short WHERE lower(hash) = 'sha256') AS keys $$;
    CREATE FUNCTION session.hmac(message text, key text, hash text) RETURNS bytea IMMUTABLE LANGUAGE sql AS $$
        SELECT session.hmac(convert_to(message, 'UTF8'), convert_to(key, 'UTF8'), hash) $$;`;
