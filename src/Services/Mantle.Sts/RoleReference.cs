using Mantle.Core.Accounts;
using Mantle.Wire;

namespace Mantle.Sts;

/// <summary>A role ARN as it comes in a request.</summary>
readonly record struct RoleReference(string Arn, string AccountId, string Name)
{
    /// <exception cref="ApiException">ValidationError: it is not the ARN of a role.</exception>
    public static RoleReference Parse(string text) => TryParse(text) ?? throw CommonErrors.ValidationError($"{text} is invalid");

    /// <summary>The same for the unsigned operations, which word it differently.</summary>
    public static RoleReference ParseUnsigned(string text) =>
        TryParse(text) ?? throw CommonErrors.ValidationError("Request ARN is invalid");

    static RoleReference? TryParse(string text)
    {
        if (
            !Policy.Arn.TryParse(text, out var arn)
            || !arn.Service.SequenceEqual("iam")
            || !arn.Resource.StartsWith("role/")
            || !Policy.AccountId.IsValid(arn.AccountId)
        )
            return null;
        var resource = arn.Resource;
        return new RoleReference(text, arn.AccountId.ToString(), resource[(resource.LastIndexOf('/') + 1)..].ToString());
    }

    /// <summary>The role, if the account has one with exactly this ARN.</summary>
    public Role? Find(Account account) => account.Roles.Find(Name) is { } role && role.Arn == Arn ? role : null;
}
