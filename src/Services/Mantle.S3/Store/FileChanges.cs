namespace Mantle.S3.Store;

/// <summary>Files that a transaction refers to from now on, and those it refers to no longer.</summary>
sealed class FileChanges
{
    public List<string> Arrived { get; } = [];

    public List<string> Discarded { get; } = [];
}
