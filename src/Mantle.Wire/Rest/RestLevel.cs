using System.Diagnostics.CodeAnalysis;

namespace Mantle.Wire;

/// <summary>The kind of resource that a REST path names.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "AWS's own word.")]
public enum RestLevel
{
    /// <summary>The service: <c>/</c>.</summary>
    Service,

    /// <summary>A bucket: <c>/bucket</c> or <c>/bucket/</c>.</summary>
    Bucket,

    /// <summary>An object: <c>/bucket/key</c>.</summary>
    Object,
}
