namespace Mantle.Core.Catalog;

/// <summary>
/// The Service Authorization Reference: actions, resource types and condition keys of AWS's services. Names are compared ignoring case.
/// <see href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"/>
/// </summary>
public static class ServiceCatalog
{
    static readonly SortedLines ServiceLines = new("services.tsv");
    static readonly SortedLines ActionLines = new("actions.tsv");
    static readonly SortedLines ResourceTypeLines = new("resource-types.tsv");
    static readonly SortedLines ConditionKeyLines = new("condition-keys.tsv");

    /// <summary>All services, by prefix.</summary>
    public static IEnumerable<CatalogService> Services => ServiceLines.From("").Select(ToService);

    public static CatalogService? FindService(string prefix) => ServiceLines.TryFind(prefix, out var line) ? ToService(line) : null;

    /// <summary>The actions of a service, by name.</summary>
    public static IEnumerable<CatalogAction> ActionsOf(string service) =>
        FindService(service) is { } found ? ActionLines.StartingWith(service + ":").Select(line => ToAction(line, found)) : [];

    /// <summary>An action by its full name, for example <c>s3:GetObject</c>.</summary>
    public static CatalogAction? FindAction(string name) =>
        ActionLines.TryFind(name, out var line) && FindService(ServiceOf(name)) is { } service ? ToAction(line, service) : null;

    /// <summary>The resource types of a service, by name.</summary>
    public static IEnumerable<CatalogResourceType> ResourceTypesOf(string service) =>
        ResourceTypeLines.StartingWith(service + ":").Select(ToResourceType);

    /// <summary>A resource type by its full name, for example <c>s3:object</c>.</summary>
    public static CatalogResourceType? FindResourceType(string name) =>
        ResourceTypeLines.TryFind(name, out var line) ? ToResourceType(line) : null;

    /// <summary>The condition keys of a service, by name.</summary>
    public static IEnumerable<CatalogConditionKey> ConditionKeysOf(string service) =>
        ConditionKeyLines.StartingWith(service + " ").Select(ToConditionKey);

    /// <summary>
    /// Finds a condition key by its name in a policy: <c>aws:ResourceTag/team</c> finds <c>aws:ResourceTag/${TagKey}</c>.
    /// </summary>
    public static CatalogConditionKey? FindConditionKey(string service, string name) =>
        ConditionKeyLines.TryFind($"{service} {name}", out var line)
            ? ToConditionKey(line)
            : ConditionKeysOf(service).FirstOrDefault(key => ConditionKeyTemplate.Matches(key.Name, name));

    static CatalogService ToService(SortedLines.Line line) =>
        new(line.Field(0), line.Field(1), line.FieldBytes(2).SequenceEqual("rcp"u8), line.List(3));

    static CatalogAction ToAction(SortedLines.Line line, CatalogService service) =>
        new(
            line.Field(0),
            ToLevel(line.FieldBytes(1)[0]),
            [.. line.List(2).Select(text => ToResource(text, service))],
            Keys(line.List(3), service)
        );

    static AccessLevel ToLevel(byte letter) =>
        letter switch
        {
            (byte)'R' => AccessLevel.Read,
            (byte)'L' => AccessLevel.List,
            (byte)'W' => AccessLevel.Write,
            (byte)'T' => AccessLevel.Tagging,
            (byte)'P' => AccessLevel.PermissionsManagement,
            _ => throw new InvalidOperationException($"No access level is written '{(char)letter}'."),
        };

    /// <summary>Parses <c>type</c>, or <c>type*</c> if it is required, with the type's condition keys in parentheses.</summary>
    static CatalogActionResource ToResource(string text, CatalogService service)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var type = open < 0 ? text : text[..open];
        var keys = open < 0 ? [] : Keys(text[(open + 1)..^1].Split(','), service);
        return new(type.TrimEnd('*'), type.EndsWith('*'), keys);
    }

    /// <summary>Actions refer to condition keys by their index in the service's list.</summary>
    static string[] Keys(string[] places, CatalogService service) =>
        [.. places.Select(place => service.ConditionKeys[int.Parse(place, CultureInfo.InvariantCulture)])];

    static CatalogResourceType ToResourceType(SortedLines.Line line) => new(line.Field(0), line.Field(1), line.List(2));

    static CatalogConditionKey ToConditionKey(SortedLines.Line line)
    {
        var key = line.Field(0);
        return new(key[(key.IndexOf(' ', StringComparison.Ordinal) + 1)..], line.Field(1));
    }

    static string ServiceOf(string name) => name[..name.IndexOf(':', StringComparison.Ordinal)];
}
