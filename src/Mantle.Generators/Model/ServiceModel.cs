namespace Mantle.Wire.Model;

/// <summary>The facts about one service's API: operations, shapes and constraints, as the model file states them.</summary>
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

    /// <summary>What precedes the operation's name in <c>X-Amz-Target</c>, without the dot.</summary>
    public string? TargetPrefix { get; internal set; }

    /// <summary>The version in the media type <c>application/x-amz-json-1.1</c>.</summary>
    public string? JsonVersion { get; internal set; }

    /// <summary>What precedes an error's code in the member <c>__type</c>, such as <c>com.amazonaws.sqs#</c>.</summary>
    public string ErrorPrefix { get; internal set; } = "";

    /// <summary>The member of a REST-JSON error's body that has its code; null where only the header has it.</summary>
    public string? ErrorTypeMember { get; internal set; }

    /// <summary>Whether texts about broken constraints carry the offending value.</summary>
    public bool ViolationValues { get; internal set; }

    /// <summary>Whether the first broken constraint is told alone, as an <c>InvalidInputException</c> with a reason.</summary>
    public bool ViolationReasons { get; internal set; }

    /// <summary>Whether a value that breaks both pattern and length is told about the pattern first.</summary>
    public bool PatternFirst { get; internal set; }

    /// <summary>What precedes the service's actions, such as <c>s3</c>; most services sign under the same name.</summary>
    public string ActionPrefix
    {
        get => field ?? SigningName;
        internal set;
    }

    /// <summary>
    /// The actions that the service's operations are authorized as, without the service's prefix: those that the model lists, or else one
    /// for each operation and what the model adds.
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

    /// <summary>The operation of that name (case-sensitive), or null.</summary>
    public OperationModel? Operation(string name)
    {
        foreach (var operation in OperationList)
            if (operation.Name == name)
                return operation;
        return null;
    }

    /// <summary>Reads the text of a model file.</summary>
    /// <exception cref="FormatException">The text is not a model; the message names the line.</exception>
    public static ServiceModel Parse(string text) => ModelReader.Read(text);
}
