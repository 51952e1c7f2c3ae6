namespace Mantle.Wire.Model;

/// <summary>The facts about one operation.</summary>
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

    /// <summary>Whether AWS takes the call without a signature.</summary>
    public bool Anonymous { get; internal set; }

    /// <summary>Whether the request must carry a checksum of its body.</summary>
    public bool ChecksumRequired { get; internal set; }

    /// <summary>Whether method and path do not tell the operation from another one.</summary>
    public bool Unrouted { get; internal set; }

    /// <summary>What precedes the service's host name, if anything.</summary>
    public string? HostPrefix { get; internal set; }

    /// <summary>Whether AWS calls the operation deprecated.</summary>
    public bool Deprecated { get; internal set; }

    /// <summary>The request's structure; null where the operation takes nothing.</summary>
    public ShapeModel? Input { get; internal set; }

    /// <summary>The name of the request's document element, where it differs from the payload's.</summary>
    public string? InputRoot { get; internal set; }

    /// <summary>The response's structure; null where the operation answers nothing.</summary>
    public ShapeModel? Output { get; internal set; }

    /// <summary>The errors that the API names for this operation.</summary>
    public IReadOnlyList<ShapeModel> Errors { get; internal set; } = [];

    /// <summary>How the operation pages; null where it does not.</summary>
    public PaginationModel? Pages { get; internal set; }
}
