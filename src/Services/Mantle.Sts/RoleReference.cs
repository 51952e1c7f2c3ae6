using Mantle.Core.Accounts;
using Mantle.Wire;

namespace Mantle.Sts;

/// <summary>The role ARN of a request.</summary>
readonly record struct RoleReference(Arn Arn, AccountId AccountId, string Name)
{
    /// <exception cref="ApiException">ValidationError: it is not the ARN of a role.</exception>
    public static RoleReference Parse(string text) => TryParse(text) ?? throw CommonErrors.ValidationError($"{text} is invalid");

    /// <summary>The same for the unsigned operations, whose error text is different.</summary>
    public static RoleReference ParseUnsigned(string text) =>
        TryParse(text) ?? throw CommonErrors.ValidationError("Request ARN is invalid");

    static RoleReference? TryParse(string text) =>
        Arn.TryParse(text, out var arn) && arn.Service is "iam" && arn.Resource.StartsWith("role/") && arn.TryGetAccount(out var account)
            ? new RoleReference(arn, account, arn.Resource[(arn.Resource.LastIndexOf('/') + 1)..].ToString())
            : null;

    /// <summary>The role, if the account has one with exactly this ARN.</summary>
    public Role? Find(Account account) => account.Roles.Find(Name) is { } role && role.Arn == Arn ? role : null;
}
