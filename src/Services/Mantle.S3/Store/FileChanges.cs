namespace Mantle.S3.Store;

/// <summary>The files that a transaction refers to from now on, and those that it no longer refers to.</summary>
sealed class FileChanges
{
    public List<string> Arrived { get; } = [];

    public List<string> Discarded { get; } = [];
}
