namespace Mantle.SigV4;

/// <summary>A chunked body read from an <see cref="AwsChunkedStream"/> is invalid.</summary>
public sealed class AwsChunkedException : IOException
{
    internal AwsChunkedException(SigV4Error error)
        : base(error.Message) => Error = error;

    /// <summary>The error to answer with.</summary>
    public SigV4Error Error { get; }
}
