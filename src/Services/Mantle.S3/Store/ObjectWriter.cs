using System.Collections.Concurrent;
using Mantle.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Mantle.S3.Store;

/// <summary>
/// Writes the object database: one thread takes all waiting writes in order and commits them in one transaction, so that many share a
/// flush. Files that the transaction refers to are durable before it, and are moved or deleted after it. The writer has a thread of its
/// own, because it spends its time waiting for the disk.
/// </summary>
sealed class ObjectWriter : IDisposable
{
    const int LargestBatch = 256;

    readonly BlockingCollection<QueuedWrite> queue = [];
    readonly ObjectDatabase database;
    readonly BlobFolder folder;
    readonly Thread thread;

    /// <summary>Files that were moved or deleted since the last transaction; the next one removes their rows.</summary>
    readonly List<string> settled = [],
        deleted = [];

    public ObjectWriter(ObjectDatabase database, BlobFolder folder)
    {
        this.database = database;
        this.folder = folder;
        CleanUp();
        thread = new Thread(Run) { Name = "mantle objects", IsBackground = true };
        thread.Start();
    }

    /// <summary>Runs a write in the next transaction; returns its result when it is durable.</summary>
    /// <param name="write">
    /// Writes rows. What it throws is thrown to the caller, so it throws before its first row or not at all; the lists take the
    /// files that it refers to from now on, and those it refers to no longer.
    /// </param>
    /// <exception cref="StoreException">The database could not be written.</exception>
    public async Task<T> RunAsync<T>(Func<ObjectDatabase, FileChanges, T> write)
    {
        var waiting = new QueuedWrite<T>(write);
        try
        {
            queue.Add(waiting);
        }
        catch (InvalidOperationException)
        {
            throw new StoreException("The server is shutting down.");
        }
        return await waiting.Result;
    }

    void Run()
    {
        var batch = new List<QueuedWrite>();
        while (queue.TryTake(out var write, Timeout.Infinite))
        {
            batch.Clear();
            do batch.Add(write);
            while (batch.Count < LargestBatch && queue.TryTake(out write));
            Commit(batch);
        }
    }

    void Commit(List<QueuedWrite> batch)
    {
        var files = new FileChanges();
        try
        {
            folder.FlushIncoming();
            folder.FlushPlaces(settled);
            database.Execute("BEGIN IMMEDIATE");
            Forget();
            foreach (var write in batch)
                write.Run(database, files);
            foreach (var blob in files.Arrived)
                database.Execute("INSERT INTO arrivals VALUES ($1)", blob);
            database.Execute("COMMIT");
        }
        catch (Exception error)
        {
            RollBack();
            foreach (var write in batch)
                write.Fail(new StoreException($"The object store could not write: {error.Message}", error));
            return;
        }
        settled.Clear();
        deleted.Clear();
        Tidy(files.Arrived, folder.Settle, settled);
        Tidy(files.Discarded, folder.Delete, deleted);
        foreach (var write in batch)
            write.Complete();
    }

    void Forget()
    {
        foreach (var blob in settled)
            database.Execute("DELETE FROM arrivals WHERE blob=$1", blob);
        foreach (var blob in deleted)
            database.Execute("DELETE FROM garbage WHERE blob=$1", blob);
    }

    void RollBack()
    {
        try
        {
            database.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The transaction had not begun, or the failure rolled it back.
        }
    }

    /// <summary>Moves or deletes files. A file that fails stays in the database's list, and the next start tries again.</summary>
    static void Tidy(List<string> blobs, Func<string, bool> action, List<string> done)
    {
        foreach (var blob in blobs)
            try
            {
                if (action(blob))
                    done.Add(blob);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                continue;
            }
    }

    /// <summary>Finishes the work of the last run: moves committed files, deletes uncommitted and unused ones.</summary>
    void CleanUp()
    {
        var arrived = Noted("SELECT blob FROM arrivals");
        foreach (var file in folder.Incoming().ToList())
            if (arrived.Contains(file))
                folder.Settle(file);
            else
                folder.Delete(file);
        var garbage = Noted("SELECT blob FROM garbage");
        foreach (var blob in garbage)
            folder.Delete(blob);
        folder.FlushPlaces(arrived.Where(blob => !garbage.Contains(blob)));
        database.Execute("DELETE FROM arrivals");
        database.Execute("DELETE FROM garbage");
    }

    HashSet<string> Noted(string sql)
    {
        using var rows = database.Query(sql);
        var blobs = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read())
            blobs.Add(rows.GetString(0));
        return blobs;
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        Commit([]);
        queue.Dispose();
        database.Dispose();
    }
}
