using Microsoft.Data.Sqlite;

namespace Mantle.S3.Store;

/// <summary>A write whose caller waits for its result. Only that caller gets the exceptions of the write.</summary>
sealed class QueuedWrite<T>(Func<ObjectDatabase, FileChanges, T> write) : QueuedWrite
{
    readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T result = default!;
    Exception? refused;

    public Task<T> Result => source.Task;

    public override void Run(ObjectDatabase database, FileChanges files)
    {
        try
        {
            result = write(database, files);
        }
        catch (Exception error) when (error is not SqliteException)
        {
            refused = error;
        }
    }

    public override void Complete()
    {
        if (refused is not null)
            source.SetException(refused);
        else
            source.SetResult(result);
    }

    public override void Fail(Exception error) => source.SetException(error);
}
