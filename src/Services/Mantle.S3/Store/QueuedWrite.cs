namespace Mantle.S3.Store;

/// <summary>A write that waits for the next transaction.</summary>
abstract class QueuedWrite
{
    public abstract void Run(ObjectDatabase database, FileChanges files);

    public abstract void Complete();

    public abstract void Fail(Exception error);
}
