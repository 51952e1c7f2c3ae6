using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Core.Organizations;
using Mantle.Wire.Organizations;
using Organization = Mantle.Core.Organizations.Organization;

namespace Mantle.Organizations.Policies;

/// <summary>The effective policy of an account: all policies of a type from the root down to the account, merged.</summary>
sealed record EffectivePolicies(JsonObject Document, DateTimeOffset UpdatedAt, IReadOnlyList<OrganizationPolicy> Policies)
{
    static readonly JsonSerializerOptions Compact = new() { WriteIndented = false, TypeInfoResolver = NodeJson.Default };

    public string Text => Document.ToJsonString(Compact);

    /// <summary>Null where no policy of the type applies to the account.</summary>
    public static EffectivePolicies? Of(Organization organization, PolicyTarget target, string type)
    {
        if (!organization.IsEnabled(type))
            return null;
        var levels = organization
            .PathTo(target)
            .Select(step =>
                step.Policies.Select(organization.Policies.Find).OfType<OrganizationPolicy>().Where(policy => policy.Type == type).ToList()
            )
            .ToList();
        var policies = levels.SelectMany(level => level).ToList();
        return ManagementPolicy.Effective(levels.Select(level => level.Select(policy => policy.Content.Text))) is { } document
            ? new(document, policies.Max(policy => policy.UpdateDate), policies)
            : null;
    }

    /// <summary>The mistakes of an effective policy: too many values in one place, or too long a document.</summary>
    public IEnumerable<EffectivePolicyValidationError> Errors(string type)
    {
        foreach (var path in PolicySchemas.Of(type).TooMany(Document, ""))
            yield return Error("ELEMENTS_TOO_MANY", $"The element {path} holds more values than it may.", path);
        if (Text.Length > OrganizationQuota.DocumentOf(type))
            yield return Error("CONTENT_TOO_LARGE", "The effective policy is longer than the maximum size of a policy of its type.", "/");
    }

    EffectivePolicyValidationError Error(string code, string message, string path) =>
        new()
        {
            ErrorCode = code,
            ErrorMessage = message,
            PathToError = path,
            ContributingPolicies = [.. Policies.Select(policy => policy.Id)],
        };

    /// <summary>The account of a call: the named one, or the caller's own.</summary>
    public static Member Account(Organization organization, string? id, string own)
    {
        if (id is null)
            return organization.Members.Find(own)!;
        return organization.FindTarget(id) switch
        {
            Member member => member,
            null => throw Wire.Organizations.Errors.TargetNotFoundException("You specified a target that doesn't exist."),
            _ => throw Wire.Organizations.Errors.InvalidInputException(
                "You can't perform the specified operation on that target entity.",
                InvalidInputExceptionReason.TargetNotSupported
            ),
        };
    }

    public static Wire.ApiException NotFound() =>
        Wire.Organizations.Errors.EffectivePolicyNotFoundException(
            "If you ran this action on the management account, this policy type is not enabled. If you ran the action on a "
                + "member account, the account doesn't have an effective policy of this type."
        );
}

[JsonSerializable(typeof(JsonObject))]
sealed partial class NodeJson : JsonSerializerContext;
