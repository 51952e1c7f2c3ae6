using System.Text;
using Mantle.Wire.Model;

namespace Mantle.Wire;

/// <summary>A service whose wire format this library knows. <see cref="Services"/> lists them.</summary>
public sealed class ServiceInfo
{
    readonly Lazy<ServiceModel> _model;
    readonly Func<string, OperationInfo?> _find;
    readonly Func<RestRequest, RestOperation?>? _route;

    internal ServiceInfo(string name, string title, string signingName, string version, Protocol protocol, string xmlNamespace, ConstraintStyle constraintStyle, Func<string, OperationInfo?> find, Func<RestRequest, RestOperation?>? route = null)
    {
        Name = name;
        Title = title;
        SigningName = signingName;
        Version = version;
        Protocol = protocol;
        XmlNamespace = xmlNamespace;
        ConstraintStyle = constraintStyle;
        _find = find;
        _route = route;
        _model = new(() => ServiceModel.Parse(ModelText(name)));
    }

    /// <summary>The service's name in C# namespaces, such as <c>Iam</c>.</summary>
    public string Name { get; }

    /// <summary>The service's full name.</summary>
    public string Title { get; }

    /// <summary>The service's name in a credential scope, such as <c>iam</c>.</summary>
    public string SigningName { get; }

    /// <summary>The API version, such as <c>2010-05-08</c>.</summary>
    public string Version { get; }

    /// <summary>The wire protocol.</summary>
    public Protocol Protocol { get; }

    /// <summary>What precedes dot and operation in <c>X-Amz-Target</c>; null where the protocol is not JSON.</summary>
    public string? TargetPrefix { get; internal init; }

    /// <summary>The namespace of XML documents; empty where the protocol is JSON.</summary>
    public string XmlNamespace { get; }

    /// <summary>How broken constraints are worded.</summary>
    public ConstraintStyle ConstraintStyle { get; }

    /// <summary>Every fact that the wire format was made from. Read on first use: for tests and documents, not for requests.</summary>
    public ServiceModel Model => _model.Value;

    /// <summary>The operation of that name (case-sensitive), or null.</summary>
    public OperationInfo? Find(string operation) => _find(operation);

    /// <summary>
    /// The operation that a REST request means by its method, path, query string and headers; null where none has that
    /// form. Services of other protocols name the operation in the request and route nothing.
    /// </summary>
    public RestOperation? Route(RestRequest request) => _route?.Invoke(request);

    /// <summary>Every operation of the service.</summary>
    public IEnumerable<OperationInfo> Operations => Model.Operations.Select(operation => Find(operation.Name)!);

    /// <inheritdoc/>
    public override string ToString() => Title;

    static string ModelText(string name)
    {
        using var resource = typeof(ServiceInfo).Assembly.GetManifestResourceStream($"{name}.model")
            ?? throw new InvalidOperationException($"The model of {name} is not embedded.");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
