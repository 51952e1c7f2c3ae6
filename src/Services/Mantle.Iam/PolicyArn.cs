using Mantle.Core.Accounts;
using Mantle.Core.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>ARNs of managed policies as they come in requests.</summary>
static class PolicyArn
{
    /// <summary>The ARN, if it has the form of a policy's.</summary>
    public static string Checked(string text) =>
        Arn.TryParse(text, out _) ? OfPolicy(text) : throw Errors.ValidationError("Invalid ARN:  Could not be parsed!");

    /// <summary>True for a policy that can be attached in the account: its own, or one of AWS's.</summary>
    public static bool Exists(Account account, string arn) =>
        AwsManagedPolicies.IsAwsManaged(arn) ? AwsManagedPolicies.Find(arn) is not null : account.FindPolicy(arn) is not null;

    /// <summary>A policy to attach.</summary>
    public static string Attachable(Account account, string arn) =>
        Exists(account, Checked(arn)) ? arn : throw Errors.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");

    /// <summary>A policy to be a permissions boundary, with AWS's words for that.</summary>
    public static string Boundary(Account account, string arn) =>
        Exists(account, OfPolicy(arn)) ? arn : throw Errors.NoSuchEntity($"Scope ARN: {arn} does not exist or is not attachable.");

    /// <summary>The policy's name: what follows the last slash.</summary>
    public static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    static string OfPolicy(string text) =>
        Arn.TryParse(text, out var arn) && arn.Service.SequenceEqual("iam") && arn.Resource.StartsWith("policy/")
            ? text
            : throw Errors.InvalidInput($"ARN {text} is not valid.");
}
