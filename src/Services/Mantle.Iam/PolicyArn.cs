using Mantle.Core.Accounts;
using Mantle.Core.Catalog;
using Mantle.Wire.Iam;

namespace Mantle.Iam;

/// <summary>Reads ARNs of managed policies in requests.</summary>
static class PolicyArn
{
    const string ServiceRolePath = "/aws-service-role/";

    /// <summary>The ARN, if it has the form of a managed policy's ARN.</summary>
    public static string Checked(string text) =>
        Arn.TryParse(text, out _) ? OfPolicy(text) : throw Errors.ValidationError("Invalid ARN:  Could not be parsed!");

    /// <summary>Whether the account can attach the policy: a policy of its own, or an AWS managed one.</summary>
    public static bool Exists(Account account, string arn) =>
        AwsManagedPolicies.IsAwsManaged(arn) ? AwsManagedPolicies.Find(arn) is not null : account.FindPolicy(arn) is not null;

    /// <summary>The ARN of a policy to attach.</summary>
    public static string Attachable(Account account, string arn) =>
        Exists(account, Checked(arn)) ? arn : throw Errors.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");

    /// <summary>The ARN of a permissions boundary; AWS's error texts for it are different.</summary>
    public static string Boundary(Account account, string arn)
    {
        if (!Exists(account, OfPolicy(arn)))
            throw Errors.NoSuchEntity($"Scope ARN: {arn} does not exist or is not attachable.");
        RefuseServiceRolePolicy(arn);
        return arn;
    }

    /// <summary>Refuses a policy that AWS reserves for service-linked roles.</summary>
    public static void RefuseServiceRolePolicy(string arn)
    {
        if (IsServiceRolePolicy(arn))
            throw Errors.PolicyNotAttachable("Cannot attach a Service Role Policy to a Customer Role.");
    }

    /// <summary>Whether AWS reserves the policy for a service-linked role.</summary>
    public static bool IsServiceRolePolicy(string arn) => PathOf(arn) == ServiceRolePath;

    /// <summary>The policy's path, with a slash at both ends.</summary>
    public static string PathOf(string arn) => arn[arn.IndexOf('/', StringComparison.Ordinal)..(arn.LastIndexOf('/') + 1)];

    /// <summary>The policy's name: the part after the last slash.</summary>
    public static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    static string OfPolicy(string text) =>
        Arn.TryParse(text, out var arn) && arn.Service.SequenceEqual("iam") && arn.Resource.StartsWith("policy/")
            ? text
            : throw Errors.InvalidInput($"ARN {text} is not valid.");
}
