using System.Text.Json;
using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.Storage.Sqlite;

/// <summary>Reads the entities of a value. Those of a large value are parsed on all cores while rows are still being read.</summary>
public sealed class EntityRows(EntityTypes types)
{
    const int ChunkSize = 2_048;

    public List<Entity> Read(SqliteDataReader rows)
    {
        var chunks = new List<Chunk>();
        var pending = 0;
        var chunk = new Chunk(types);
        while (rows.Read())
        {
            chunk.Add(rows.GetByte(0), rows.GetFieldValue<byte[]>(1));
            if (chunk.Count < ChunkSize)
                continue;
            chunks.Add(chunk);
            // If all cores are busy, the reading thread parses too, so that unparsed rows do not pile up.
            if (Volatile.Read(ref pending) >= Environment.ProcessorCount)
            {
                chunk.Parse();
            }
            else
            {
                Interlocked.Increment(ref pending);
                var full = chunk;
                full.Parsing = Task.Run(() =>
                {
                    full.Parse();
                    Interlocked.Decrement(ref pending);
                });
            }
            chunk = new Chunk(types);
        }
        chunk.Parse();
        chunks.Add(chunk);

        var entities = new List<Entity>(((chunks.Count - 1) * ChunkSize) + chunk.Count);
        foreach (var part in chunks)
        {
            part.Parsing?.GetAwaiter().GetResult();
            entities.AddRange(part.Entities);
        }
        return entities;
    }

    sealed class Chunk(EntityTypes types)
    {
        readonly List<(byte Number, byte[] Body)> rows = [];

        public int Count => rows.Count;

        public Task? Parsing { get; set; }

        public Entity[] Entities { get; private set; } = [];

        public void Add(byte number, byte[] body) => rows.Add((number, body));

        /// <exception cref="UnreadableStoreException">A row is no entity.</exception>
        public void Parse()
        {
            try
            {
                Entities = [.. rows.Select(row => types.Deserialize(row.Number, row.Body))];
            }
            catch (JsonException error)
            {
                throw new UnreadableStoreException(error.Message, error);
            }
        }
    }
}
