namespace Mantle.Wire.Model;

/// <summary>A service's API as its model file describes it: operations, shapes and constraints.</summary>
public sealed class ServiceModel
{
    internal ServiceModel(string @namespace, string version, Protocol protocol)
    {
        Namespace = @namespace;
        Version = version;
        Protocol = protocol;
    }

    /// <summary>The service's name in C# namespaces, such as <c>Iam</c>.</summary>
    public string Namespace { get; }

    /// <summary>The API version, such as <c>2010-05-08</c>.</summary>
    public string Version { get; }

    /// <summary>The wire protocol.</summary>
    public Protocol Protocol { get; }

    /// <summary>The service's full name.</summary>
    public string Title { get; internal set; } = "";

    /// <summary>The service name in a credential scope, such as <c>iam</c>.</summary>
    public string SigningName { get; internal set; } = "";

    /// <summary>The XML namespace of the service's documents.</summary>
    public string? XmlNamespace { get; internal set; }

    /// <summary>The prefix of the operation's name in <c>X-Amz-Target</c>, without the dot.</summary>
    public string? TargetPrefix { get; internal set; }

    /// <summary>The version in the media type <c>application/x-amz-json-1.1</c>.</summary>
    public string? JsonVersion { get; internal set; }

    /// <summary>The prefix of an error's code in the member <c>__type</c>, such as <c>com.amazonaws.sqs#</c>.</summary>
    public string ErrorPrefix { get; internal set; } = "";

    /// <summary>The member of a REST-JSON error's body that has its code; null if only the header has it.</summary>
    public string? ErrorTypeMember { get; internal set; }

    /// <summary>Whether messages about broken constraints contain the invalid value.</summary>
    public bool ViolationValues { get; internal set; }

    /// <summary>Whether only the first broken constraint is reported, as an <c>InvalidInputException</c> with a reason.</summary>
    public bool ViolationReasons { get; internal set; }

    /// <summary>Whether the pattern is reported first for a value that breaks both pattern and length.</summary>
    public bool PatternFirst { get; internal set; }

    /// <summary>The prefix of the service's actions, such as <c>s3</c>. It is usually the signing name.</summary>
    public string ActionPrefix
    {
        get => field ?? SigningName;
        internal set;
    }

    /// <summary>
    /// The service's actions, without their prefix: those that the model lists, or else one for each operation and those that the model
    /// adds.
    /// </summary>
    public IEnumerable<string> Actions => (ActionList ?? OperationList.Select(operation => operation.Name)).Concat(FurtherActionList);

    /// <summary>Every operation, in the model's order.</summary>
    public IReadOnlyList<OperationModel> Operations => OperationList;

    /// <summary>Every shape, in the model's order.</summary>
    public IReadOnlyList<ShapeModel> Shapes => ShapeList;

    internal IReadOnlyList<string>? ActionList { get; set; }

    internal IReadOnlyList<string> FurtherActionList { get; set; } = [];

    internal List<OperationModel> OperationList { get; } = [];

    internal List<ShapeModel> ShapeList { get; } = [];

    /// <summary>The operation with a name (case-sensitive); null if there is none.</summary>
    public OperationModel? Operation(string name)
    {
        foreach (var operation in OperationList)
            if (operation.Name == name)
                return operation;
        return null;
    }

    /// <summary>Reads the text of a model file.</summary>
    /// <exception cref="FormatException">The text is not a model. The message has the line.</exception>
    public static ServiceModel Parse(string text) => ModelReader.Read(text);
}
