using Mantle.Wire.Model;

namespace Mantle.Wire;

/// <summary>A service's API. The generated <c>Operations.Service</c> of a service's project is one.</summary>
public class ServiceInfo
{
    readonly Func<string, OperationInfo?> find;
    string? contentType;

    /// <summary>Creates a service whose operations <paramref name="find"/> returns by name (case-sensitive).</summary>
    public ServiceInfo(Func<string, OperationInfo?> find) => this.find = find;

    /// <summary>The service's name in C# namespaces, such as <c>Iam</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The service's full name.</summary>
    public required string Title { get; init; }

    /// <summary>The service's name in a credential scope, such as <c>iam</c>.</summary>
    public required string SigningName { get; init; }

    /// <summary>The API version, such as <c>2010-05-08</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The wire protocol.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>Where the model's text is.</summary>
    public required ModelSource ModelSource { get; init; }

    /// <summary>The prefix of <c>X-Amz-Target</c> before dot and operation; null if the protocol is not JSON.</summary>
    public string? TargetPrefix { get; init; }

    /// <summary>The namespace of XML documents; empty if the protocol is JSON.</summary>
    public string XmlNamespace { get; init; } = "";

    /// <summary>The service's message style for broken constraints.</summary>
    public ConstraintStyle ConstraintStyle { get; init; }

    /// <summary>The version in the media type <c>application/x-amz-json-1.1</c>.</summary>
    public string JsonVersion { get; init; } = "1.1";

    /// <summary>The prefix of an error's code in the member <c>__type</c>, such as <c>com.amazonaws.sqs#</c>.</summary>
    public string ErrorTypePrefix { get; init; } = "";

    /// <summary>
    /// The member of a REST-JSON error's body that has its code, such as <c>__type</c>; null if only the header has it.
    /// </summary>
    public string? ErrorTypeMember { get; init; }

    /// <summary>The member of a JSON error that has its message.</summary>
    public string ErrorMessageMember { get; init; } = "message";

    /// <summary>The media type of answers whose body is a document of the protocol.</summary>
    public string ContentType =>
        contentType ??= Protocol switch
        {
            Protocol.Query => "text/xml",
            Protocol.RestXml => "application/xml",
            Protocol.RestJson => "application/json",
            _ => $"application/x-amz-json-{JsonVersion}",
        };

    /// <summary>The whole model. Read on first use, for tests and documents, not for requests.</summary>
    public ServiceModel Model => field ??= ModelSource.Read();

    /// <summary>Every operation of the service.</summary>
    public IEnumerable<OperationInfo> Operations => Model.Operations.Select(operation => Find(operation.Name)!);

    /// <summary>The operation with that name (case-sensitive), or null.</summary>
    public OperationInfo? Find(string operation) => find(operation);

    /// <summary>
    /// The operation's name in an <c>X-Amz-Target</c> header; null if the header names another service. Clients send the whole prefix or
    /// its last part: <c>com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101</c>, <c>CloudTrail_20131101</c>.
    /// </summary>
    public string? OperationOfTarget(string? target)
    {
        if (target is null || TargetPrefix is not { } prefix)
            return null;
        var dot = target.LastIndexOf('.');
        return dot > 0 && IsPrefix(target.AsSpan(0, dot), prefix) ? target[(dot + 1)..] : null;
    }

    static bool IsPrefix(ReadOnlySpan<char> given, string prefix) =>
        given.SequenceEqual(prefix) || given.SequenceEqual(prefix.AsSpan(prefix.LastIndexOf('.') + 1));

    /// <inheritdoc/>
    public override string ToString() => Title;
}
