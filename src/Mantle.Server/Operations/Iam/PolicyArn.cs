using Mantle.Policy;
using Mantle.Server.Accounts;
using Mantle.Server.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam;

/// <summary>ARNs of managed policies as they come in requests.</summary>
static class PolicyArn
{
    /// <summary>The ARN, if it has the form of one.</summary>
    public static string Checked(string text) =>
        Arn.TryParse(text, out _) ? text : throw Errors.ValidationError("Invalid ARN:  Could not be parsed!");

    /// <summary>True for a policy that can be attached in the account: its own, or one of AWS's.</summary>
    public static bool Exists(Account account, string arn) =>
        AwsManagedPolicies.IsAwsManaged(arn) ? AwsManagedPolicies.Find(arn) is not null : account.FindPolicy(arn) is not null;

    public static string Attachable(Account account, string arn) =>
        Exists(account, Checked(arn)) ? arn : throw Errors.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");

    /// <summary>The policy's name: what follows the last slash.</summary>
    public static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
