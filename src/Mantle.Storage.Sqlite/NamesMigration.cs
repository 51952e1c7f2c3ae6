namespace Mantle.Storage.Sqlite;

/// <summary>
/// Names used to be entities (kind 8) of one value, <c>directory</c>, which also held delegation requests (kind 42). The migration turns
/// names into rows. A request moves to the account that asked for it and is found by a name. The change log is rewritten accordingly. Its
/// released names have no owner, because a removed entity had none.
/// </summary>
static class NamesMigration
{
    public const string Sql = """
        CREATE TABLE names (
            kind TEXT NOT NULL, name TEXT NOT NULL, account_id TEXT NOT NULL, PRIMARY KEY (kind, name)) STRICT, WITHOUT ROWID;
        INSERT INTO names
            SELECT json_extract(CAST(body AS TEXT), '$.type'), json_extract(CAST(body AS TEXT), '$.name'),
                json_extract(CAST(body AS TEXT), '$.accountId')
            FROM entities WHERE value_id='directory' AND kind=8;
        INSERT INTO names
            SELECT 'delegation-request', json_extract(CAST(body AS TEXT), '$.id'), json_extract(CAST(body AS TEXT), '$.requestorId')
            FROM entities WHERE value_id='directory' AND kind=42;
        INSERT INTO names
            SELECT 'taken-delegation-request',
                json_extract(CAST(body AS TEXT), '$.ownerAccountId') || '/' || json_extract(CAST(body AS TEXT), '$.id'),
                json_extract(CAST(body AS TEXT), '$.requestorId')
            FROM entities WHERE value_id='directory' AND kind=42 AND json_extract(CAST(body AS TEXT), '$.ownerId') IS NOT NULL;
        UPDATE entities SET value_id='account/' || json_extract(CAST(body AS TEXT), '$.requestorId')
            WHERE value_id='directory' AND kind=42;
        DELETE FROM entities WHERE value_id='directory';
        DELETE FROM value_versions WHERE value_id='directory';
        UPDATE changes SET value_id='names', version=0, body=CAST((
                SELECT json_group_array(json(CASE WHEN json_extract(item.value, '$.entity') IS NULL
                    THEN json_object(
                        'kind', substr(json_extract(item.value, '$.key'), 1, instr(json_extract(item.value, '$.key'), '/') - 1),
                        'name', substr(json_extract(item.value, '$.key'), instr(json_extract(item.value, '$.key'), '/') + 1),
                        'account', '', 'released', json('true'))
                    ELSE json_object(
                        'kind', json_extract(item.value, '$.entity.type'), 'name', json_extract(item.value, '$.entity.name'),
                        'account', json_extract(item.value, '$.entity.accountId')) END))
                FROM json_each(CAST(changes.body AS TEXT)) AS item) AS BLOB)
            WHERE value_id='directory' AND json_extract(CAST(body AS TEXT), '$[0].kind')=8;
        UPDATE changes SET
            value_id='account/' || json_extract(CAST(body AS TEXT), '$[0].entity.requestorId'),
            version=(SELECT COALESCE(MAX(before.version), 0) FROM changes AS before
                WHERE before.value_id='account/' || json_extract(CAST(changes.body AS TEXT), '$[0].entity.requestorId')
                    AND before.seq<changes.seq)
            WHERE value_id='directory';
        """;
}
