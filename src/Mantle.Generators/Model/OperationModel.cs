namespace Mantle.Wire.Model;

/// <summary>An operation of the model.</summary>
public sealed class OperationModel
{
    internal OperationModel(string name) => Name = name;

    /// <summary>The operation's name, such as <c>CreateUser</c>.</summary>
    public string Name { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; internal set; } = "POST";

    /// <summary>Path and fixed query string, such as <c>/{Bucket}/{Key+}?uploads</c>.</summary>
    public string Uri { get; internal set; } = "/";

    /// <summary>The HTTP status of success.</summary>
    public int Status { get; internal set; } = 200;

    /// <summary>Whether AWS accepts the call without a signature.</summary>
    public bool Anonymous { get; internal set; }

    /// <summary>Whether the request must carry a checksum of its body.</summary>
    public bool ChecksumRequired { get; internal set; }

    /// <summary>Whether another operation has the same method and path.</summary>
    public bool Unrouted { get; internal set; }

    /// <summary>A prefix of the service's host name; null if there is none.</summary>
    public string? HostPrefix { get; internal set; }

    /// <summary>Whether AWS calls the operation deprecated.</summary>
    public bool Deprecated { get; internal set; }

    /// <summary>The request's structure; null if the operation has no input.</summary>
    public ShapeModel? Input { get; internal set; }

    /// <summary>The name of the request's document element, if it differs from the payload's.</summary>
    public string? InputRoot { get; internal set; }

    /// <summary>The response's structure; null if the operation has no response.</summary>
    public ShapeModel? Output { get; internal set; }

    /// <summary>The operation's errors in the API.</summary>
    public IReadOnlyList<ShapeModel> Errors { get; internal set; } = [];

    /// <summary>The operation's pagination; null if it has none.</summary>
    public PaginationModel? Pages { get; internal set; }
}
