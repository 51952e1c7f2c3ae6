namespace Mantle.SigV4;

/// <summary>A chunked body turned out not to be acceptable while it was read from an <see cref="AwsChunkedStream"/>.</summary>
public sealed class AwsChunkedException : IOException
{
    internal AwsChunkedException(SigV4Error error)
        : base(error.Message) => Error = error;

    /// <summary>What to answer.</summary>
    public SigV4Error Error { get; }
}
