using System.IO.Enumeration;
using Mantle.Core.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Simulation;

/// <summary>Reads <c>ActionNames</c>, <c>ResourceArns</c>, <c>ResourceOwner</c> and <c>ResourceHandlingOption</c>.</summary>
static class ResourceInput
{
    /// <summary>The scenarios of <c>ec2:RunInstances</c>.</summary>
    static readonly HashSet<string> HandlingOptions =
    [
        "EC2-Classic-InstanceStore",
        "EC2-Classic-EBS",
        "EC2-VPC-InstanceStore",
        "EC2-VPC-InstanceStore-Subnet",
        "EC2-VPC-EBS",
        "EC2-VPC-EBS-Subnet",
    ];

    public static IReadOnlyList<ActionName> Actions(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            throw Errors.InvalidInput("ActionNames is required.");
        return
        [
            .. names.Select(name =>
                ActionName.TryParse(name, out var action)
                    ? action
                    : throw Errors.InvalidInput($"ActionNames: {name} is not an action of the form service:Name.")
            ),
        ];
    }

    /// <summary>The resources; <c>*</c> where the request has none.</summary>
    public static IReadOnlyList<string> Resources(IReadOnlyList<string>? arns)
    {
        if (arns is null or [] or ["*"])
            return ["*"];
        foreach (var text in arns)
            if (!Arn.TryParse(text, out var arn) || arn.Service.IsEmpty || arn.Resource.IsEmpty)
                throw Errors.InvalidInput($"ResourceNames are not in a valid ARN format: {text}.");
        return arns;
    }

    /// <summary>The account of <c>ResourceOwner</c>, which must be an ARN.</summary>
    public static AccountId? Owner(string? text)
    {
        if (text is null)
            return null;
        return Arn.TryParse(text, out var arn) && arn.Service.SequenceEqual("iam") && arn.TryGetAccount(out var account)
            ? account
            : throw Errors.InvalidInput($"'{text}' is not a valid as a Resource Owner.");
    }

    /// <summary>Whether the resources belong to one scenario, so that the action needs all of them.</summary>
    public static bool IsScenario(string? option, IReadOnlyList<ActionName> actions)
    {
        if (option is null)
            return false;
        if (!HandlingOptions.Contains(option))
            throw Errors.InvalidInput($"ResourceHandlingOption: {option} is not one of {string.Join(", ", HandlingOptions)}.");
        var runInstances = ActionName.Parse("ec2:RunInstances");
        foreach (var action in actions)
            if (action != runInstances)
                throw Errors.InvalidInput(
                    $"Invalid input resource handling options. Action does not support resource handling options: {action}."
                );
        return true;
    }

    /// <summary>
    /// The name of a result for several resources: the ARN template of the resource type that the first one matches, or <c>*</c> where it
    /// matches none of the action's types.
    /// </summary>
    public static string Template(ActionName action, string resource)
    {
        var service = action.Service.ToString();
        var templates =
            ServiceCatalog
                .FindAction(action.ToString())
                ?.Resources.Select(type => ServiceCatalog.FindResourceType($"{service}:{type.Type}")?.Arn)
                .OfType<string>()
            ?? [];
        return templates.FirstOrDefault(template => IsOf(template, resource))?.Replace("${Partition}", "aws", StringComparison.Ordinal)
            ?? "*";
    }

    static bool IsOf(string template, string resource)
    {
        while (template.IndexOf("${", StringComparison.Ordinal) is var start and >= 0)
            template = string.Concat(template.AsSpan(0, start), "*", template.AsSpan(template.IndexOf('}', start) + 1));
        return FileSystemName.MatchesSimpleExpression(template, resource, ignoreCase: false);
    }
}
